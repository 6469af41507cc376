"""Questions: posting lists intersected on statement and via, in order, stopped by a limit."""

from functools import cache
from typing import Any

import sqlalchemy as sa

from foundation.database import Transaction, tenant_of, whose
from foundation.trips import ask, question
from foundation.uuids import as_uuid
from lrs.rules.queries import Many
from lrs.rules.sequence import LATEST, seq_at
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
    wanted = _sparsest_first(tx, asked.terms)
    values = {
        "tenant": tenant_of(tx),
        "authority": asked.authority,
        "lowest": asked.lowest or 0,
        "below": seq_at(LATEST) if asked.below is None else asked.below,
        "limit": limit,
        **_named(wanted),
    }
    wish = _question(len(wanted), asked.authority is not None, asked.ascending)
    while len(found) < limit:
        [rows] = ask(tx, question(tx, wish, values))
        for seq, key, body in rows:
            found[seq] = KeptStatement(seq, as_uuid(key), False, body)
        if len(rows) < limit:
            break
        values |= {"lowest": rows[-1][0] + 1} if asked.ascending else {"below": rows[-1][0]}
    return list(found.values())[:limit]


_ENOUGH = 256
"""Of a list at least this long its newest part tells how dense it is."""


def _sparsest_first(tx: Transaction, wanted: tuple[int, ...]) -> tuple[int, ...]:
    """The shortest list leads, or the one that reaches back furthest with equally many: what it
    does not hold is never looked at.
    """
    if len(wanted) < 2:  # noqa: PLR2004  (nothing to choose from)
        return wanted
    asked = {"tenant": tenant_of(tx), **_named(wanted)}
    [rows] = ask(tx, question(tx, _densities(len(wanted)), asked))
    return tuple(wanted[place] for _, _, place in sorted((many, far, at) for at, many, far in rows))


def _named(wanted: tuple[int, ...]) -> dict[str, int]:
    return {f"term_{number}": one for number, one in enumerate(wanted)}


@cache
def _densities(number: int) -> Question:
    """Of each term how many postings it has, counted no further than is enough, and the first of
    these.
    """
    parts = []
    for place in range(number):
        newest = sa.select(terms.c.seq).where(whose(terms), terms.c.term == _term(place))
        some = newest.order_by(terms.c.seq.desc()).limit(sa.literal_column(str(_ENOUGH)))
        these = some.subquery(f"newest_{place}")
        many, first = sa.func.count(), sa.func.coalesce(sa.func.min(these.c.seq), 0)
        parts.append(sa.select(sa.literal_column(str(place)), many, first).select_from(these))
    return sa.union_all(*parts)


def _term(place: int) -> sa.BindParameter[int]:
    return sa.bindparam(f"term_{place}", type_=sa.BigInteger)


@cache
def _question(number: int, by_authority: bool, ascending: bool) -> Question:
    """Built once for so many terms; the first list leads, in its own order, and the others are
    looked up at its place.
    """
    lead = terms.alias("lead")
    seq = lead.c.seq if number else statements.c.seq
    asked = sa.select(statements.c.seq, statements.c.id, statements.c.body)
    asked = asked.where(whose(statements), statements.c.voided.is_(False))
    if number:
        asked = asked.select_from(_joined(lead, number)).where(whose(lead), lead.c.term == _term(0))
    if by_authority:
        asked = asked.where(statements.c.authority == _big("authority"))
    return (
        asked.where(seq >= _big("lowest"), seq < _big("below"))
        .order_by(seq if ascending else seq.desc())
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


def _big(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.BigInteger)


def _joined(lead: Any, number: int) -> sa.FromClause:
    joined: sa.FromClause = lead
    for place in range(1, number):
        other = terms.alias(f"other_{place}")
        at_its_place = sa.and_(
            other.c.tenant_id == lead.c.tenant_id,
            other.c.term == _term(place),
            other.c.seq == lead.c.seq,
            other.c.via == lead.c.via,
        )
        joined = joined.join(other, at_its_place)
    of_the_same = sa.and_(
        statements.c.tenant_id == lead.c.tenant_id, statements.c.seq == lead.c.seq
    )
    return joined.join(statements, of_the_same)
