"""The tables of `people`: boards, schools, people, memberships, other names, shares."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0002_people"
down_revision = "0001_shell"


def tenant() -> sa.Column[int]:
    return sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False)


def refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["tenant_id", column], [f"{table}.tenant_id", f"{table}.id"])


def upgrade() -> None:
    op.create_table(
        "board",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("k", sa.Integer, nullable=False),
    )
    _people()
    _belonging()
    _sharing()
    for table in ("school", "person", "membership", "identity_alias", "share_grant"):
        protect(op, table)


def _people() -> None:
    op.create_table(
        "school",
        tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("brin", sa.Text),
    )
    op.create_table(
        "person",
        tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("pseudonym", sa.Uuid, nullable=False),
        sa.Column("mbox_sha1sum", sa.Text),
        sa.Column("welcomed", Moment),
        sa.UniqueConstraint("tenant_id", "pseudonym", name="uq_person_tenant_id_pseudonym"),
    )
    op.create_index("ix_person_tenant_id_mbox_sha1sum", "person", ["tenant_id", "mbox_sha1sum"])


def _belonging() -> None:
    op.create_table(
        "membership",
        tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("school_id", sa.Uuid),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        refers("person_id", "person"),
        refers("school_id", "school"),
    )
    op.create_index("ix_membership_tenant_id_person_id", "membership", ["tenant_id", "person_id"])
    op.create_index("ix_membership_tenant_id_school_id", "membership", ["tenant_id", "school_id"])
    op.create_table(
        "identity_alias",
        tenant(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        refers("person_id", "person"),
        sa.UniqueConstraint(
            "tenant_id",
            "kind",
            "issuer",
            "subject",
            "person_id",
            name="uq_identity_alias_tenant_id_kind_issuer_subject_person_id",
        ),
    )
    op.create_index(
        "ix_identity_alias_tenant_id_person_id", "identity_alias", ["tenant_id", "person_id"]
    )


def _sharing() -> None:
    op.create_table(
        "share_grant",
        tenant(),
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
        refers("owner_id", "person"),
    )
    op.create_index("ix_share_grant_tenant_id_object_id", "share_grant", ["tenant_id", "object_id"])
    op.create_index(
        "ix_share_grant_tenant_id_audience_id", "share_grant", ["tenant_id", "audience_id"]
    )
