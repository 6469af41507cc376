"""The tables of goals: state and permission; what happened stands in the record store."""

import sqlalchemy as sa

from foundation.database import Moment, tenant_table


def refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["tenant_id", column], [f"{table}.tenant_id", f"{table}.id"])


themes = tenant_table(
    "theme",
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
    sa.Index("ix_theme_tenant_id_school_id_school_year", "tenant_id", "school_id", "school_year"),
)
processes = tenant_table(
    "learning_process",
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
    sa.Index("ix_learning_process_tenant_id_person_id", "tenant_id", "person_id"),
)
PARTS = ("what", "situation", "criterion", "deadline", "evidence")
goals = tenant_table(
    "goal",
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
    sa.Index("ix_goal_tenant_id_person_id", "tenant_id", "person_id"),
)
versions = tenant_table(
    "goal_version",
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
moves = tenant_table(
    "goal_move",
    sa.Column("goal_id", sa.Uuid, primary_key=True),
    sa.Column("step", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("from_state", sa.Text),
    sa.Column("to_state", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    refers("goal_id", "goal"),
)
evaluations = tenant_table(
    "goal_evaluation",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("goal_id", sa.Uuid, nullable=False),
    sa.Column("judgement", sa.Text, nullable=False),
    sa.Column("solved", sa.Text, nullable=False),
    sa.Column("pupils", sa.Text, nullable=False),
    sa.Column("learned", sa.Text, nullable=False),
    sa.Column("guskey", sa.Integer),
    sa.Column("at", Moment, nullable=False),
    refers("goal_id", "goal"),
    sa.Index("ix_goal_evaluation_tenant_id_goal_id", "tenant_id", "goal_id"),
)
anchors = tenant_table(
    "anchor",
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
    sa.Index("ix_anchor_tenant_id_goal_id", "tenant_id", "goal_id"),
)
