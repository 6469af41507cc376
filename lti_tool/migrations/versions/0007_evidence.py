"""The tables of `evidence`: facts, their sums, what teachers linked, and voided statements."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0007_evidence"
down_revision = "0006_practice"


def upgrade() -> None:
    _facts()
    _indexes_of_facts()
    op.create_table(
        "evidence_link",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("statement_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("goal_id", sa.Uuid, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("decided_at", Moment, nullable=False),
        sa.UniqueConstraint(
            "tenant_id",
            "record",
            "person_id",
            "goal_id",
            name="uq_evidence_link_tenant_id_record_person_id_goal_id",
        ),
    )
    op.create_table(
        "voided_statement",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("statement_id", sa.Uuid, primary_key=True),
    )
    _sums()
    for table in ("fact", "fact_tally", "fact_run", "evidence_link", "voided_statement"):
        protect(op, table)


def _sums() -> None:
    op.create_table(
        "fact_tally",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("school_id", sa.Uuid, primary_key=True),
        sa.Column("goal_id", sa.Uuid, primary_key=True),
        sa.Column("month", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person_id", sa.Uuid, primary_key=True),
        sa.Column("mode", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("seconds", sa.BigInteger, nullable=False),
        sa.Column("timed", sa.Integer, nullable=False),
    )
    op.create_index(
        "ix_fact_tally_tenant_id_goal_id_month", "fact_tally", ["tenant_id", "goal_id", "month"]
    )
    op.create_table(
        "fact_run",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("school_id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, primary_key=True),
        sa.Column("offering_id", sa.Uuid, primary_key=True),
        sa.Column("started_at", Moment, nullable=False),
        sa.Column("completed_at", Moment),
    )
    op.create_index(
        "ix_fact_run_tenant_id_person_id_offering_id",
        "fact_run",
        ["tenant_id", "person_id", "offering_id"],
    )


def _facts() -> None:
    op.create_table(
        "fact",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("statement_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("goal_id", sa.Uuid),
        sa.Column("theme_id", sa.Uuid),
        sa.Column("school_id", sa.Uuid),
        sa.Column("offering_id", sa.Uuid),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("mode", sa.Text),
        sa.Column("building_block", sa.Text, nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("happened_at", Moment, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("occasion", sa.BigInteger, nullable=False),
        sa.Column("duration", sa.Double),
        sa.Column("success", sa.Boolean),
        sa.Column("score", sa.Double),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("registration", sa.Uuid),
        sa.Column("reference", sa.Text),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("spent", sa.BigInteger),
    )


def _indexes_of_facts() -> None:
    for name, columns in (
        ("ix_fact_tenant_id_statement_id", ["statement_id"]),
        ("ix_fact_tenant_id_occasion", ["occasion"]),
        ("ix_fact_tenant_id_goal_id", ["goal_id", "happened_at"]),
        ("ix_fact_tenant_id_person_id", ["person_id", "happened_at"]),
        ("ix_fact_tenant_id_reference", ["reference"]),
    ):
        op.create_index(name, "fact", ["tenant_id", *columns])
    counts = sa.text("standing = 'counts' AND goal_id IS NOT NULL AND mode IS NOT NULL")
    op.create_index(
        "ix_fact_counted",
        "fact",
        ["tenant_id", "goal_id", "month", "person_id", "school_id", "mode", "spent"],
        sqlite_where=counts,
        postgresql_where=counts,
    )
    runs = sa.text(
        "kind IN ('started', 'progressed', 'completed') AND mode = 'online'"
        " AND offering_id IS NOT NULL AND standing <> 'superseded'"
    )
    op.create_index(
        "ix_fact_runs",
        "fact",
        ["tenant_id", "person_id", "offering_id", "school_id", "kind", "happened_at"],
        sqlite_where=runs,
        postgresql_where=runs,
    )
