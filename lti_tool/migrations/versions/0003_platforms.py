"""The tables of `platforms`: academies, logins, launches, keys, courses and scores."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0003_platforms"
down_revision = "0002_people"


def tenant() -> sa.Column[int]:
    return sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False)


def refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["tenant_id", column], [f"{table}.tenant_id", f"{table}.id"])


def upgrade() -> None:
    _academies()
    _launches()
    _keys()
    _services()
    for table in (
        "lti_deployment",
        "lti_course",
        "lti_participant",
        "lti_line_item",
        "lti_score_time",
    ):
        protect(op, table)


def _academies() -> None:
    op.create_table(
        "lti_registration",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("client_id", sa.Text, nullable=False),
        sa.Column("auth_url", sa.Text, nullable=False),
        sa.Column("token_url", sa.Text),
        sa.Column("token_audience", sa.Text),
        sa.Column("jwks_url", sa.Text, nullable=False),
        sa.Column("frame_origins", sa.JSON, nullable=False),
        sa.Column("default_school_id", sa.Uuid),
        sa.Column("accept_new_deployments", sa.Boolean, nullable=False),
        sa.Column("report_scores", sa.Boolean, nullable=False),
        sa.UniqueConstraint("issuer", "client_id", name="uq_lti_registration_issuer_client_id"),
    )
    op.create_table(
        "lti_deployment",
        tenant(),
        sa.Column("registration_id", sa.Uuid, primary_key=True),
        sa.Column("deployment_id", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("school_id", sa.Uuid),
        refers("school_id", "school"),
    )


def _launches() -> None:
    op.create_table(
        "lti_login",
        sa.Column("state_hash", sa.LargeBinary, primary_key=True),
        sa.Column("nonce", sa.Text, nullable=False),
        sa.Column("registration_id", sa.Uuid, nullable=False),
        sa.Column("deployment_id", sa.Text),
        sa.Column("browser_hash", sa.LargeBinary, nullable=False),
        sa.Column("expires", Moment, nullable=False),
    )
    op.create_index("ix_lti_login_expires", "lti_login", ["expires"])
    op.create_table(
        "lti_attempt",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("issuer", sa.Text),
        sa.Column("client_id", sa.Text),
        sa.Column("deployment_id", sa.Text),
        sa.Column("state_hash", sa.LargeBinary),
        sa.Column("browser_bound", sa.Boolean),
    )
    op.create_index("ix_lti_attempt_at", "lti_attempt", ["at"])
    op.create_index("ix_lti_attempt_state_hash", "lti_attempt", ["state_hash"])


def _keys() -> None:
    op.create_table(
        "lti_key_set",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("keys", sa.JSON, nullable=False),
        sa.Column("fetched", Moment),
        sa.Column("tried", Moment, nullable=False),
    )
    op.create_table(
        "lti_own_key",
        sa.Column("kid", sa.Text, primary_key=True),
        sa.Column("public", sa.JSON, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("made", Moment, nullable=False),
        sa.Column("signing_since", Moment),
    )


def _services() -> None:
    op.create_table(
        "lti_course",
        tenant(),
        sa.Column("registration_id", sa.Uuid, primary_key=True),
        sa.Column("context_id", sa.Text, primary_key=True),
        sa.Column("memberships_url", sa.Text),
        sa.Column("lineitems_url", sa.Text),
        sa.Column("can_report", sa.Boolean, nullable=False),
        sa.Column("seen", Moment, nullable=False),
    )
    op.create_table(
        "lti_participant",
        tenant(),
        sa.Column("person_id", sa.Uuid, primary_key=True),
        sa.Column("registration_id", sa.Uuid, primary_key=True),
        sa.Column("context_id", sa.Text, nullable=False),
        refers("person_id", "person"),
    )
    op.create_table(
        "lti_line_item",
        tenant(),
        sa.Column("registration_id", sa.Uuid, primary_key=True),
        sa.Column("lineitems_url", sa.Text, primary_key=True),
        sa.Column("resource_id", sa.Text, primary_key=True),
        sa.Column("url", sa.Text),
        sa.Column("claimed", Moment, nullable=False),
    )
    op.create_table(
        "lti_score_time",
        tenant(),
        sa.Column("person_id", sa.Uuid, primary_key=True),
        sa.Column("lineitems_url", sa.Text, primary_key=True),
        sa.Column("resource_id", sa.Text, primary_key=True),
        sa.Column("at", Moment, nullable=False),
        refers("person_id", "person"),
    )
