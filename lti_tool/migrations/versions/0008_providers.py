"""The tables of `providers`: who pushes, and what was pushed."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0008_providers"
down_revision = "0007_evidence"


def upgrade() -> None:
    op.create_table(
        "provider",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("homepage", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("withdrawn", Moment),
        sa.UniqueConstraint("tenant_id", "key", name="uq_provider_tenant_id_key"),
        sa.UniqueConstraint("tenant_id", "homepage", name="uq_provider_tenant_id_homepage"),
    )
    op.create_table(
        "inbound_completion",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("provider_id", sa.Uuid, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("statement_id", sa.Uuid, nullable=False),
        sa.Column("learner_kind", sa.Text, nullable=False),
        sa.Column("learner_issuer", sa.Text, nullable=False),
        sa.Column("learner_subject", sa.Text, nullable=False),
        sa.Column("mbox_sha1sum", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("received", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"]
        ),
    )
    for columns in (
        ["provider_id", "reference"],
        ["learner_subject"],
        ["statement_id"],
        ["mbox_sha1sum"],
    ):
        name = "_".join(("ix_inbound_completion_tenant_id", *columns))
        op.create_index(name, "inbound_completion", ["tenant_id", *columns])
    for table in ("provider", "inbound_completion"):
        protect(op, table)
