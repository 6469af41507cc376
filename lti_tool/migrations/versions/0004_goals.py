"""The tables of `goals`: themes, learning processes, goals with their history, anchoring."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0004_goals"
down_revision = "0003_platforms"

TABLES = (
    "theme",
    "learning_process",
    "goal",
    "goal_version",
    "goal_move",
    "goal_evaluation",
    "anchor",
)


def tenant() -> sa.Column[int]:
    return sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False)


def refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["tenant_id", column], [f"{table}.tenant_id", f"{table}.id"])


def upgrade() -> None:
    _direction()
    _goals()
    _endings()
    for table in TABLES:
        protect(op, table)


def _direction() -> None:
    op.create_table(
        "theme",
        tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("school_id", sa.Uuid, nullable=False),
        sa.Column("school_year", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("expectation", sa.Text, nullable=False),
        sa.Column("created_by", sa.Uuid, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        refers("school_id", "school"),
        refers("created_by", "person"),
    )
    op.create_index(
        "ix_theme_tenant_id_school_id_school_year",
        "theme",
        ["tenant_id", "school_id", "school_year"],
    )
    op.create_table(
        "learning_process",
        tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("theme_id", sa.Uuid),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("predecessor_id", sa.Uuid),
        sa.Column("started_at", Moment, nullable=False),
        sa.Column("closed_at", Moment),
        refers("person_id", "person"),
        refers("theme_id", "theme"),
        refers("predecessor_id", "learning_process"),
    )
    op.create_index(
        "ix_learning_process_tenant_id_person_id", "learning_process", ["tenant_id", "person_id"]
    )


def _goals() -> None:
    op.create_table(
        "goal",
        tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("school_id", sa.Uuid),
        sa.Column("process_id", sa.Uuid, nullable=False),
        sa.Column("theme_id", sa.Uuid),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("situation", sa.Text, nullable=False),
        sa.Column("criterion", sa.Text, nullable=False),
        sa.Column("deadline", sa.Date),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sharpness", sa.Integer),
        sa.Column("confidence_start", sa.Integer),
        sa.Column("confidence_end", sa.Integer),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("activated_at", Moment),
        sa.Column("ended_at", Moment),
        refers("person_id", "person"),
        refers("school_id", "school"),
        refers("process_id", "learning_process"),
        refers("theme_id", "theme"),
    )
    op.create_index("ix_goal_tenant_id_person_id", "goal", ["tenant_id", "person_id"])
    op.create_table(
        "goal_version",
        tenant(),
        sa.Column("goal_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("situation", sa.Text, nullable=False),
        sa.Column("criterion", sa.Text, nullable=False),
        sa.Column("deadline", sa.Date),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        refers("goal_id", "goal"),
    )
    op.create_table(
        "goal_move",
        tenant(),
        sa.Column("goal_id", sa.Uuid, primary_key=True),
        sa.Column("step", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("from_state", sa.Text),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        refers("goal_id", "goal"),
    )


def _endings() -> None:
    op.create_table(
        "goal_evaluation",
        tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("goal_id", sa.Uuid, nullable=False),
        sa.Column("judgement", sa.Text, nullable=False),
        sa.Column("solved", sa.Text, nullable=False),
        sa.Column("pupils", sa.Text, nullable=False),
        sa.Column("learned", sa.Text, nullable=False),
        sa.Column("guskey", sa.Integer),
        sa.Column("at", Moment, nullable=False),
        refers("goal_id", "goal"),
    )
    op.create_index(
        "ix_goal_evaluation_tenant_id_goal_id", "goal_evaluation", ["tenant_id", "goal_id"]
    )
    op.create_table(
        "anchor",
        tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("process_id", sa.Uuid, nullable=False),
        sa.Column("goal_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("review_on", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        refers("process_id", "learning_process"),
        refers("goal_id", "goal"),
        refers("person_id", "person"),
    )
    op.create_index("ix_anchor_tenant_id_goal_id", "anchor", ["tenant_id", "goal_id"])
