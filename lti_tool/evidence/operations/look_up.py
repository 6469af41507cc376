"""Look up facts: for goals, and those that count for no goal yet."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from lti_tool.evidence.rules.facts import Fact, Kind
from lti_tool.evidence.rules.tallies import Run, Tally
from lti_tool.evidence.storage import facts, sums
from lti_tool.profile.rules import Mode

MOST_LOOSE = 100


def facts_of(
    tx: Transaction, goal_ids: Collection[UUID], since: datetime | None = None
) -> list[Fact]:
    """What is true for these goals, the latest first; `standing` says what counts (`ev(g)`)."""
    return facts.of_goals(tx, goal_ids, since) if goal_ids else []


def facts_per_mode(
    tx: Transaction, goal_ids: Collection[UUID], kinds: Collection[Kind]
) -> dict[UUID, dict[Mode, int]]:
    """How many facts of these kinds count for each goal, by mode."""
    return facts.per_mode(tx, goal_ids, kinds) if goal_ids else {}


def loose_facts(
    tx: Transaction,
    person_id: UUID,
    kinds: Collection[Kind] = tuple(Kind),
    since: datetime | None = None,
    limit: int = MOST_LOOSE,
) -> list[Fact]:
    """What she did that counts for no goal yet, once per activity and day: the latest ones."""
    return facts.loose(tx, person_id, kinds, since, limit)[0]


def latest_loose_facts(
    tx: Transaction, person_id: UUID, kinds: Collection[Kind], since: datetime, limit: int
) -> tuple[list[Fact], int]:
    """As `loose_facts`, and how many there are since then."""
    return facts.loose(tx, person_id, kinds, since, limit)


def tallies_of_school(
    tx: Transaction, school_id: UUID, first: int, last: int, *, with_time: bool = False
) -> list[Tally]:
    """What people did for their goals while at this school, from month `first` to `last`."""
    return sums.tallies_of_school(tx, school_id, first, last, with_time=with_time)


def runs_of_school(tx: Transaction, school_id: UUID, start: datetime, end: datetime) -> list[Run]:
    """Who first began which online module at this school in [start, end), and when it was done."""
    return sums.runs_of_school(tx, school_id, start, end)
