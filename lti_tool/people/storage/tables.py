"""The tables of boards, schools, people, memberships, other names and shares."""

import sqlalchemy as sa

from foundation.database import Moment, metadata, tenant_table

boards = sa.Table(
    "board",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("k", sa.Integer, nullable=False),
)
schools = tenant_table(
    "school",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("brin", sa.Text),
)
people = tenant_table(
    "person",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("locale", sa.Text, nullable=False),
    sa.Column("pseudonym", sa.Uuid, nullable=False),
    sa.Column("mbox_sha1sum", sa.Text),
    sa.Column("welcomed", Moment),
    sa.UniqueConstraint("tenant_id", "pseudonym"),
    sa.Index("ix_person_tenant_id_mbox_sha1sum", "tenant_id", "mbox_sha1sum"),
)
memberships = tenant_table(
    "membership",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("school_id", sa.Uuid),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date),
    sa.ForeignKeyConstraint(["tenant_id", "person_id"], ["person.tenant_id", "person.id"]),
    sa.ForeignKeyConstraint(["tenant_id", "school_id"], ["school.tenant_id", "school.id"]),
    sa.Index("ix_membership_tenant_id_person_id", "tenant_id", "person_id"),
    sa.Index("ix_membership_tenant_id_school_id", "tenant_id", "school_id"),
)
aliases = tenant_table(
    "identity_alias",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("issuer", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["tenant_id", "person_id"], ["person.tenant_id", "person.id"]),
    sa.UniqueConstraint("tenant_id", "kind", "issuer", "subject", "person_id"),
    sa.Index("ix_identity_alias_tenant_id_person_id", "tenant_id", "person_id"),
)
grants = tenant_table(
    "share_grant",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("owner_id", sa.Uuid, nullable=False),
    sa.Column("object_kind", sa.Text, nullable=False),
    sa.Column("object_id", sa.Uuid, nullable=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("audience", sa.Text, nullable=False),
    sa.Column("audience_id", sa.Uuid, nullable=False),
    sa.Column("given", Moment, nullable=False),
    sa.Column("until", Moment),
    sa.Column("withdrawn", Moment),
    sa.ForeignKeyConstraint(["tenant_id", "owner_id"], ["person.tenant_id", "person.id"]),
    sa.Index("ix_share_grant_tenant_id_object_id", "tenant_id", "object_id"),
    sa.Index("ix_share_grant_tenant_id_audience_id", "tenant_id", "audience_id"),
)
