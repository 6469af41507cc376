"""Our own keys; the private half is sealed with the product's secret."""

from datetime import datetime

import sqlalchemy as sa

from foundation.database import Moment, Transaction, insert, metadata, rows_as
from lti_tool.platforms.rules.own_keys import OwnKey

own_keys = sa.Table(
    "lti_own_key",
    metadata,
    sa.Column("kid", sa.Text, primary_key=True),
    sa.Column("public", sa.JSON, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("made", Moment, nullable=False),
    sa.Column("signing_since", Moment),
)


def everything(tx: Transaction) -> list[OwnKey]:
    """The signing key first, then by age."""
    signing_first = own_keys.c.signing_since.is_(None)
    query = sa.select(own_keys).order_by(signing_first, own_keys.c.made, own_keys.c.kid)
    return rows_as(OwnKey, tx.execute(query).all())


def add(tx: Transaction, key: OwnKey) -> None:
    names = own_keys.c.keys()
    insert(tx, own_keys, **{name: getattr(key, name) for name in names})


def start_signing(tx: Transaction, kid: str, at: datetime) -> None:
    tx.execute(sa.update(own_keys).where(own_keys.c.kid == kid).values(signing_since=at))


def drop(tx: Transaction, kid: str) -> None:
    tx.execute(sa.delete(own_keys).where(own_keys.c.kid == kid))
