"""The tables of packages, registrations and sessions."""

import sqlalchemy as sa

from foundation.database import Moment, metadata, tenant_table

packages = tenant_table(
    "content_package",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("format", sa.Text, nullable=False),
    sa.Column("filename", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("activity_id", sa.Text, nullable=False),
    sa.Column("publisher_id", sa.Text, nullable=False),
    sa.Column("titles", sa.JSON, nullable=False),
    sa.Column("descriptions", sa.JSON, nullable=False),
    sa.Column("objectives", sa.JSON, nullable=False),
    sa.Column("added_at", Moment, nullable=False),
    sa.Column("keywords", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("minutes", sa.Integer),
    sa.Column("play", sa.JSON, nullable=False, server_default="{}"),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column("replaces", sa.Uuid),
)

blocks = tenant_table(
    "content_block",
    sa.Column("package_id", sa.Uuid, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("parent", sa.Integer),
    sa.Column("activity_id", sa.Text, nullable=False),
    sa.Column("publisher_id", sa.Text, nullable=False),
    sa.Column("titles", sa.JSON, nullable=False),
    sa.Column("descriptions", sa.JSON, nullable=False),
)

units = tenant_table(
    "content_unit",
    sa.Column("package_id", sa.Uuid, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("block", sa.Integer),
    sa.Column("activity_id", sa.Text, nullable=False),
    sa.Column("publisher_id", sa.Text, nullable=False),
    sa.Column("titles", sa.JSON, nullable=False),
    sa.Column("descriptions", sa.JSON, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("move_on", sa.Text, nullable=False),
    sa.Column("launch_method", sa.Text, nullable=False),
    sa.Column("mastery_score", sa.Double),
    sa.Column("launch_parameters", sa.Text),
    sa.Column("entitlement_key", sa.Text),
    sa.Column("activity_type", sa.Text),
    sa.Column("objectives", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("play", sa.JSON, nullable=False, server_default="{}"),
)

registrations = tenant_table(
    "content_registration",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("package_id", sa.Uuid, nullable=False),
    sa.Column("actor", sa.JSON, nullable=False),
    sa.Column("template", sa.JSON, nullable=False),
    sa.Column("enrolled_at", Moment, nullable=False),
    sa.Column("satisfied_at", Moment),
    sa.Column("preview", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("ix_content_registration_tenant_id_package_id", "tenant_id", "package_id"),
)

unit_states = tenant_table(
    "content_unit_state",
    sa.Column("registration", sa.Uuid, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("completed_at", Moment),
    sa.Column("passed_at", Moment),
    sa.Column("failed_at", Moment),
    sa.Column("waived_at", Moment),
    sa.Column("satisfied_at", Moment),
    sa.Column("score", sa.Double),
    sa.Column("progress", sa.Integer),
)

satisfied_blocks = tenant_table(
    "content_satisfied_block",
    sa.Column("registration", sa.Uuid, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("satisfied_at", Moment, nullable=False),
)

sessions = tenant_table(
    "content_session",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("registration", sa.Uuid, nullable=False),
    sa.Column("package_id", sa.Uuid, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("mode", sa.Text, nullable=False),
    sa.Column("actor", sa.JSON, nullable=False),
    sa.Column("activity_id", sa.Text, nullable=False),
    sa.Column("publisher_id", sa.Text, nullable=False),
    sa.Column("mastery_score", sa.Double),
    sa.Column("template", sa.JSON, nullable=False),
    sa.Column("launched_at", Moment, nullable=False),
    sa.Column("fetched_at", Moment),
    sa.Column("preferences_read_at", Moment),
    sa.Column("initialized_at", Moment),
    sa.Column("last_at", Moment),
    sa.Column("completed_at", Moment),
    sa.Column("passed_at", Moment),
    sa.Column("failed_at", Moment),
    sa.Column("terminated_at", Moment),
    sa.Column("abandoned_at", Moment),
    sa.Column("format", sa.Text, nullable=False, server_default="cmi5"),
    sa.Column("return_url", sa.Text),
    sa.Column("preview", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("ix_content_session_tenant_id_registration", "tenant_id", "registration"),
)

attempts = tenant_table(
    "content_attempt",
    sa.Column("registration", sa.Uuid, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Uuid, nullable=False),
    sa.Column("begun_at", Moment, nullable=False),
    sa.Column("kept", sa.JSON, nullable=False),
    sa.Column("told", sa.JSON, nullable=False),
    sa.Column("moment", sa.BigInteger, nullable=False),
    sa.Column("seconds", sa.Double, nullable=False),
    sa.Column("saved_at", Moment),
    sa.Column("over_at", Moment),
)

doors = sa.Table(
    "content_door",
    metadata,
    sa.Column("key", sa.LargeBinary, primary_key=True),
    sa.Column("opens", sa.Text, nullable=False),
    sa.Column("tenant", sa.Integer, nullable=False),
    sa.Column("session_id", sa.Uuid, nullable=False),
    sa.Column("expires", Moment, nullable=False),
    sa.Index("ix_content_door_expires", "expires"),
    sa.Index("ix_content_door_session_id", "session_id"),
)
"""Without tenant: a secret must be recognised before we know whose it is."""
