"""Who only looks at a package before it counts for anybody."""

import sqlalchemy as sa
from alembic import op

revision = "0004_previews"
down_revision = "0003_attempts"


def upgrade() -> None:
    for table in ("content_registration", "content_session"):
        op.add_column(
            table, sa.Column("preview", sa.Boolean, nullable=False, server_default=sa.false())
        )
