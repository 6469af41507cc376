"""Our copies of the academies' public keys, shared by all processes."""

from datetime import datetime

import sqlalchemy as sa

from foundation.database import Moment, Transaction, metadata, row_as, upsert
from lti_tool.platforms.rules.keys import KeySet

key_sets = sa.Table(
    "lti_key_set",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("keys", sa.JSON, nullable=False),
    sa.Column("fetched", Moment),
    sa.Column("tried", Moment, nullable=False),
)


def find(tx: Transaction, url: str) -> KeySet | None:
    return row_as(KeySet, tx.execute(_FIND, {"url": url}).first())


_FIND = sa.select(key_sets).where(key_sets.c.url == sa.bindparam("url"))
"""Every launch asks it, so it is built once."""


def keep(tx: Transaction, key_set: KeySet) -> None:
    values = {
        "url": key_set.url,
        "keys": [dict(key) for key in key_set.keys],
        "fetched": key_set.fetched,
        "tried": key_set.tried,
    }
    upsert(tx, key_sets, values, ["url"])


def note_try(tx: Transaction, url: str, at: datetime) -> None:
    tx.execute(sa.update(key_sets).where(key_sets.c.url == url).values(tried=at))
