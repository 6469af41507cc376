"""Forget a person: what she planned, where she was enrolled, and when she was there."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, mine, tenant_of
from lti_tool.blend.storage.tables import (
    attendance,
    attendance_changes,
    doors,
    enrollments,
    items,
    personal_codes,
)


def registrations_of(tx: Transaction, person_id: UUID) -> Sequence[UUID]:
    """Under which registrations she did modules."""
    wish = sa.select(enrollments.c.id).where(
        mine(tx, enrollments), enrollments.c.person_id == person_id
    )
    return tx.scalars(wish.order_by(enrollments.c.id)).all()


def forget_person(tx: Transaction, person_id: UUID) -> None:
    """Where she is somebody else's colleague or trainer, her nameless row stands."""
    for table in (attendance, attendance_changes, enrollments, items, personal_codes):
        tx.execute(sa.delete(table).where(mine(tx, table), table.c.person_id == person_id))
    hers = sa.and_(doors.c.tenant == tenant_of(tx), doors.c.subject_id == person_id)
    tx.execute(sa.delete(doors).where(hers))
