"""Hand out credentials, show them, give them a new secret, and withdraw them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from foundation.clock import Clock, now
from foundation.database import Database
from foundation.identifiers import fingerprint, new_token
from lrs.rules.actors import check_authority
from lrs.rules.credentials import KeptCredential, Scope, check_rate
from lrs.rules.problems import UnknownCredential
from lrs.rules.shapes import Actor
from lrs.rules.typed import typed
from lrs.storage import credentials, tokens


def add_credential(
    database: Database,
    tenant: int,
    *,
    title: str,
    authority: dict[str, Any],
    scopes: Collection[Scope] = (Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ_MINE),
    activity_prefixes: Collection[str] = (),
    verbs: Collection[str] = (),
    expires: datetime | None = None,
    rate: str | None = None,
    key: str | None = None,
    secret: str | None = None,
    clock: Clock = now,
) -> tuple[str, str]:
    """Gives the key and the secret; the secret is shown this once and kept as SHA-256 only."""
    check_authority(typed(authority, Actor, ("authority",)), ("authority",))
    key, secret = key or new_token(16), secret or new_token(32)
    kept = KeptCredential(
        key=key,
        tenant=tenant,
        title=title,
        authority=authority,
        scopes=tuple(sorted(Scope(scope).value for scope in scopes)),
        activity_prefixes=tuple(activity_prefixes),
        verbs=tuple(verbs),
        created=clock(),
        expires=expires,
        rate=None if rate is None else check_rate(rate),
    )
    with database.writing(None) as tx:
        credentials.add(tx, kept, fingerprint(secret))
    return key, secret


def list_credentials(database: Database, tenant: int) -> list[KeptCredential]:
    with database.reading(None) as tx:
        return credentials.of_tenant(tx, tenant)


def withdraw_credential(database: Database, tenant: int, key: str, clock: Clock = now) -> None:
    """From now on the key opens nothing; what was stored with it stays."""
    with database.writing(None) as tx:
        if not credentials.withdraw(tx, tenant, key, clock()):
            raise UnknownCredential(key=key)


def rotate_credential(
    database: Database,
    tenant: int,
    key: str,
    *,
    overlap: timedelta = timedelta(),
    expires: datetime | None = None,
    clock: Clock = now,
) -> tuple[str, datetime]:
    """Gives the new secret, shown this once, and until when the present one works.

    `expires` puts off the end of the credential, or brings it on. One whose end has come and is
    not put off is refused, and so is one that is withdrawn.
    """
    secret, moment = new_token(32), clock()
    until = moment + overlap
    with database.writing(None) as tx:
        if expires is not None:
            credentials.prolong(tx, tenant, key, expires)
        kept = credentials.renew(tx, tenant, key, fingerprint(secret), until)
        if kept is None:
            raise UnknownCredential(key=key)
        kept.expect_open(moment, by_former=False)
        tokens.end_by(tx, key, until)
    return secret, until
