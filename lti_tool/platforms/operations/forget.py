"""Forget a person: in which academies she was, and what we owe these about her."""

from uuid import UUID

from foundation.database import Transaction
from foundation.outbox import drop
from lti_tool.platforms.operations.owe_score import KIND
from lti_tool.platforms.storage import services


def forget_person(tx: Transaction, person_id: UUID) -> None:
    drop(tx, KIND, person_id=str(person_id))
    services.forget_person(tx, person_id)
