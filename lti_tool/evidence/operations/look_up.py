"""Look up facts: for goals, and those that count for no goal yet."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from lti_tool.evidence.rules.facts import Fact
from lti_tool.evidence.rules.tallies import Run, Tally
from lti_tool.evidence.storage import facts, sums

MOST_LOOSE = 100


def facts_of(tx: Transaction, goal_ids: Collection[UUID]) -> list[Fact]:
    """What is true for these goals, the latest first; `standing` says what counts (`ev(g)`)."""
    return facts.of_goals(tx, goal_ids) if goal_ids else []


def loose_facts(tx: Transaction, person_id: UUID, since: datetime | None = None) -> list[Fact]:
    """What she did that counts for no goal yet, once per activity and day: the latest hundred."""
    return facts.loose(tx, person_id, since, MOST_LOOSE)


def tallies_of_school(tx: Transaction, school_id: UUID, first: int, last: int) -> list[Tally]:
    """What people did for their goals while at this school, from month `first` to `last`."""
    return sums.tallies_of_school(tx, school_id, first, last)


def runs_of_school(tx: Transaction, school_id: UUID, start: datetime, end: datetime) -> list[Run]:
    """Who first began which online module at this school in [start, end), and when it was done."""
    return sums.runs_of_school(tx, school_id, start, end)
