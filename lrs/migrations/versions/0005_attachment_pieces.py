"""A content lies in pieces, so that none is ever wholly in memory; what is there is one piece."""

import sqlalchemy as sa
from alembic import op

revision = "0005_attachment_pieces"
down_revision = "0004_removals"

TABLE = "lrs_attachment"
KEY = ("tenant_id", "sha2", "piece")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _make_anew()
    else:
        _widen_key()


def _make_anew() -> None:
    """SQLite changes no key of a table that is there."""
    op.rename_table(TABLE, "whole_attachment")
    op.create_table(
        TABLE,
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sha2", sa.Text, primary_key=True),
        sa.Column("piece", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content_type", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.execute(
        "INSERT INTO lrs_attachment SELECT tenant_id, sha2, 0, content_type, content"
        " FROM whole_attachment"
    )
    op.drop_table("whole_attachment")


def _widen_key() -> None:
    op.add_column(TABLE, sa.Column("piece", sa.Integer, nullable=False, server_default="0"))
    op.drop_constraint("lrs_attachment_pkey", TABLE, type_="primary")
    op.create_primary_key("lrs_attachment_pkey", TABLE, list(KEY))
    op.alter_column(TABLE, "piece", server_default=None)
