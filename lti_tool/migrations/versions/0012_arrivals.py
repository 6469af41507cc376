"""Platform Storage at a login, a window of one's own, read rosters, and scores to send again."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0012_arrivals"
down_revision = "0011_connecting"


def upgrade() -> None:
    op.add_column("lti_login", sa.Column("storage_target", sa.Text))
    op.create_index("ix_visit_cookie", "visit", ["cookie"])
    op.create_table(
        "visit_handover",
        sa.Column("token", sa.LargeBinary, primary_key=True),
        sa.Column("visit_id", sa.LargeBinary, nullable=False),
        sa.Column("expires", Moment, nullable=False),
    )
    op.create_index("ix_visit_handover_expires", "visit_handover", ["expires"])
    op.create_table(
        "lti_roster",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("registration_id", sa.Uuid, primary_key=True),
        sa.Column("context_id", sa.Text, primary_key=True),
        sa.Column("read_at", Moment),
        sa.Column("members", sa.Integer, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("fault", sa.Text),
    )
    protect(op, "lti_roster")
    op.add_column("lti_score_time", sa.Column("label", sa.Text))
    op.add_column("lti_score_time", sa.Column("scaled", sa.Float))
