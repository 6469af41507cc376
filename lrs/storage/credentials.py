"""Credentials, found by their key before anyone knows whose they are."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from foundation.database import Transaction, insert
from lrs.rules.credentials import KeptCredential
from lrs.storage.tables import credentials

SHOWN = [column for column in credentials.c if column.name not in ("secret", "former_secret")]


@dataclass(frozen=True, slots=True)
class Prints:
    """SHA-256 of the secret, and of the one before it."""

    secret: bytes
    former: bytes | None


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
        expires=kept.expires,
        rate=kept.rate,
    )


def find(tx: Transaction, key: str) -> tuple[KeptCredential, Prints] | None:
    """What is kept under a key, also when it is withdrawn or expired."""
    row = tx.execute(_BY_KEY, {"wanted": key}).first()
    return (as_kept(row), Prints(row.secret, row.former_secret)) if row else None


_BY_KEY = sa.select(credentials).where(credentials.c.key == sa.bindparam("wanted"))


def of_tenant(tx: Transaction, tenant: int) -> list[KeptCredential]:
    rows = tx.execute(
        sa.select(*SHOWN)
        .where(credentials.c.tenant == tenant)
        .order_by(credentials.c.created, credentials.c.key)
    )
    return [as_kept(row) for row in rows]


def withdraw(tx: Transaction, tenant: int, key: str, moment: datetime) -> bool:
    """Whether there was such a credential, still in use."""
    done = tx.execute(_in_use(tenant, key).values(withdrawn=moment))
    return done.rowcount == 1


def change_authority(
    tx: Transaction, key: str, authority: dict[str, Any], withdrawn: datetime
) -> None:
    """Under another authority, and out of use."""
    wish = sa.update(credentials).where(credentials.c.key == key)
    tx.execute(wish.values(authority=authority, withdrawn=withdrawn))


def renew(
    tx: Transaction, tenant: int, key: str, secret: bytes, former_until: datetime
) -> KeptCredential | None:
    """Put a secret in the place of the present one, which works on until that moment."""
    changes = {"former_secret": credentials.c.secret, "former_until": former_until}
    renewing = _in_use(tenant, key).values(secret=secret, **changes).returning(*SHOWN)
    row = tx.execute(renewing).first()
    return as_kept(row) if row else None


def prolong(tx: Transaction, tenant: int, key: str, expires: datetime) -> None:
    tx.execute(_in_use(tenant, key).values(expires=expires))


def mark_used(tx: Transaction, key: str, day: date) -> None:
    """Of many that come at once on a new day, one writes."""
    used = credentials.c.used
    fresh = sa.or_(used.is_(None), used < day)
    tx.execute(sa.update(credentials).where(credentials.c.key == key, fresh).values(used=day))


def _in_use(tenant: int, key: str) -> sa.Update:
    return sa.update(credentials).where(
        credentials.c.key == key,
        credentials.c.tenant == tenant,
        credentials.c.withdrawn.is_(None),
    )


def as_kept(row: Any) -> KeptCredential:
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
        expires=row.expires,
        former_until=row.former_until,
        rate=row.rate,
        used=row.used,
    )
