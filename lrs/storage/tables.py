"""The tables of the record store."""

import sqlalchemy as sa

from foundation.database import Moment, metadata, tenant_table

statements = tenant_table(
    "lrs_statement",
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Uuid, nullable=False),
    sa.Column("voided", sa.Boolean, nullable=False),
    sa.Column("authority", sa.BigInteger, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.UniqueConstraint("tenant_id", "id", name="uq_lrs_statement_tenant_id_id"),
)
"""`body` is the JSON that goes out; `authority` the term of who asserted it."""

terms = tenant_table(
    "lrs_term",
    sa.Column("term", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("via", sa.BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Posting lists: statement `seq` is found by `term`, because statement `via` has it."""

references = tenant_table(
    "lrs_reference",
    sa.Column("target", sa.Uuid, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("voids", sa.Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""Which statements have which statement as their object; the target may come later."""

activities = tenant_table(
    "lrs_activity",
    sa.Column("key", sa.LargeBinary(32), primary_key=True),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("definition", sa.Text, nullable=False),
)
"""What we know of each activity that was ever described, as JSON; `key` is SHA-256 of the id,
because an IRI may be longer than an index takes."""

attachments = tenant_table(
    "lrs_attachment",
    sa.Column("sha2", sa.Text, primary_key=True),
    sa.Column("piece", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content_type", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
"""Each content once, whatever number of statements carry it; in pieces, for it may be large."""

documents = tenant_table(
    "lrs_document",
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
"""State and profiles; `shelf` is the hash of all that the id must be unique within, `agent` the
term of whose document it is."""

sa.Index("ix_lrs_document_tenant_id_agent", documents.c.tenant_id, documents.c.agent)

removals = tenant_table(
    "lrs_removal",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("asked_by", sa.Text, nullable=False),
    sa.Column("began", Moment, nullable=False),
    sa.Column("ended", Moment),
    sa.Column("before", Moment),
    sa.Column("verb", sa.Text, nullable=False),
    sa.Column("activity", sa.Text, nullable=False),
    sa.Column("statements", sa.Integer, nullable=False),
    sa.Column("rewritten", sa.Integer, nullable=False),
    sa.Column("documents", sa.Integer, nullable=False),
    sa.Column("attachments", sa.Integer, nullable=False),
)
"""Every purge and every erasure, with how much went; never who was erased."""

tombstones = tenant_table(
    "lrs_tombstone",
    sa.Column("id", sa.Uuid, primary_key=True),
    sqlite_with_rowid=False,
)
"""The ids of statements that were removed, or that are no longer as they were sent."""

pulls = tenant_table(
    "lrs_pull",
    sa.Column("endpoint", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("through", Moment, nullable=False),
)
"""Up to which `stored` another record store was read with a key."""

forwards = tenant_table(
    "lrs_forward",
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("endpoint", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("choice", sa.JSON, nullable=False),
    sa.Column("cursor", sa.BigInteger, nullable=False),
    sa.Column("sent", sa.BigInteger, nullable=False),
    sa.Column("paused", sa.Boolean, nullable=False),
    sa.Column("owed", sa.Boolean, nullable=False),
    sa.Column("busy_until", Moment),
    sa.Column("last_fault", sa.Text),
)
"""Where statements go: `choice` says which, `cursor` is the `seq` up to which all were looked at,
`owed` whether the outbox will look further, `busy_until` while somebody is sending."""

refused_forwards = tenant_table(
    "lrs_forward_refused",
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("fault", sa.Text, nullable=False),
    sa.Column("refused", Moment, nullable=False),
)
"""What the other side will not take."""

credentials = sa.Table(
    "lrs_credential",
    metadata,
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
    sa.Column("expires", Moment),
    sa.Column("former_secret", sa.LargeBinary(32)),
    sa.Column("former_until", Moment),
    sa.Column("rate", sa.Text),
    sa.Column("used", sa.Date),
)
"""Without a tenant's policy: the key is looked up before we know whose it is. Of both secrets
only SHA-256 is kept; the former one works until `former_until`."""

sa.Index("ix_lrs_credential_tenant", credentials.c.tenant)

tokens = sa.Table(
    "lrs_token",
    metadata,
    sa.Column("token", sa.LargeBinary(32), primary_key=True),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("scopes", sa.JSON, nullable=False),
    sa.Column("expires", Moment, nullable=False),
)
"""Access tokens, as SHA-256, each of the credential `key`; without a tenant's policy, as it is."""

sa.Index("ix_lrs_token_key", tokens.c.key)
