"""The tables of `shell`: visits."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment

revision = "0001_shell"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.LargeBinary, primary_key=True),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("binding", sa.Text, nullable=False),
        sa.Column("cookie", sa.LargeBinary, nullable=False),
        sa.Column("platform_id", sa.Uuid),
        sa.Column("platform_origin", sa.Text, nullable=False),
        sa.Column("return_url", sa.Text),
        sa.Column("document_target", sa.Text),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("started", Moment, nullable=False),
        sa.Column("last_seen", Moment, nullable=False),
        sa.Column("placement", sa.JSON, nullable=False),
    )
    op.create_index("ix_visit_last_seen", "visit", ["last_seen"])
