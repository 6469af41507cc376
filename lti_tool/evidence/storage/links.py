"""What teachers linked or unlinked, and which statements were voided."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import (
    Moment,
    Transaction,
    insert_ignoring,
    mine,
    rows_as,
    tenant_table,
    upsert,
)
from lti_tool.evidence.rules.links import EvidenceLink, LinkState

links = tenant_table(
    "evidence_link",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("statement_id", sa.Uuid, nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("goal_id", sa.Uuid, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("decided_at", Moment, nullable=False),
    sa.UniqueConstraint("tenant_id", "record", "person_id", "goal_id"),
)
voided = tenant_table("voided_statement", sa.Column("statement_id", sa.Uuid, primary_key=True))


def keep_voided(tx: Transaction, statement_ids: Iterable[UUID]) -> None:
    insert_ignoring(tx, voided, [{"statement_id": found} for found in statement_ids])


def voided_among(tx: Transaction, statement_ids: Collection[UUID]) -> set[UUID]:
    wish = sa.select(voided.c.statement_id)
    there = wish.where(mine(tx, voided), voided.c.statement_id.in_(statement_ids))
    return set(tx.execute(there).scalars())


def forget_voided(tx: Transaction) -> None:
    tx.execute(sa.delete(voided).where(mine(tx, voided)))


def keep_link(tx: Transaction, link: EvidenceLink) -> None:
    upsert(tx, links, asdict(link), keys=("record", "person_id", "goal_id"))


def remove_of(tx: Transaction, person_id: UUID) -> None:
    tx.execute(sa.delete(links).where(mine(tx, links), links.c.person_id == person_id))


def links_of(tx: Transaction, records: Collection[str]) -> dict[str, tuple[EvidenceLink, ...]]:
    wish = sa.select(links).where(mine(tx, links), links.c.record.in_(records))
    found: dict[str, tuple[EvidenceLink, ...]] = {}
    for link in rows_as(_link, tx.execute(wish.order_by(links.c.decided_at, links.c.id)).all()):
        found[link.record] = (*found.get(link.record, ()), link)
    return found


def _link(**values: Any) -> EvidenceLink:
    return EvidenceLink(**{**values, "state": LinkState(values["state"])})
