"""Forget a person: her reflections, what she tried, her moments, and the visits to her lessons."""

from uuid import UUID

from foundation.database import Transaction
from lti_tool.practice import storage


def forget_person(tx: Transaction, person_id: UUID) -> None:
    """What she saw at a colleague's is the colleague's and stays, without her name."""
    storage.forget_person(tx, person_id)
