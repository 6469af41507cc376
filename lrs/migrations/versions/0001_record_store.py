"""Statements, their terms and references, activities, attachments, documents, credentials."""

import sqlalchemy as sa
from alembic import op

from foundation.database import Moment
from foundation.migrations import protect

revision = "0001_record_store"
down_revision = None

PROTECTED = (
    "lrs_statement",
    "lrs_term",
    "lrs_reference",
    "lrs_activity",
    "lrs_attachment",
    "lrs_document",
)


def upgrade() -> None:
    _statements()
    _what_hangs_on_statements()
    _documents()
    _credentials()
    for table in PROTECTED:
        protect(op, table)


def _tenant() -> sa.Column[int]:
    return sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False)


def _statements() -> None:
    op.create_table(
        "lrs_statement",
        _tenant(),
        _number("seq"),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("voided", sa.Boolean, nullable=False),
        sa.Column("authority", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("tenant_id", "id", name="uq_lrs_statement_tenant_id_id"),
    )
    op.create_table(
        "lrs_term",
        _tenant(),
        _number("term"),
        _number("seq"),
        _number("via"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lrs_reference",
        _tenant(),
        sa.Column("target", sa.Uuid, primary_key=True),
        _number("seq"),
        sa.Column("voids", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )


def _what_hangs_on_statements() -> None:
    op.create_table(
        "lrs_activity",
        _tenant(),
        sa.Column("key", sa.LargeBinary(32), primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("definition", sa.Text, nullable=False),
    )
    op.create_table(
        "lrs_attachment",
        _tenant(),
        sa.Column("sha2", sa.Text, primary_key=True),
        sa.Column("content_type", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _documents() -> None:
    op.create_table(
        "lrs_document",
        _tenant(),
        sa.Column("shelf", sa.LargeBinary(32), primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("activity", sa.Text),
        sa.Column("agent", sa.BigInteger),
        sa.Column("registration", sa.Uuid),
        sa.Column("content_type", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("updated", Moment, nullable=False),
    )
    op.create_index("ix_lrs_document_tenant_id_agent", "lrs_document", ["tenant_id", "agent"])


def _credentials() -> None:
    op.create_table(
        "lrs_credential",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("secret", sa.LargeBinary(32), nullable=False),
        sa.Column("authority", sa.JSON, nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("activity_prefixes", sa.JSON, nullable=False),
        sa.Column("verbs", sa.JSON, nullable=False),
        sa.Column("created", Moment, nullable=False),
        sa.Column("withdrawn", Moment),
    )
    op.create_index("ix_lrs_credential_tenant", "lrs_credential", ["tenant"])
