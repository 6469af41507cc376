"""The tables of `practice`: reflections, try-outs, moments, lesson visits."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0006_practice"
down_revision = "0005_blend"

TABLES = ("reflection", "practice_attempt", "informal_moment", "lesson_visit")


def tenant() -> sa.Column[int]:
    return sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False)


def refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["tenant_id", column], [f"{table}.tenant_id", f"{table}.id"])


def upgrade() -> None:
    _reflections()
    _attempts()
    _moments()
    _visits()
    for table in TABLES:
        protect(op, table)


def _reflections() -> None:
    op.create_table(
        "reflection",
        tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("goal_id", sa.Uuid, nullable=False),
        sa.Column("did", sa.Text, nullable=False),
        sa.Column("saw", sa.Text, nullable=False),
        sa.Column("next", sa.Text, nullable=False),
        sa.Column("follows", sa.Uuid),
        sa.Column("at", Moment, nullable=False),
        sa.Column("statement_id", sa.Uuid, nullable=False),
        refers("person_id", "person"),
        refers("goal_id", "goal"),
    )
    op.create_index("ix_reflection_tenant_id_goal_id", "reflection", ["tenant_id", "goal_id"])


def _attempts() -> None:
    op.create_table(
        "practice_attempt",
        tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("goal_id", sa.Uuid, nullable=False),
        sa.Column("item_id", sa.Uuid),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("lesson_on", sa.Date, nullable=False),
        sa.Column("went", sa.Text),
        sa.Column("at", Moment, nullable=False),
        sa.Column("statement_id", sa.Uuid, nullable=False),
        refers("person_id", "person"),
        refers("goal_id", "goal"),
    )
    op.create_index(
        "ix_practice_attempt_tenant_id_goal_id", "practice_attempt", ["tenant_id", "goal_id"]
    )


def _moments() -> None:
    op.create_table(
        "informal_moment",
        tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("goal_id", sa.Uuid),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("statement_id", sa.Uuid, nullable=False),
        refers("person_id", "person"),
        refers("goal_id", "goal"),
    )
    op.create_index(
        "ix_informal_moment_tenant_id_person_id_at",
        "informal_moment",
        ["tenant_id", "person_id", "at"],
    )


def _visits() -> None:
    op.create_table(
        "lesson_visit",
        tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("visitor_id", sa.Uuid, nullable=False),
        sa.Column("goal_id", sa.Uuid, nullable=False),
        sa.Column("item_id", sa.Uuid),
        sa.Column("look_for", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("planned_on", sa.Date),
        sa.Column("seen", sa.Text, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("done_at", Moment),
        sa.Column("statement_id", sa.Uuid),
        refers("person_id", "person"),
        refers("visitor_id", "person"),
        refers("goal_id", "goal"),
    )
    op.create_index(
        "ix_lesson_visit_tenant_id_person_id", "lesson_visit", ["tenant_id", "person_id"]
    )
    op.create_index(
        "ix_lesson_visit_tenant_id_visitor_id", "lesson_visit", ["tenant_id", "visitor_id"]
    )
