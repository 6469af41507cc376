"""Enrolments in the database."""

from collections.abc import Collection
from dataclasses import asdict
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, insert_ignoring, mine, row_as, rows_as
from lti_tool.blend.rules.enrollments import Enrollment, EnrollmentState
from lti_tool.blend.storage.tables import enrollments


def of(tx: Transaction, person_id: UUID, offering_id: UUID) -> Enrollment | None:
    query = sa.select(enrollments).where(
        mine(tx, enrollments),
        enrollments.c.person_id == person_id,
        enrollments.c.offering_id == offering_id,
    )
    return row_as(Enrollment, tx.execute(query).first())


def add(tx: Transaction, enrollment: Enrollment) -> bool:
    """Whether it is new: of two at once, one is."""
    keys = ("person_id", "offering_id")
    return insert_ignoring(tx, enrollments, [asdict(enrollment)], keys=keys) == 1


def change(tx: Transaction, enrollment: Enrollment) -> None:
    tx.execute(
        sa.update(enrollments)
        .where(mine(tx, enrollments), enrollments.c.id == enrollment.id)
        .values(
            state=enrollment.state,
            goal_id=enrollment.goal_id,
            assigned_by=enrollment.assigned_by,
        )
    )


def of_person(tx: Transaction, person_id: UUID) -> list[Enrollment]:
    query = (
        sa.select(enrollments)
        .where(mine(tx, enrollments), enrollments.c.person_id == person_id)
        .order_by(enrollments.c.id)
    )
    return rows_as(Enrollment, tx.execute(query).all())


def of_people_in(
    tx: Transaction, people: Collection[UUID], offering_ids: Collection[UUID]
) -> list[Enrollment]:
    query = (
        sa.select(enrollments)
        .where(
            mine(tx, enrollments),
            enrollments.c.person_id.in_(people),
            enrollments.c.offering_id.in_(offering_ids),
        )
        .order_by(enrollments.c.id)
    )
    return rows_as(Enrollment, tx.execute(query).all())


def find(tx: Transaction, registration: UUID) -> Enrollment | None:
    query = sa.select(enrollments).where(mine(tx, enrollments), enrollments.c.id == registration)
    return row_as(Enrollment, tx.execute(query).first())


def set_states(tx: Transaction, ids: Collection[UUID], state: EnrollmentState) -> None:
    tx.execute(
        sa.update(enrollments)
        .where(mine(tx, enrollments), enrollments.c.id.in_(ids))
        .values(state=state)
    )
