"""The outbox: what we owe to other servers."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0001_outbox"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", Moment, nullable=False),
        sa.Column("last_fault", sa.Text),
        sa.Column("given_up", Moment),
    )
    op.create_index("ix_outbox_tenant_id_due", "outbox", ["tenant_id", "due"])
    protect(op, "outbox")
