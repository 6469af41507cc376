"""Packages with blocks and units, registrations, sessions and the doors of launches."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0001_content_packages"
down_revision = None

PROTECTED = (
    "content_package",
    "content_block",
    "content_unit",
    "content_registration",
    "content_unit_state",
    "content_satisfied_block",
    "content_session",
)


def upgrade() -> None:
    _packages()
    _registrations()
    _sessions()
    for table in PROTECTED:
        protect(op, table)


def _tenant() -> sa.Column[int]:
    return sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False)


def _position() -> sa.Column[int]:
    return sa.Column("position", sa.Integer, primary_key=True, autoincrement=False)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _moments(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, Moment) for name in names]


def _packages() -> None:
    op.create_table(
        "content_package",
        _tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        *map(_text, ("format", "filename", "sha256", "activity_id", "publisher_id")),
        sa.Column("titles", sa.JSON, nullable=False),
        sa.Column("descriptions", sa.JSON, nullable=False),
        sa.Column("objectives", sa.JSON, nullable=False),
        sa.Column("added_at", Moment, nullable=False),
    )
    op.create_table(
        "content_block",
        _tenant(),
        sa.Column("package_id", sa.Uuid, primary_key=True),
        _position(),
        sa.Column("parent", sa.Integer),
        _text("activity_id"),
        _text("publisher_id"),
        sa.Column("titles", sa.JSON, nullable=False),
        sa.Column("descriptions", sa.JSON, nullable=False),
    )
    op.create_table(
        "content_unit",
        _tenant(),
        sa.Column("package_id", sa.Uuid, primary_key=True),
        _position(),
        sa.Column("block", sa.Integer),
        _text("activity_id"),
        _text("publisher_id"),
        sa.Column("titles", sa.JSON, nullable=False),
        sa.Column("descriptions", sa.JSON, nullable=False),
        *map(_text, ("url", "move_on", "launch_method")),
        sa.Column("mastery_score", sa.Double),
        _text("launch_parameters", nullable=True),
        _text("entitlement_key", nullable=True),
        _text("activity_type", nullable=True),
    )


def _registrations() -> None:
    op.create_table(
        "content_registration",
        _tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("package_id", sa.Uuid, nullable=False),
        sa.Column("actor", sa.JSON, nullable=False),
        sa.Column("template", sa.JSON, nullable=False),
        sa.Column("enrolled_at", Moment, nullable=False),
        sa.Column("satisfied_at", Moment),
        sa.Index("ix_content_registration_tenant_id_package_id", "tenant_id", "package_id"),
    )
    op.create_table(
        "content_unit_state",
        _tenant(),
        sa.Column("registration", sa.Uuid, primary_key=True),
        _position(),
        *_moments("completed_at", "passed_at", "failed_at", "waived_at", "satisfied_at"),
        sa.Column("score", sa.Double),
        sa.Column("progress", sa.Integer),
    )
    op.create_table(
        "content_satisfied_block",
        _tenant(),
        sa.Column("registration", sa.Uuid, primary_key=True),
        _position(),
        sa.Column("satisfied_at", Moment, nullable=False),
    )


def _sessions() -> None:
    op.create_table(
        "content_session",
        _tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("registration", sa.Uuid, nullable=False),
        sa.Column("package_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        _text("mode"),
        sa.Column("actor", sa.JSON, nullable=False),
        _text("activity_id"),
        _text("publisher_id"),
        sa.Column("mastery_score", sa.Double),
        sa.Column("template", sa.JSON, nullable=False),
        sa.Column("launched_at", Moment, nullable=False),
        *_moments("fetched_at", "preferences_read_at", "initialized_at", "last_at"),
        *_moments("completed_at", "passed_at", "failed_at", "terminated_at", "abandoned_at"),
        sa.Index("ix_content_session_tenant_id_registration", "tenant_id", "registration"),
    )
    op.create_table(
        "content_door",
        sa.Column("key", sa.LargeBinary, primary_key=True),
        _text("opens"),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("session_id", sa.Uuid, nullable=False),
        sa.Column("expires", Moment, nullable=False),
        sa.Index("ix_content_door_expires", "expires"),
        sa.Index("ix_content_door_session_id", "session_id"),
    )
