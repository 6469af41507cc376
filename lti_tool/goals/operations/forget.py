"""Forget a person: her goals, her words, her learning."""

from uuid import UUID

from foundation.database import Transaction
from lti_tool.goals.storage import forget


def forget_person(tx: Transaction, person_id: UUID) -> None:
    forget.forget_person(tx, person_id)
