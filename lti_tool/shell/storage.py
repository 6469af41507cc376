"""Visits in the database; outside any tenant, for a visit is how we learn the tenant."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Moment, Transaction, delete_returning, insert, metadata
from lti_tool.shell.rules import Binding, Visit

visits = sa.Table(
    "visit",
    metadata,
    sa.Column("id", sa.LargeBinary, primary_key=True),
    sa.Column("tenant", sa.Integer, nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("binding", sa.Text, nullable=False),
    sa.Column("cookie", sa.LargeBinary, nullable=False),
    sa.Column("platform_id", sa.Uuid),
    sa.Column("platform_origin", sa.Text, nullable=False),
    sa.Column("return_url", sa.Text),
    sa.Column("document_target", sa.Text),
    sa.Column("locale", sa.Text, nullable=False),
    sa.Column("started", Moment, nullable=False),
    sa.Column("last_seen", Moment, nullable=False),
    sa.Column("placement", sa.JSON, nullable=False),
    sa.Index("ix_visit_last_seen", "last_seen"),
    sa.Index("ix_visit_cookie", "cookie"),
)
handovers = sa.Table(
    "visit_handover",
    metadata,
    sa.Column("token", sa.LargeBinary, primary_key=True),
    sa.Column("visit_id", sa.LargeBinary, nullable=False),
    sa.Column("expires", Moment, nullable=False),
    sa.Index("ix_visit_handover_expires", "expires"),
)


def add(tx: Transaction, visit: Visit) -> None:
    values = {name: getattr(visit, name) for name in visits.c.keys()}  # noqa: SIM118
    tx.execute(sa.insert(visits), values)


def find(tx: Transaction, visit_id: bytes) -> Visit | None:
    row = tx.execute(_FIND, {"id": visit_id}).first()
    return None if row is None else _visit(row)


_FIND = sa.select(visits).where(visits.c.id == sa.bindparam("id"))
"""Every page asks it, so it is built once: to build it takes longer than to ask it."""


def latest_with_cookie(tx: Transaction, cookies: Collection[bytes]) -> Visit | None:
    """Of the visits that these cookies belong to, the one seen last."""
    held = sa.select(visits).where(visits.c.cookie.in_(list(cookies)))
    row = tx.execute(held.order_by(visits.c.last_seen.desc(), visits.c.id).limit(1)).first()
    return None if row is None else _visit(row)


def _visit(row: sa.Row[Any]) -> Visit:
    return Visit(**{**row._asdict(), "binding": Binding(row.binding)})


def add_handover(tx: Transaction, token: bytes, visit_id: bytes, expires: datetime) -> None:
    insert(tx, handovers, token=token, visit_id=visit_id, expires=expires)


def take_handover(tx: Transaction, token: bytes, at: datetime) -> bytes | None:
    """The visit it leads to; of two takers one gets it."""
    row = delete_returning(tx, handovers, handovers.c.token == token)
    return row.visit_id if row is not None and at < row.expires else None


def forget_handovers(tx: Transaction, moment: datetime) -> None:
    tx.execute(sa.delete(handovers).where(handovers.c.expires < moment))


def keep_seen(tx: Transaction, visit_id: bytes, binding: Binding, at: datetime) -> None:
    change = sa.update(visits).values(binding=binding, last_seen=at)
    tx.execute(change.where(visits.c.id == visit_id))


def forget_before(tx: Transaction, moment: datetime) -> None:
    tx.execute(sa.delete(visits).where(visits.c.last_seen < moment))


def forget_platform(tx: Transaction, tenant: int, platform_id: UUID) -> None:
    from_there = sa.and_(visits.c.tenant == tenant, visits.c.platform_id == platform_id)
    tx.execute(sa.delete(visits).where(from_there))


def forget_person(tx: Transaction, tenant: int, person_id: UUID) -> None:
    hers = sa.and_(visits.c.tenant == tenant, visits.c.person_id == person_id)
    tx.execute(sa.delete(visits).where(hers))
