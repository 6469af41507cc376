"""Statements in the order of their `seq`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from foundation.bulk import Rows, fast_insert
from foundation.database import Transaction, as_rows, each_of, mine, tenant_of, whose
from foundation.turns import take_turn
from lrs.rules.sequence import stored_at
from lrs.rules.stored import Statement
from lrs.storage.tables import references, statements, tombstones

TURN = "statements"
"""Writers take turns, so that the order of `seq` is the order of commits."""


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """A row: the text is the JSON that goes out."""

    seq: int
    id: UUID
    voided: bool
    body: str


def wait_for_turn(tx: Transaction) -> None:
    """From here to the commit no other writer of this tenant stores statements."""
    take_turn(tx, TURN)


def last_seq(tx: Transaction) -> int | None:
    found: int | None = tx.scalar(_LAST, {"tenant": tenant_of(tx)})
    return found


_LAST = (
    sa.select(statements.c.seq).where(whose(statements)).order_by(statements.c.seq.desc()).limit(1)
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a batch meets: the newest `seq`, those of its statements that are stored, those of
    which only a tombstone tells, and whether any is pointed at by a statement that came before.
    """

    last: int | None
    repeats: tuple[int, ...]
    buried: frozenset[UUID]
    pointed_at: bool


def surroundings(tx: Transaction, ids: Sequence[UUID]) -> Surroundings:
    """One question for all; each id is looked up by itself, and nearly none is there."""
    asked = {"tenant": tenant_of(tx), "values": as_rows(tx, statements.c.id, ids)}
    rows = tx.execute(_surroundings(tx.dialect.name), asked).all()
    return Surroundings(
        last=rows[0].last,
        repeats=tuple(row.seq for row in rows if row.seq is not None),
        buried=frozenset(row.buried for row in rows if row.buried is not None),
        pointed_at=any(row.pointed_at for row in rows),
    )


@cache
def _surroundings(dialect: str) -> Any:
    """Built once: to build it takes longer than to ask it."""
    wanted = each_of(dialect, statements.c.id)
    pointing = sa.select(references.c.seq).where(
        whose(references), references.c.target == wanted.c.value
    )
    buried = sa.select(tombstones.c.id).where(whose(tombstones), tombstones.c.id == wanted.c.value)
    return sa.select(
        _LAST.scalar_subquery().label("last"),
        _seq_of(wanted).label("seq"),
        buried.scalar_subquery().label("buried"),
        pointing.exists().label("pointed_at"),
    ).select_from(wanted)


def _seq_of(wanted: sa.FromClause) -> sa.ScalarSelect[int]:
    own = sa.select(statements.c.seq).where(whose(statements), statements.c.id == wanted.c.value)
    return own.scalar_subquery()


def insert(
    tx: Transaction, authority: int, rows: Sequence[tuple[int, UUID, str]], *with_them: Rows
) -> None:
    """Rows of seq, id and text, all asserted by one authority; rows of other tables go along."""
    seqs, ids, texts = zip(*rows, strict=True)
    columns = {
        "seq": seqs,
        "id": [one.hex for one in ids],
        "voided": [False] * len(rows),
        "authority": [authority] * len(rows),
        "body": texts,
    }
    fast_insert(tx, Rows(statements, columns), *with_them)


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
    asked = {"tenant": tenant_of(tx), "values": as_rows(tx, statements.c.id, ids)}
    found = tx.scalars(_stored_seqs(tx.dialect.name), asked)
    return [seq for seq in found if seq is not None]


@cache
def _stored_seqs(dialect: str) -> Any:
    wanted = each_of(dialect, statements.c.id)
    return sa.select(_seq_of(wanted)).select_from(wanted)


def find(tx: Transaction, statement_id: UUID) -> KeptStatement | None:
    return kept(tx, [statement_id]).get(statement_id)


def text_of(tx: Transaction, statement_id: UUID) -> str | None:
    found = find(tx, statement_id)
    return found.body if found else None


def mark_voided(tx: Transaction, seqs: Sequence[int]) -> None:
    tx.execute(
        sa.update(statements)
        .where(mine(tx, statements), statements.c.seq.in_(seqs))
        .values(voided=True)
    )


def after(tx: Transaction, seq: int, limit: int, below: int | None = None) -> list[Statement]:
    """In order, voided ones included: what a rebuild walks through."""
    end = () if below is None else (statements.c.seq < below,)
    rows = tx.execute(
        sa.select(statements.c.seq, statements.c.id, statements.c.body)
        .where(mine(tx, statements), statements.c.seq > seq, *end)
        .order_by(statements.c.seq)
        .limit(limit)
    )
    return [as_statement(row.seq, row.id, row.body) for row in rows]


def remove(tx: Transaction, seqs: Sequence[int]) -> None:
    tx.execute(sa.delete(statements).where(mine(tx, statements), statements.c.seq.in_(seqs)))


def rewrite(tx: Transaction, seq: int, authority: int, body: str) -> None:
    """Keep another text for a statement: only an erasure does this."""
    tx.execute(
        sa.update(statements)
        .where(mine(tx, statements), statements.c.seq == seq)
        .values(authority=authority, body=body)
    )


def with_attachments(tx: Transaction) -> list[str]:
    """The texts of all statements that speak of an attachment."""
    wish = sa.select(statements.c.body).where(
        mine(tx, statements), statements.c.body.contains('"sha2"', autoescape=True)
    )
    return list(tx.scalars(wish.order_by(statements.c.seq)))


def texts_after(tx: Transaction, seq: int, limit: int) -> list[KeptStatement]:
    """As `after`, with the texts unread: for whoever passes them on exactly."""
    rows = tx.execute(
        sa.select(statements.c.seq, statements.c.id, statements.c.voided, statements.c.body)
        .where(mine(tx, statements), statements.c.seq > seq)
        .order_by(statements.c.seq)
        .limit(limit)
    )
    return [KeptStatement(row.seq, row.id, row.voided, row.body) for row in rows]


def count_after(tx: Transaction, seq: int) -> int:
    newer = sa.select(sa.func.count()).where(mine(tx, statements), statements.c.seq > seq)
    return tx.scalar(newer) or 0


def as_statement(seq: int, statement_id: UUID, text: str) -> Statement:
    body: dict[str, Any] = msgspec.json.decode(text)
    return Statement(id=statement_id, seq=seq, stored=stored_at(seq), body=body)
