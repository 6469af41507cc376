"""The groups of courses, as the academy last told them."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, insert_many, mine, rows_as, tenant_table
from lti_tool.platforms.rules.groups import CourseGroup

groups = tenant_table(
    "lti_group",
    sa.Column("registration_id", sa.Uuid, primary_key=True),
    sa.Column("context_id", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
)


def replace(
    tx: Transaction, registration_id: UUID, context_id: str, found: Sequence[CourseGroup]
) -> None:
    """What is no longer told is gone."""
    tx.execute(sa.delete(groups).where(_of(tx, registration_id, context_id)))
    course = {"registration_id": registration_id, "context_id": context_id}
    insert_many(tx, groups, [{**course, "id": one.id, "name": one.name} for one in found])


def of_course(tx: Transaction, registration_id: UUID, context_id: str) -> list[CourseGroup]:
    query = sa.select(groups.c.id, groups.c.name).where(_of(tx, registration_id, context_id))
    return rows_as(CourseGroup, tx.execute(query.order_by(groups.c.name, groups.c.id)).all())


def forget_registration(tx: Transaction, registration_id: UUID) -> None:
    here = sa.and_(mine(tx, groups), groups.c.registration_id == registration_id)
    tx.execute(sa.delete(groups).where(here))


def _of(tx: Transaction, registration_id: UUID, context_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        mine(tx, groups),
        groups.c.registration_id == registration_id,
        groups.c.context_id == context_id,
    )
