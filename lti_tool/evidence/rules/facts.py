"""A fact: something that happened once to one person, and the leerdoel it counts for."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import blake2b
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from lti_tool.profile.rules import Block, Mode

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
"""In which days, months and school years are reckoned (domain.md §5.5, `Per`)."""


class Kind(StrEnum):
    """What happened, in the words of our tables; the verb stays in the statement."""

    STARTED = "started"
    PROGRESSED = "progressed"
    LEFT = "left"  # the end of one sitting; it carries the time that was spent
    COMPLETED = "completed"
    ATTENDED = "attended"
    TRIED = "tried"
    MOMENT = "moment"
    REFLECTED = "reflected"
    VISITED = "visited"
    TALKED = "talked"
    COACHED = "coached"
    SHARED = "shared"
    COMMENTED = "commented"
    EARNED = "earned"


class Standing(StrEnum):
    """What a fact is worth beside the others."""

    COUNTS = "counts"  # the one fact that stands for its activity on its day
    REPEATS = "repeats"  # true, but already counted that day
    SUPERSEDED = "superseded"  # a provider sent a newer revision


MODE_OF: dict[Kind, Mode | None] = {
    Kind.STARTED: Mode.ONLINE,
    Kind.PROGRESSED: Mode.ONLINE,
    Kind.LEFT: Mode.ONLINE,
    Kind.COMPLETED: Mode.ONLINE,
    Kind.ATTENDED: Mode.MEETING,
    Kind.TRIED: Mode.WORKPLACE,
    Kind.VISITED: Mode.WORKPLACE,
    Kind.TALKED: Mode.WORKPLACE,
    Kind.COACHED: Mode.WORKPLACE,
    Kind.MOMENT: Mode.INFORMAL,
    # Thinking about learning and telling of it are no fifth way of learning: a goal with
    # one module and one reflection is no blend.
    Kind.REFLECTED: None,
    Kind.SHARED: None,
    Kind.COMMENTED: None,
    Kind.EARNED: None,
}

BLOCK_OF: dict[Kind, Block] = {
    Kind.STARTED: Block.BLENDED,
    Kind.PROGRESSED: Block.BLENDED,
    Kind.LEFT: Block.BLENDED,
    Kind.COMPLETED: Block.BLENDED,
    Kind.ATTENDED: Block.BLENDED,
    Kind.TRIED: Block.ACTION,
    Kind.VISITED: Block.TEAM,
    Kind.TALKED: Block.TEAM,
    Kind.COACHED: Block.TEAM,
    Kind.MOMENT: Block.INFORMAL,
    Kind.REFLECTED: Block.REFLECTION,
    Kind.SHARED: Block.ACTION,
    Kind.COMMENTED: Block.ACTION,
    Kind.EARNED: Block.BLENDED,
}

FIXED_MODE = frozenset({Kind.REFLECTED, Kind.SHARED, Kind.COMMENTED, Kind.EARNED})
"""Kinds that take no mode from the offering they are about."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the fact table: a statement, a person in it, and one goal of hers or none.

    `month` is 202611 for November 2026, in Amsterdam; `occasion` is one activity on one day;
    `duration` is what the statement says, in seconds; `spent` the seconds of the whole
    activity that day, on the one fact that counts for it.
    """

    id: UUID
    statement_id: UUID
    person_id: UUID
    goal_id: UUID | None
    theme_id: UUID | None
    school_id: UUID | None
    offering_id: UUID | None
    kind: Kind
    mode: Mode | None
    building_block: Block
    activity: str
    title: str
    happened_at: datetime
    month: int
    occasion: int
    duration: float | None
    success: bool | None
    score: float | None
    source: str
    registration: UUID | None
    reference: str | None
    revision: int
    standing: Standing = Standing.COUNTS
    spent: int | None = None


def fact_id(statement_id: UUID, person_id: UUID, goal_id: UUID | None) -> UUID:
    """The same fact has the same id in every rebuild."""
    return uuid5(statement_id, f"{person_id} {goal_id}")


def day_of(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def month_of(day: date) -> int:
    """A month as a number that sorts: 202611."""
    return day.year * 100 + day.month


def occasion_of(person_id: UUID, goal_id: UUID | None, thing: str, day: date) -> int:
    """One activity on one day for one goal, as a number that an index finds fast."""
    text = f"{person_id} {goal_id} {thing} {day}"
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)
