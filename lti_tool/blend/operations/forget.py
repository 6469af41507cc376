"""Forget a person: her plans and presence, and how far she came in modules."""

from uuid import UUID

from content_packages import forget_registrations
from foundation.database import Transaction
from lti_tool.blend.storage import forget


def forget_person(tx: Transaction, person_id: UUID) -> None:
    forget_registrations(tx, forget.registrations_of(tx, person_id))
    forget.forget_person(tx, person_id)
