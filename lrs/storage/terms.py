"""Posting lists: which statements are found by which term, and via which statement."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from foundation.bulk import Rows
from foundation.database import Transaction, insert_ignoring, mine
from lrs.storage.tables import terms

Posting = tuple[int, int, int]
"""Term, seq, via."""


def own_rows(pairs: Iterable[tuple[int, int]]) -> Rows:
    """New postings (term, seq) of statements that have the term themselves.

    In the order of the index, which is cheaper for the B-tree.
    """
    in_order = sorted(pairs)
    seqs = [seq for _, seq in in_order]
    return Rows(terms, {"term": [one for one, _ in in_order], "seq": seqs, "via": seqs})


def insert_missing(tx: Transaction, postings: Iterable[Posting]) -> None:
    """Postings of which some may be there already."""
    rows = [dict(zip(("term", "seq", "via"), posting, strict=True)) for posting in sorted(postings)]
    insert_ignoring(tx, terms, rows)


def seqs_after(tx: Transaction, wanted: Collection[int], seq: int, limit: int) -> list[int]:
    """The next statements that have one of these terms themselves."""
    found = sa.select(terms.c.seq).where(
        mine(tx, terms), terms.c.term.in_(wanted), terms.c.seq > seq, terms.c.via == terms.c.seq
    )
    return list(tx.scalars(found.distinct().order_by(terms.c.seq).limit(limit)))


def leads_to(tx: Transaction, one: int, seq: int) -> bool:
    """Whether a statement has this term, itself or through what it refers to."""
    found = sa.select(terms.c.seq).where(mine(tx, terms), terms.c.term == one, terms.c.seq == seq)
    return tx.scalar(found.limit(1)) is not None


def remove(tx: Transaction, postings: Iterable[Posting]) -> None:
    rows = [dict(zip(("one", "at", "by"), posting, strict=True)) for posting in sorted(postings)]
    if rows:
        tx.execute(
            sa.delete(terms).where(
                mine(tx, terms),
                terms.c.term == sa.bindparam("one"),
                terms.c.seq == sa.bindparam("at"),
                terms.c.via == sa.bindparam("by"),
            ),
            rows,
        )


def forget(tx: Transaction, gone: Collection[int]) -> None:
    """Let nothing be found by these terms any more."""
    tx.execute(sa.delete(terms).where(mine(tx, terms), terms.c.term.in_(gone)))
