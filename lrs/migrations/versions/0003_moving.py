"""How far other record stores were read, and to which others statements go."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0003_moving"
down_revision = "0002_credential_life"


def upgrade() -> None:
    op.create_table(
        "lrs_pull",
        _tenant(),
        sa.Column("endpoint", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("through", Moment, nullable=False),
    )
    op.create_table(
        "lrs_forward",
        _tenant(),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("endpoint", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("choice", sa.JSON, nullable=False),
        sa.Column("cursor", sa.BigInteger, nullable=False),
        sa.Column("sent", sa.BigInteger, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("owed", sa.Boolean, nullable=False),
        sa.Column("busy_until", Moment),
        sa.Column("last_fault", sa.Text),
    )
    op.create_table(
        "lrs_forward_refused",
        _tenant(),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("fault", sa.Text, nullable=False),
        sa.Column("refused", Moment, nullable=False),
    )
    for table in ("lrs_pull", "lrs_forward", "lrs_forward_refused"):
        protect(op, table)


def _tenant() -> sa.Column[int]:
    return sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False)
