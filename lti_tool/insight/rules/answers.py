"""What an answer consists of: a finding, tables and charts; pages and files print the same one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from foundation.problems import N_
from lti_tool.insight.rules.suppression import Share


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence for the catalogue with what must be filled in; a page translates it."""

    text: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Months:
    """One month, or several that were put together; `first` and `last` are firsts."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Percent:
    value: float


@dataclass(frozen=True, slots=True)
class Hours:
    value: float


class Hidden(StrEnum):
    """Why a cell stays empty."""

    TOO_FEW = N_("te weinig gegevens")
    NOTHING = "–"


Cell = str | int | Say | Months | Percent | Hours | Hidden | date | datetime
"""`str` is a name from our tables (a title, a theme); words of ours are `Say`."""


@dataclass(frozen=True, slots=True)
class Table:
    """`head[0]` is what the rows are; `caption` names the table for files and readers."""

    caption: Say
    head: Sequence[Say]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Part:
    """One line, or one colour of the bars; `shade` is one of the shell's."""

    name: Say
    values: Sequence[float]
    shade: str


class Form(StrEnum):
    BARS = "bars"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked bars or lines; `desc` is one sentence with the message."""

    form: Form
    labels: Sequence[Cell]
    parts: Sequence[Part]
    desc: Say


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    `share` is the number of the tile above, where the question is one; None is hidden.
    `why` says why (part of) the answer is not shown.
    """

    headline: Say
    share: Share | None = None
    tables: Sequence[Table] = ()
    chart: Chart | None = None
    notes: Sequence[Say] = ()
    why: Say | None = None

    @property
    def shown(self) -> bool:
        return self.why is None


BOTH_SIDES = Say(N_("We tonen dit getal pas als het aan beide kanten over minstens drie gaat."))
"""Said where a share is hidden: few may also mean nearly all."""


def told_class(count: int, whole: int, *, shown: bool) -> tuple[Cell, Cell]:
    """A class of a distribution: how many and which part, or twice that there are too few."""
    return (count, Percent(count / whole)) if shown else (Hidden.TOO_FEW, Hidden.TOO_FEW)
