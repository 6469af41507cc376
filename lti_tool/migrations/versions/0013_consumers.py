"""Academies that speak LTI 1.1, nonces that were used, and what their links opened."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0013_consumers"
down_revision = "0012_arrivals"


def upgrade() -> None:
    op.create_table(
        "lti_consumer",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("school_id", sa.Uuid),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.UniqueConstraint("key", name="uq_lti_consumer_key"),
    )
    op.create_table(
        "lti_nonce",
        sa.Column("nonce_hash", sa.LargeBinary, primary_key=True),
        sa.Column("expires", Moment, nullable=False),
    )
    op.create_index("ix_lti_nonce_expires", "lti_nonce", ["expires"])
    op.create_table(
        "lti_old_link",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("consumer_id", sa.Uuid, primary_key=True),
        sa.Column("link_id", sa.Text, primary_key=True),
        sa.Column("place", sa.Text, nullable=False),
    )
    protect(op, "lti_old_link")
