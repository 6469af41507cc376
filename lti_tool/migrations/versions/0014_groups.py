"""Groups of courses, and for which of them a session is."""

import sqlalchemy as sa
from alembic import op

from foundation.migrations import protect

revision = "0014_groups"
down_revision = "0013_consumers"


def upgrade() -> None:
    op.add_column("lti_course", sa.Column("groups_url", sa.Text))
    op.add_column("session", sa.Column("for_group", sa.Text))
    op.create_table(
        "lti_group",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("registration_id", sa.Uuid, primary_key=True),
        sa.Column("context_id", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    protect(op, "lti_group")
