"""The tables of `blend`: offerings, enrolments, items, sessions, attendance, check-in."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0005_blend"
down_revision = "0004_goals"

PROTECTED = (
    "offering",
    "enrollment",
    "blend_item",
    "session",
    "attendance",
    "attendance_change",
    "personal_code",
)


def upgrade() -> None:
    _offering()
    _enrollment()
    _blend_item()
    _session()
    _attendance()
    _attendance_change()
    _personal_code()
    _check_in_door()
    for table in PROTECTED:
        protect(op, table)


def _offering() -> None:
    op.create_table(
        "offering",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("provider", sa.Text, nullable=False),
        sa.Column("provider_id", sa.Uuid),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("activity_iri", sa.Text, nullable=False),
        sa.Column("package_id", sa.Uuid),
        sa.Column("package_unit", sa.Integer),
        sa.Column("link", sa.Text),
        sa.Column("theme_id", sa.Uuid),
        sa.Column("active_from", sa.Date),
        sa.Column("active_to", sa.Date),
    )
    op.create_index("ix_offering_tenant_id_activity_iri", "offering", ["tenant_id", "activity_iri"])


def _enrollment() -> None:
    op.create_table(
        "enrollment",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("offering_id", sa.Uuid, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("goal_id", sa.Uuid),
        sa.Column("assigned_by", sa.Uuid),
        sa.UniqueConstraint(
            "tenant_id",
            "person_id",
            "offering_id",
            name="uq_enrollment_tenant_id_person_id_offering_id",
        ),
    )


def _blend_item() -> None:
    op.create_table(
        "blend_item",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("goal_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("offering_id", sa.Uuid),
        sa.Column("session_id", sa.Uuid),
        sa.Column("colleague_id", sa.Uuid),
        sa.Column("planned_on", sa.Date),
    )
    op.create_index("ix_blend_item_tenant_id_goal_id", "blend_item", ["tenant_id", "goal_id"])
    op.create_index("ix_blend_item_tenant_id_person_id", "blend_item", ["tenant_id", "person_id"])


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("starts_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("trainer_id", sa.Uuid, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("online_url", sa.Text),
        sa.Column("capacity", sa.Integer),
        sa.Column("offering_id", sa.Uuid),
        sa.Column("school_id", sa.Uuid),
        sa.Column("closed_at", Moment),
    )
    op.create_index("ix_session_tenant_id_starts_at", "session", ["tenant_id", "starts_at"])


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("session_id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("registration", sa.Uuid, nullable=False),
        sa.Column("method", sa.Text),
        sa.Column("minutes", sa.Integer),
        sa.Column("goal_id", sa.Uuid),
        sa.Column("statement_id", sa.Uuid),
        sa.Column("checked_in_at", Moment),
        sa.Column("corrected_by", sa.Uuid),
        sa.Column("corrected_at", Moment),
    )
    op.create_index("ix_attendance_tenant_id_person_id", "attendance", ["tenant_id", "person_id"])


def _attendance_change() -> None:
    op.create_table(
        "attendance_change",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("session_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("was", sa.Text, nullable=False),
        sa.Column("became", sa.Text, nullable=False),
        sa.Column("was_minutes", sa.Integer),
        sa.Column("method", sa.Text),
        sa.Column("by_person_id", sa.Uuid, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("voided_statement", sa.Uuid),
        sa.Column("new_statement", sa.Uuid),
    )
    op.create_index(
        "ix_attendance_change_tenant_id_session_id",
        "attendance_change",
        ["tenant_id", "session_id"],
    )


def _personal_code() -> None:
    op.create_table(
        "personal_code",
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person_id", sa.Uuid, primary_key=True),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
    )


def _check_in_door() -> None:
    op.create_table(
        "check_in_door",
        sa.Column("key", sa.LargeBinary, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("subject_id", sa.Uuid, nullable=False),
        sa.Column("until", Moment),
    )
