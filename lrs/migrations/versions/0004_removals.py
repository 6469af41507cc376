"""What was purged or erased, on record, and the ids of statements that are not kept as sent."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0004_removals"
down_revision = "0003_moving"


def upgrade() -> None:
    op.create_table(
        "lrs_removal",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("began", Moment, nullable=False),
        sa.Column("ended", Moment),
        sa.Column("before", Moment),
        sa.Column("verb", sa.Text, nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("statements", sa.Integer, nullable=False),
        sa.Column("rewritten", sa.Integer, nullable=False),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("attachments", sa.Integer, nullable=False),
    )
    op.create_table(
        "lrs_tombstone",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Uuid, primary_key=True),
        sqlite_with_rowid=False,
    )
    for table in ("lrs_removal", "lrs_tombstone"):
        protect(op, table)
