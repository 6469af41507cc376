"""Credentials expire, get a new secret, are counted and were last used; access tokens."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment

revision = "0002_credential_life"
down_revision = "0001_record_store"


def upgrade() -> None:
    for column in (
        sa.Column("expires", Moment),
        sa.Column("former_secret", sa.LargeBinary(32)),
        sa.Column("former_until", Moment),
        sa.Column("rate", sa.Text),
        sa.Column("used", sa.Date),
    ):
        op.add_column("lrs_credential", column)
    op.create_table(
        "lrs_token",
        sa.Column("token", sa.LargeBinary(32), primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("expires", Moment, nullable=False),
    )
    op.create_index("ix_lrs_token_key", "lrs_token", ["key"])
