"""Posting lists: which statements are found by which term, and via which statement."""

from collections.abc import Iterable

from foundation.database import Transaction, fast_insert, insert_ignoring
from lrs.storage.tables import terms

Posting = tuple[int, int, int]
"""Term, seq, via."""


def insert_own(tx: Transaction, pairs: Iterable[tuple[int, int]]) -> None:
    """New postings (term, seq) of statements that have the term themselves.

    In the order of the index, which is cheaper for the B-tree.
    """
    in_order = sorted(pairs)
    seqs = [seq for _, seq in in_order]
    fast_insert(tx, terms, {"term": [one for one, _ in in_order], "seq": seqs, "via": seqs})


def insert_missing(tx: Transaction, postings: Iterable[Posting]) -> None:
    """Postings of which some may be there already."""
    rows = [dict(zip(("term", "seq", "via"), posting, strict=True)) for posting in sorted(postings)]
    insert_ignoring(tx, terms, rows)
