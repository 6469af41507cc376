"""Statements in the order of their `seq`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from foundation.bulk import Rows, fast_insert
from foundation.database import Transaction, as_rows, each_of, mine, tenant_of, whose
from foundation.trips import ask_later, question
from foundation.turns import take_turn
from lrs.rules.sequence import stored_at
from lrs.rules.stored import Statement
from lrs.storage.tables import statements

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
    return ask_last_seq(tx)()


def ask_last_seq(tx: Transaction) -> Callable[[], int | None]:
    """It goes along with what is asked next."""
    asked = ask_later(tx, question(tx, LAST, {"tenant": tenant_of(tx)}))
    return lambda: next((seq for [seq] in asked.rows()), None)


LAST = (
    sa.select(statements.c.seq)
    .where(whose(statements))
    .order_by(statements.c.seq.desc())
    .limit(sa.literal_column("1"))
)


def insert(tx: Transaction, rows: Sequence[tuple[int, UUID, int, str]], *with_them: Rows) -> None:
    """Rows of seq, id, authority and text; rows of other tables go along."""
    seqs, ids, authorities, texts = zip(*rows, strict=True)
    columns = {
        "seq": seqs,
        "id": [one.hex for one in ids],
        "voided": [False] * len(rows),
        "authority": authorities,
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


def seq_of(wanted: sa.FromClause) -> sa.ScalarSelect[int]:
    """The `seq` of the statement whose id is that row's `value`."""
    own = sa.select(statements.c.seq).where(whose(statements), statements.c.id == wanted.c.value)
    return own.scalar_subquery()


def _seqs(tx: Transaction, ids: Sequence[UUID]) -> list[int]:
    asked = {"tenant": tenant_of(tx), "values": as_rows(tx, statements.c.id, ids)}
    found = tx.scalars(_stored_seqs(tx.dialect.name), asked)
    return [seq for seq in found if seq is not None]


@cache
def _stored_seqs(dialect: str) -> Any:
    wanted = each_of(dialect, statements.c.id)
    return sa.select(seq_of(wanted)).select_from(wanted)


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
