"""Statements in the order of their `seq`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from foundation.database import Transaction, each_of, fast_insert, mine, take_turn, tenant_of
from lrs.rules.sequence import stored_at
from lrs.rules.stored import Statement
from lrs.storage.tables import references, statements

COLUMNS = ("tenant_id", "seq", "id", "voided", "authority", "body")


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """A row: the text is the JSON that goes out."""

    seq: int
    id: UUID
    voided: bool
    body: str


def wait_for_turn(tx: Transaction) -> None:
    """From here to the commit no other writer of this tenant stores statements."""
    take_turn(tx, "statements")


def last_seq(tx: Transaction) -> int | None:
    found: int | None = tx.scalar(_last(tx))
    return found


def _last(tx: Transaction) -> sa.Select[int]:
    newest = sa.select(statements.c.seq).where(mine(tx, statements))
    return newest.order_by(statements.c.seq.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a batch meets: the newest `seq`, those of its statements that are stored, and whether
    any is pointed at by a statement that came before it.
    """

    last: int | None
    repeats: tuple[int, ...]
    pointed_at: bool


def surroundings(tx: Transaction, ids: Sequence[UUID]) -> Surroundings:
    """One question for all three; each id is looked up by itself, and nearly none is there."""
    wanted = each_of(tx, statements, "id", ids)
    seq = sa.select(statements.c.seq).where(mine(tx, statements), statements.c.id == wanted.c.value)
    pointing = sa.select(references.c.seq).where(
        mine(tx, references), references.c.target == wanted.c.value
    )
    columns = (
        _last(tx).scalar_subquery().label("last"),
        seq.scalar_subquery().label("seq"),
        pointing.exists().label("pointed_at"),
    )
    rows = tx.execute(sa.select(*columns).select_from(wanted)).all()
    return Surroundings(
        last=rows[0].last,
        repeats=tuple(row.seq for row in rows if row.seq is not None),
        pointed_at=any(row.pointed_at for row in rows),
    )


def insert(tx: Transaction, rows: Iterable[tuple[int, UUID, bool, int, str]]) -> None:
    """Rows of seq, id, voided, authority and text."""
    tenant = tenant_of(tx)
    fast_insert(
        tx,
        statements,
        COLUMNS,
        [(tenant, seq, one.hex, voided, who, text) for seq, one, voided, who, text in rows],
    )


def kept(tx: Transaction, ids: Sequence[UUID]) -> dict[UUID, KeptStatement]:
    """Those of `ids` that are stored."""
    return by_seq(tx, _seqs(tx, ids))


def by_seq(tx: Transaction, seqs: Sequence[int]) -> dict[UUID, KeptStatement]:
    if not seqs:
        return {}
    rows = tx.execute(
        sa.select(statements.c.seq, statements.c.id, statements.c.voided, statements.c.body)
        .where(mine(tx, statements), statements.c.seq.in_(seqs))
        .order_by(statements.c.seq)
    )
    return {row.id: KeptStatement(row.seq, row.id, row.voided, row.body) for row in rows}


def _seqs(tx: Transaction, ids: Sequence[UUID]) -> list[int]:
    wanted = each_of(tx, statements, "id", ids)
    seq = (
        sa.select(statements.c.seq)
        .where(mine(tx, statements), statements.c.id == wanted.c.value)
        .scalar_subquery()
    )
    return [found for found in tx.scalars(sa.select(seq).select_from(wanted)) if found is not None]


def find(tx: Transaction, statement_id: UUID) -> KeptStatement | None:
    return kept(tx, [statement_id]).get(statement_id)


def mark_voided(tx: Transaction, seqs: Sequence[int]) -> None:
    tx.execute(
        sa.update(statements)
        .where(mine(tx, statements), statements.c.seq.in_(seqs))
        .values(voided=True)
    )


def after(tx: Transaction, seq: int, limit: int) -> list[Statement]:
    """In order, voided ones included: what a rebuild walks through."""
    rows = tx.execute(
        sa.select(statements.c.seq, statements.c.id, statements.c.body)
        .where(mine(tx, statements), statements.c.seq > seq)
        .order_by(statements.c.seq)
        .limit(limit)
    )
    return [as_statement(row.seq, row.id, row.body) for row in rows]


def as_statement(seq: int, statement_id: UUID, text: str) -> Statement:
    body: dict[str, Any] = msgspec.json.decode(text)
    return Statement(id=statement_id, seq=seq, stored=stored_at(seq), body=body)
