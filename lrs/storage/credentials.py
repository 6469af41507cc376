"""Credentials, found by their key before anyone knows whose they are."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from foundation.database import Transaction, insert
from lrs.rules.credentials import KeptCredential
from lrs.storage.tables import credentials

_SHOWN = [column for column in credentials.c if column.name != "secret"]


def add(tx: Transaction, kept: KeptCredential, secret: bytes) -> None:
    insert(
        tx,
        credentials,
        key=kept.key,
        tenant=kept.tenant,
        title=kept.title,
        secret=secret,
        authority=kept.authority,
        scopes=list(kept.scopes),
        activity_prefixes=list(kept.activity_prefixes),
        verbs=list(kept.verbs),
        created=kept.created,
        withdrawn=None,
    )


def find(tx: Transaction, key: str) -> tuple[KeptCredential, bytes] | None:
    """What is kept under a key, with the hash of its secret; withdrawn ones are not found."""
    row = tx.execute(_BY_KEY, {"wanted": key}).first()
    return (_kept(row), row.secret) if row else None


_BY_KEY = sa.select(credentials).where(
    credentials.c.key == sa.bindparam("wanted"), credentials.c.withdrawn.is_(None)
)


def of_tenant(tx: Transaction, tenant: int) -> list[KeptCredential]:
    rows = tx.execute(
        sa.select(*_SHOWN)
        .where(credentials.c.tenant == tenant)
        .order_by(credentials.c.created, credentials.c.key)
    )
    return [_kept(row) for row in rows]


def withdraw(tx: Transaction, tenant: int, key: str, moment: datetime) -> bool:
    """Whether there was such a credential, still in use."""
    done = tx.execute(
        sa.update(credentials)
        .where(
            credentials.c.key == key,
            credentials.c.tenant == tenant,
            credentials.c.withdrawn.is_(None),
        )
        .values(withdrawn=moment)
    )
    return done.rowcount == 1


def change_authority(
    tx: Transaction, key: str, authority: dict[str, Any], withdrawn: datetime
) -> None:
    """Under another authority, and out of use."""
    wish = sa.update(credentials).where(credentials.c.key == key)
    tx.execute(wish.values(authority=authority, withdrawn=withdrawn))


def _kept(row: Any) -> KeptCredential:
    return KeptCredential(
        key=row.key,
        tenant=row.tenant,
        title=row.title,
        authority=row.authority,
        scopes=tuple(row.scopes),
        activity_prefixes=tuple(row.activity_prefixes),
        verbs=tuple(row.verbs),
        created=row.created,
        withdrawn=row.withdrawn,
    )
