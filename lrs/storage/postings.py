"""Questions: posting lists intersected on statement and via, in order, stopped by a limit."""

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from foundation.database import Transaction, mine
from lrs.rules.queries import Many
from lrs.storage.statements import KeptStatement
from lrs.storage.tables import statements, terms

Question = Any
"""A select; its type would name each column."""


def find(tx: Transaction, asked: Many, limit: int) -> list[KeptStatement]:
    """At most `limit` statements that are not voided.

    A statement may match via itself and via others; then its row comes more than once, side by
    side, so the rows are thinned out and the question goes on where it stopped.
    """
    found: dict[int, KeptStatement] = {}
    lowest, below = asked.lowest, asked.below
    asked = replace(asked, terms=_rarest_first(tx, asked.terms))
    while len(found) < limit:
        rows = tx.execute(_question(tx, asked, lowest, below).limit(limit)).all()
        found.update({row.seq: KeptStatement(row.seq, row.id, False, row.body) for row in rows})
        if len(rows) < limit:
            break
        last = rows[-1].seq
        lowest, below = (last + 1, below) if asked.ascending else (lowest, last)
    return list(found.values())[:limit]


_ENOUGH = 1_000
"""Lists at least this long are equally common: the order they came in decides."""


def _rarest_first(tx: Transaction, wanted: tuple[int, ...]) -> tuple[int, ...]:
    """The shortest list leads: what it does not hold is never looked at."""
    if len(wanted) < 2:  # noqa: PLR2004  (nothing to choose from)
        return wanted
    lengths = tx.execute(sa.select(*(_length(tx, one) for one in wanted))).one()
    return tuple(one for _, _, one in sorted(zip(lengths, range(len(wanted)), wanted, strict=True)))


def _length(tx: Transaction, one: int) -> sa.ScalarSelect[int]:
    """How many postings a term has, counted no further than is enough."""
    some = sa.select(terms.c.seq).where(mine(tx, terms), terms.c.term == one).limit(_ENOUGH)
    return sa.select(sa.func.count()).select_from(some.subquery()).scalar_subquery()


def _question(tx: Transaction, asked: Many, lowest: int | None, below: int | None) -> Question:
    question = sa.select(statements.c.seq, statements.c.id, statements.c.body)
    question = question.where(mine(tx, statements), statements.c.voided.is_(False))
    if asked.authority is not None:
        question = question.where(statements.c.authority == asked.authority)
    question, seq = _with_terms(tx, question, asked.terms)
    if lowest is not None:
        question = question.where(seq >= lowest)
    if below is not None:
        question = question.where(seq < below)
    return question.order_by(seq if asked.ascending else seq.desc())


def _with_terms(
    tx: Transaction, question: Question, wanted: tuple[int, ...]
) -> tuple[Question, sa.ColumnElement[int]]:
    """The first list leads, in its own order; the others are looked up at its place."""
    if not wanted:
        return question, statements.c.seq
    lead = terms.alias("lead")
    joined: sa.FromClause = lead.join(
        statements,
        sa.and_(statements.c.tenant_id == lead.c.tenant_id, statements.c.seq == lead.c.seq),
    )
    for number, one in enumerate(wanted[1:], start=1):
        other = terms.alias(f"other_{number}")
        joined = joined.join(
            other,
            sa.and_(
                other.c.tenant_id == lead.c.tenant_id,
                other.c.term == one,
                other.c.seq == lead.c.seq,
                other.c.via == lead.c.via,
            ),
        )
    narrowed = question.select_from(joined).where(
        mine(tx, statements), lead.c.tenant_id == statements.c.tenant_id, lead.c.term == wanted[0]
    )
    return narrowed, lead.c.seq
