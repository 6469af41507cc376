"""An index for what people did that counts for no goal yet: their home page asks for it."""

import sqlalchemy as sa
from alembic import op

revision = "0009_loose_facts"
down_revision = "0008_providers"


def upgrade() -> None:
    loose = sa.text("goal_id IS NULL AND standing = 'counts'")
    op.create_index(
        "ix_fact_loose",
        "fact",
        ["tenant_id", "person_id", "happened_at"],
        sqlite_where=loose,
        postgresql_where=loose,
    )
