"""What was recorded of learning at work, for the pages of others."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from lti_tool.practice import storage
from lti_tool.practice.rules import Attempt, InformalMoment, LessonVisit, Reflection


def reflections_of(tx: Transaction, goal_ids: Collection[UUID]) -> list[Reflection]:
    """The newest first."""
    return storage.reflections_of(tx, goal_ids)


def attempts_of(tx: Transaction, goal_ids: Collection[UUID]) -> list[Attempt]:
    """The newest first."""
    return storage.attempts_of(tx, goal_ids)


def moments_of(tx: Transaction, person_id: UUID, since: datetime) -> list[InformalMoment]:
    """Her moments since then, the newest first."""
    return storage.moments_of(tx, person_id, since)


def visits_of(tx: Transaction, person_id: UUID) -> list[LessonVisit]:
    """As teacher and as visitor, the newest first."""
    return storage.visits_of(tx, person_id)


def visits_for(tx: Transaction, goal_ids: Collection[UUID]) -> list[LessonVisit]:
    """The visits to which the owner of these goals invited somebody."""
    return storage.visits_for(tx, goal_ids)
