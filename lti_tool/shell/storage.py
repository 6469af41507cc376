"""Visits in the database; outside any tenant, for a visit is how we learn the tenant."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Moment, Transaction, metadata
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
)


def add(tx: Transaction, visit: Visit) -> None:
    values = {name: getattr(visit, name) for name in visits.c.keys()}  # noqa: SIM118
    tx.execute(sa.insert(visits), values)


def find(tx: Transaction, visit_id: bytes) -> Visit | None:
    row = tx.execute(sa.select(visits).where(visits.c.id == visit_id)).first()
    if row is None:
        return None
    return Visit(**{**row._asdict(), "binding": Binding(row.binding)})


def keep_seen(tx: Transaction, visit_id: bytes, binding: Binding, at: datetime) -> None:
    change = sa.update(visits).values(binding=binding, last_seen=at)
    tx.execute(change.where(visits.c.id == visit_id))


def forget_before(tx: Transaction, moment: datetime) -> None:
    tx.execute(sa.delete(visits).where(visits.c.last_seen < moment))


def forget_person(tx: Transaction, tenant: int, person_id: UUID) -> None:
    hers = sa.and_(visits.c.tenant == tenant, visits.c.person_id == person_id)
    tx.execute(sa.delete(visits).where(hers))
