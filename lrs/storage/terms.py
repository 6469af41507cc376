"""Posting lists: which statements are found by which term, and via which statement."""

from collections.abc import Iterable

from foundation.database import Transaction, fast_insert, insert_ignoring, tenant_of
from lrs.storage.tables import terms

COLUMNS = ("tenant_id", "term", "seq", "via")

Posting = tuple[int, int, int]
"""Term, seq, via."""


def insert(tx: Transaction, postings: Iterable[Posting]) -> None:
    """New postings, in the order of the index, which is cheaper for the B-tree."""
    tenant = tenant_of(tx)
    fast_insert(tx, terms, COLUMNS, [(tenant, *posting) for posting in sorted(postings)])


def insert_missing(tx: Transaction, postings: Iterable[Posting]) -> None:
    """Postings of which some may be there already."""
    rows = [dict(zip(COLUMNS[1:], posting, strict=True)) for posting in sorted(postings)]
    insert_ignoring(tx, terms, rows)
