"""Access tokens, found together with the credential they stand for."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from foundation.database import Transaction, insert
from lrs.rules.credentials import KeptCredential, Scope
from lrs.rules.tokens import KeptToken
from lrs.storage.credentials import SHOWN, as_kept
from lrs.storage.tables import credentials, tokens


def add(tx: Transaction, fingerprint: bytes, key: str, kept: KeptToken) -> None:
    scopes = sorted(kept.scopes)
    insert(tx, tokens, token=fingerprint, key=key, scopes=scopes, expires=kept.expires)


def find(tx: Transaction, fingerprint: bytes) -> tuple[KeptCredential, KeptToken] | None:
    row = tx.execute(_BY_TOKEN, {"wanted": fingerprint}).first()
    return (as_kept(row), _token(row.token_scopes, row.token_expires)) if row else None


_BY_TOKEN = (
    sa.select(
        *SHOWN, tokens.c.scopes.label("token_scopes"), tokens.c.expires.label("token_expires")
    )
    .join_from(tokens, credentials, credentials.c.key == tokens.c.key)
    .where(tokens.c.token == sa.bindparam("wanted"))
)


def end_by(tx: Transaction, key: str, moment: datetime) -> None:
    """None of this credential's tokens lasts longer than that."""
    late = sa.and_(tokens.c.key == key, tokens.c.expires > moment)
    tx.execute(sa.update(tokens).where(late).values(expires=moment))


def forget_ended(tx: Transaction, key: str, moment: datetime) -> None:
    tx.execute(sa.delete(tokens).where(tokens.c.key == key, tokens.c.expires <= moment))


def _token(scopes: Collection[str], expires: datetime) -> KeptToken:
    return KeptToken(frozenset(Scope(scope) for scope in scopes), expires)
