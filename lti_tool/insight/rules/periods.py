"""Periods of a school year, reckoned in Europe/Amsterdam (domain.md §5.5, `Per`)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from lti_tool.evidence.rules.facts import AMSTERDAM, month_of

FIRST_MONTH = 8
"""A school year runs from 1 August up to 1 August."""

BLOCKS = ((8, 9), (10, 12), (1, 3), (4, 7))
"""First and last month of the four blocks of a school year."""

DECEMBER = 12


class Span(StrEnum):
    """How wide a period is, the widest first; each lies inside the one before."""

    YEAR = "jaar"
    BLOCK = "blok"
    MONTH = "maand"


@dataclass(frozen=True)
class Period:
    """The days from `start` up to, not including, `end`; both are firsts of a month.

    Without slots, so that what follows from the two days is worked out once.
    """

    span: Span
    start: date
    end: date

    @cached_property
    def first_month(self) -> int:
        return month_of(self.start)

    @cached_property
    def last_month(self) -> int:
        return month_of(self.end - timedelta(days=1))

    @property
    def months(self) -> list[date]:
        """The first day of each month in it."""
        found = [self.start]
        while (following := next_month(found[-1])) < self.end:
            found.append(following)
        return found

    def holds(self, moment: datetime) -> bool:
        return self.starts_at <= moment < self.ends_at

    @cached_property
    def starts_at(self) -> datetime:
        return datetime.combine(self.start, time(), AMSTERDAM).astimezone(UTC)

    @cached_property
    def ends_at(self) -> datetime:
        return datetime.combine(self.end, time(), AMSTERDAM).astimezone(UTC)


def next_month(first: date) -> date:
    if first.month == DECEMBER:
        return date(first.year + 1, 1, 1)
    return first.replace(month=first.month + 1)


def periods_around(today: date) -> dict[Span, Period]:
    """The school year, the block and the month that `today` is in."""
    begin = today.year if today.month >= FIRST_MONTH else today.year - 1
    first, last = next(block for block in BLOCKS if block[0] <= today.month <= block[1])
    return {
        Span.YEAR: Period(Span.YEAR, date(begin, FIRST_MONTH, 1), date(begin + 1, FIRST_MONTH, 1)),
        Span.BLOCK: Period(
            Span.BLOCK,
            date(today.year, first, 1),
            next_month(date(today.year, last, 1)),
        ),
        Span.MONTH: Period(Span.MONTH, today.replace(day=1), next_month(today.replace(day=1))),
    }


def month_named(number: int) -> date:
    """The first day of 202611."""
    return date(number // 100, number % 100, 1)
