"""Academies that speak LTI 1.1: found by their key, before we know whose they are."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from foundation.database import (
    Moment,
    Transaction,
    insert_ignoring,
    metadata,
    mine,
    row_as,
    rows_as,
    tenant_table,
    upsert,
)
from lti_tool.platforms.rules.consumers import Consumer

consumers = sa.Table(
    "lti_consumer",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("tenant", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("school_id", sa.Uuid),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.UniqueConstraint("key"),
)
nonces = sa.Table(
    "lti_nonce",
    metadata,
    sa.Column("nonce_hash", sa.LargeBinary, primary_key=True),
    sa.Column("expires", Moment, nullable=False),
    sa.Index("ix_lti_nonce_expires", "expires"),
)
old_links = tenant_table(
    "lti_old_link",
    sa.Column("consumer_id", sa.Uuid, primary_key=True),
    sa.Column("link_id", sa.Text, primary_key=True),
    sa.Column("place", sa.Text, nullable=False),
)


def keep(tx: Transaction, consumer: Consumer) -> None:
    names: Iterable[str] = consumers.c.keys()
    upsert(tx, consumers, {name: getattr(consumer, name) for name in names}, ["id"])


def with_key(tx: Transaction, key: str) -> Consumer | None:
    found = sa.select(consumers).where(consumers.c.key == key)
    return row_as(Consumer, tx.execute(found).first())


def everything(tx: Transaction) -> list[Consumer]:
    query = sa.select(consumers).order_by(consumers.c.name, consumers.c.id)
    return rows_as(Consumer, tx.execute(query).all())


def remove(tx: Transaction, consumer_id: UUID) -> None:
    """With what its links opened."""
    there = sa.and_(mine(tx, old_links), old_links.c.consumer_id == consumer_id)
    tx.execute(sa.delete(old_links).where(there))
    tx.execute(sa.delete(consumers).where(consumers.c.id == consumer_id))


def use_nonce(tx: Transaction, nonce_hash: bytes, expires: datetime) -> bool:
    """Whether this is the first time that it is used."""
    row = {"nonce_hash": nonce_hash, "expires": expires}
    return insert_ignoring(tx, nonces, [row], ["nonce_hash"]) == 1


def forget_nonces(tx: Transaction, moment: datetime) -> None:
    tx.execute(sa.delete(nonces).where(nonces.c.expires < moment))


def keep_place(tx: Transaction, consumer_id: UUID, link_id: str, place: str) -> None:
    if place_of(tx, consumer_id, link_id) != place:
        row = {"consumer_id": consumer_id, "link_id": link_id, "place": place}
        upsert(tx, old_links, row, ["consumer_id", "link_id"])


def place_of(tx: Transaction, consumer_id: UUID, link_id: str) -> str | None:
    """What a link opened when it was last used under LTI 1.1."""
    query = sa.select(old_links.c.place).where(
        mine(tx, old_links),
        old_links.c.consumer_id == consumer_id,
        old_links.c.link_id == link_id,
    )
    return tx.execute(query).scalar()
