"""What SCORM and H5P keep between two sittings, and where a session goes when it ends."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0003_attempts"
down_revision = "0002_formats_and_versions"


def upgrade() -> None:
    op.create_table(
        "content_attempt",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("registration", sa.Uuid, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("begun_at", Moment, nullable=False),
        sa.Column("kept", sa.JSON, nullable=False),
        sa.Column("told", sa.JSON, nullable=False),
        sa.Column("moment", sa.BigInteger, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("saved_at", Moment),
        sa.Column("over_at", Moment),
    )
    protect(op, "content_attempt")
    for column in (
        sa.Column("format", sa.Text, nullable=False, server_default="cmi5"),
        sa.Column("return_url", sa.Text),
    ):
        op.add_column("content_session", column)
