"""The tables of the blend."""

import sqlalchemy as sa

from foundation.database import Moment, metadata, tenant_table

offerings = tenant_table(
    "offering",
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
    sa.Index("ix_offering_tenant_id_activity_iri", "tenant_id", "activity_iri"),
)

enrollments = tenant_table(
    "enrollment",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("offering_id", sa.Uuid, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("goal_id", sa.Uuid),
    sa.Column("assigned_by", sa.Uuid),
    sa.UniqueConstraint("tenant_id", "person_id", "offering_id"),
)
"""One per person and offering; `id` is the xAPI registration."""

items = tenant_table(
    "blend_item",
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
    sa.Index("ix_blend_item_tenant_id_goal_id", "tenant_id", "goal_id"),
    sa.Index("ix_blend_item_tenant_id_person_id", "tenant_id", "person_id"),
)

sessions = tenant_table(
    "session",
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
    sa.Column("for_group", sa.Text),
    sa.Index("ix_session_tenant_id_starts_at", "tenant_id", "starts_at"),
)

attendance = tenant_table(
    "attendance",
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
    sa.Index("ix_attendance_tenant_id_person_id", "tenant_id", "person_id"),
)

attendance_changes = tenant_table(
    "attendance_change",
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
    sa.Index("ix_attendance_change_tenant_id_session_id", "tenant_id", "session_id"),
)
"""What was corrected, by whom and when; never changed."""

personal_codes = tenant_table(
    "personal_code",
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("key", sa.LargeBinary, nullable=False),
)

doors = sa.Table(
    "check_in_door",
    metadata,
    sa.Column("key", sa.LargeBinary, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("tenant", sa.Integer, nullable=False),
    sa.Column("subject_id", sa.Uuid, nullable=False),
    sa.Column("until", Moment),
)
"""What somebody outside a visit can show, and to which tenant and whom it leads: a session's
address, a personal code, a phone that was here before. Only keyed hashes, but for sessions."""
