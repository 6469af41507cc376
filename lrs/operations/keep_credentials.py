"""Hand out credentials, show them, withdraw them, and recognise them at the door."""

import hmac
from collections.abc import Collection
from typing import Any

from foundation.clock import Clock, now
from foundation.database import Database
from foundation.identifiers import fingerprint, new_token
from lrs.operations.record_store import RecordStore
from lrs.rules.actors import check_authority
from lrs.rules.credentials import Credential, KeptCredential, Scope
from lrs.rules.problems import CredentialRefused, UnknownCredential
from lrs.rules.shapes import Actor
from lrs.rules.typed import typed
from lrs.storage import credentials

_NOBODY = fingerprint("")
"""Compared with where the key is unknown, so that both cases take the same time."""


def add_credential(
    database: Database,
    tenant: int,
    *,
    title: str,
    authority: dict[str, Any],
    scopes: Collection[Scope] = (Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ_MINE),
    activity_prefixes: Collection[str] = (),
    verbs: Collection[str] = (),
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
        withdrawn=None,
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


def recognise(store: RecordStore, key: str, secret: str) -> Credential:
    """Who knocks: one of the store's own credentials, or one that an authenticator knows."""
    own = _own_credential(store, key, secret)
    if own is not None:
        return own
    for authenticator in store.authenticators:
        if credential := authenticator(key, secret):
            return credential
    raise CredentialRefused


def _own_credential(store: RecordStore, key: str, secret: str) -> Credential | None:
    if "\0" in key:  # no key of ours, and PostgreSQL cannot even look for it
        return None
    with store.database.reading(None) as tx:
        found = credentials.find(tx, key)
    kept, expected = found or (None, _NOBODY)
    if not hmac.compare_digest(fingerprint(secret), expected) or kept is None:
        return None
    return Credential(
        tenant=kept.tenant,
        id=kept.key,
        authority=kept.authority,
        scopes=frozenset(Scope(scope) for scope in kept.scopes),
        activity_prefixes=kept.activity_prefixes,
        verbs=kept.verbs,
    )
