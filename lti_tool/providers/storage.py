"""Providers and what they pushed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Moment, Transaction, insert, mine, row_as, rows_as, tenant_table
from lti_tool.people.rules import AliasKind
from lti_tool.providers.rules import (
    Inbound,
    InboundState,
    Learner,
    Provider,
    ProviderUnknown,
)

providers = tenant_table(
    "provider",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("homepage", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("withdrawn", Moment),
    sa.UniqueConstraint("tenant_id", "key"),
    sa.UniqueConstraint("tenant_id", "homepage"),
)
inbound = tenant_table(
    "inbound_completion",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("provider_id", sa.Uuid, nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("statement_id", sa.Uuid, nullable=False),
    sa.Column("learner_kind", sa.Text, nullable=False),
    sa.Column("learner_issuer", sa.Text, nullable=False),
    sa.Column("learner_subject", sa.Text, nullable=False),
    sa.Column("mbox_sha1sum", sa.Text),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("received", Moment, nullable=False),
    sa.ForeignKeyConstraint(["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"]),
    sa.Index(
        "ix_inbound_completion_tenant_id_provider_id_reference",
        "tenant_id",
        "provider_id",
        "reference",
    ),
    sa.Index("ix_inbound_completion_tenant_id_learner_subject", "tenant_id", "learner_subject"),
    sa.Index("ix_inbound_completion_tenant_id_statement_id", "tenant_id", "statement_id"),
    sa.Index("ix_inbound_completion_tenant_id_mbox_sha1sum", "tenant_id", "mbox_sha1sum"),
)


def add(tx: Transaction, provider: Provider) -> None:
    insert(
        tx,
        providers,
        id=provider.id,
        name=provider.name,
        homepage=provider.homepage,
        key=provider.key,
        withdrawn=provider.withdrawn,
    )


def every(tx: Transaction) -> list[Provider]:
    wish = sa.select(providers).where(mine(tx, providers)).order_by(providers.c.name)
    return rows_as(Provider, tx.execute(wish).all())


def find(tx: Transaction, provider_id: UUID) -> Provider:
    wish = sa.select(providers).where(mine(tx, providers), providers.c.id == provider_id)
    found = row_as(Provider, tx.execute(wish).first())
    if found is None:
        raise ProviderUnknown(id=provider_id)
    return found


def by_key(tx: Transaction, key: str) -> Provider | None:
    wish = sa.select(providers).where(mine(tx, providers), providers.c.key == key)
    return row_as(Provider, tx.execute(wish).first())


def by_homepages(tx: Transaction, homepages: Sequence[str]) -> dict[str, Provider]:
    wish = sa.select(providers).where(mine(tx, providers), providers.c.homepage.in_(homepages))
    found = rows_as(Provider, tx.execute(wish.order_by(providers.c.id)).all())
    return {provider.homepage: provider for provider in found}


def mark_withdrawn(tx: Transaction, provider_id: UUID, at: datetime) -> None:
    wish = sa.update(providers).where(mine(tx, providers), providers.c.id == provider_id)
    tx.execute(wish.values(withdrawn=at))


def keep(tx: Transaction, arrived: Inbound) -> None:
    values = {c.name: getattr(arrived, c.name) for c in inbound.c if c.name != "tenant_id"}
    insert(tx, inbound, **values)


def _inbound(row: sa.Row[Any]) -> Inbound:
    values = {name: value for name, value in row._asdict().items() if name != "tenant_id"}
    kinds = {"state": InboundState(row.state), "learner_kind": AliasKind(row.learner_kind)}
    return Inbound(**{**values, **kinds})


def newest(tx: Transaction, provider_id: UUID, reference: str) -> Inbound | None:
    """The highest revision with this reference; repetitions do not count."""
    wish = sa.select(inbound).where(
        mine(tx, inbound),
        inbound.c.provider_id == provider_id,
        inbound.c.reference == reference,
        inbound.c.state != InboundState.DUPLICATE,
    )
    row = tx.execute(wish.order_by(inbound.c.revision.desc(), inbound.c.id.desc())).first()
    return _inbound(row) if row else None


def of_statement(tx: Transaction, statement_id: UUID) -> Inbound | None:
    wish = sa.select(inbound).where(mine(tx, inbound), inbound.c.statement_id == statement_id)
    row = tx.execute(wish).first()
    return _inbound(row) if row else None


def waiting_for(tx: Transaction, learner: Learner) -> list[Inbound]:
    """What waits until somebody says that this learner is her."""
    i = inbound.c
    wish = sa.select(inbound).where(
        mine(tx, inbound),
        i.learner_kind == learner.kind,
        i.learner_issuer == learner.issuer,
        i.learner_subject == learner.subject,
        i.state == InboundState.PERSON_UNKNOWN,
    )
    return [_inbound(row) for row in tx.execute(wish.order_by(i.received, i.id))]


def waiting_at(tx: Transaction, mbox_sha1sum: str) -> list[Inbound]:
    """What waits for the person with this address, the longest waiting first."""
    wish = sa.select(inbound).where(
        mine(tx, inbound),
        inbound.c.mbox_sha1sum == mbox_sha1sum,
        inbound.c.state == InboundState.PERSON_UNKNOWN,
    )
    return [_inbound(row) for row in tx.execute(wish.order_by(inbound.c.received, inbound.c.id))]


def remember_address(tx: Transaction, inbound_id: UUID, mbox_sha1sum: str) -> None:
    wish = sa.update(inbound).where(mine(tx, inbound), inbound.c.id == inbound_id)
    tx.execute(wish.values(mbox_sha1sum=mbox_sha1sum))


def change_state(tx: Transaction, inbound_id: UUID, state: InboundState) -> None:
    """Nothing waits any more, so nobody is asked any more either: the address is forgotten."""
    wish = sa.update(inbound).where(mine(tx, inbound), inbound.c.id == inbound_id)
    tx.execute(wish.values(state=state, mbox_sha1sum=None))


def pushed_by(
    tx: Transaction,
    provider_id: UUID,
    state: InboundState | None,
    after: UUID | None,
    limit: int,
) -> list[Inbound]:
    """What a provider pushed, in the order in which it came."""
    wish = sa.select(inbound).where(mine(tx, inbound), inbound.c.provider_id == provider_id)
    if state:
        wish = wish.where(inbound.c.state == state)
    if after:
        wish = wish.where(inbound.c.id > after)
    return [_inbound(row) for row in tx.execute(wish.order_by(inbound.c.id).limit(limit))]


def counts_by_state(tx: Transaction, provider_id: UUID) -> dict[InboundState, int]:
    wish = (
        sa.select(inbound.c.state, sa.func.count())
        .where(mine(tx, inbound), inbound.c.provider_id == provider_id)
        .group_by(inbound.c.state)
    )
    return {InboundState(state): number for state, number in tx.execute(wish)}


def forget_learner(tx: Transaction, kind: AliasKind, issuer: str, subject: str) -> None:
    """Keep that this learner's completions came, and not whose they were."""
    i = inbound.c
    hers = (i.learner_kind == kind, i.learner_issuer == issuer, i.learner_subject == subject)
    wish = sa.update(inbound).where(mine(tx, inbound), *hers)
    tx.execute(wish.values(learner_issuer="", learner_subject="", mbox_sha1sum=None))


def forget_address(tx: Transaction, mbox_sha1sum: str) -> None:
    """Nobody is asked any more whether she has this address."""
    wish = sa.update(inbound).where(mine(tx, inbound), inbound.c.mbox_sha1sum == mbox_sha1sum)
    tx.execute(wish.values(mbox_sha1sum=None))
