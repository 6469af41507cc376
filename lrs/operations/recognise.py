"""Recognise who knocks, by a key and its secret or by an access token."""

import hmac
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from foundation.faults import DatabaseBusy
from foundation.identifiers import fingerprint
from lrs.operations.record_store import RecordStore
from lrs.rules.credentials import Credential, KeptCredential, Scope
from lrs.rules.problems import CredentialEnded, CredentialRefused, TokenRefused
from lrs.storage import credentials, tokens
from lrs.storage.credentials import Prints

_NOBODY = Prints(bytes(32), bytes(32))
"""Compared with where the key is unknown, so that both cases take the same time; no secret has
this SHA-256."""


def recognise(store: RecordStore, key: str, secret: str) -> Credential:
    """One of the store's own credentials, or one that an authenticator knows."""
    return recognise_own(store, key, secret) or recognise_other(store, key, secret)


def recognise_own(store: RecordStore, key: str, secret: str) -> Credential | None:
    """None where the key or the secret is wrong; raises what is the matter where both are right."""
    if "\0" in key:  # no key of ours, and PostgreSQL cannot even look for it
        return None
    shown = fingerprint(secret)
    found = store.acquaintance.recall(key, shown) or _looked_up(store, key, shown)
    if found is None:
        return None
    kept, is_former = found
    kept.expect_open(store.clock(), by_former=is_former)
    return _let_in(store, kept, kept.scopes, kept.ends(by_former=is_former))


def _looked_up(store: RecordStore, key: str, shown: bytes) -> tuple[KeptCredential, bool] | None:
    """The credential, and whether the secret before its present one was shown."""
    with store.database.reading(None) as tx:
        found = credentials.find(tx, key)
    kept, prints = found or (None, _NOBODY)
    is_present = hmac.compare_digest(shown, prints.secret)
    is_former = hmac.compare_digest(shown, prints.former or bytes(32))
    if kept is None or not (is_present or is_former):
        return None
    used_today = replace(kept, used=store.clock().date())
    store.acquaintance.note(key, shown, used_today, by_former=is_former)
    return kept, is_former


def recognise_other(store: RecordStore, key: str, secret: str) -> Credential:
    for authenticator in store.authenticators:
        if credential := authenticator(key, secret):
            return credential
    raise CredentialRefused


def recognise_token(store: RecordStore, token: str) -> Credential:
    """It opens what it was granted, as long as its credential opens anything."""
    with store.database.reading(None) as tx:
        found = tokens.find(tx, fingerprint(token))
    if found is None:
        raise TokenRefused
    kept, granted = found
    moment = store.clock()
    try:
        kept.expect_open(moment, by_former=False)
    except CredentialEnded as ended:
        raise TokenRefused from ended
    if granted.expires <= moment:
        raise TokenRefused
    return _let_in(store, kept, granted.scopes, granted.expires)


def _let_in(
    store: RecordStore, kept: KeptCredential, scopes: Collection[str], ends: datetime | None
) -> Credential:
    if kept.rate is not None:
        store.rates.take(kept.key, kept.rate)
    _mark_used(store, kept)
    return Credential(
        tenant=kept.tenant,
        id=kept.key,
        authority=kept.authority,
        scopes=frozenset(Scope(scope) for scope in scopes),
        activity_prefixes=kept.activity_prefixes,
        verbs=kept.verbs,
        ends=ends,
    )


def _mark_used(store: RecordStore, kept: KeptCredential) -> None:
    """Written once a day, and left for the next request where that would have to wait."""
    today = store.clock().date()
    if kept.used is None or kept.used < today:
        with suppress(DatabaseBusy), store.database.writing_at_once(None) as tx:
            credentials.mark_used(tx, kept.key, today)
