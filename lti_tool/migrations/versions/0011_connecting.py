"""How academies are connected: invitations to register, and links for administrators."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment

revision = "0011_connecting"
down_revision = "0010_tallies_in_order"


def upgrade() -> None:
    op.create_table(
        "lti_invitation",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("code_hash", sa.LargeBinary, nullable=False),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("school_id", sa.Uuid),
        sa.Column("accept_new_deployments", sa.Boolean, nullable=False),
        sa.Column("report_scores", sa.Boolean, nullable=False),
        sa.Column("expires", Moment, nullable=False),
        sa.Column("issuer", sa.Text),
        sa.Column("registration_id", sa.Uuid),
        sa.UniqueConstraint("code_hash", name="uq_lti_invitation_code_hash"),
    )
    op.create_table(
        "sign_in_door",
        sa.Column("token_hash", sa.LargeBinary, primary_key=True),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("expires", Moment, nullable=False),
    )
