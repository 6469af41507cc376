"""Purge statements by age: batch by batch, each in a short transaction of its own.

Broken off, it has done what it counted so far; the same purge again does the rest.
"""

from collections.abc import Iterator

from foundation.database import Transaction
from foundation.identifiers import new_id
from lrs.operations.record_store import RecordStore
from lrs.operations.remove_statements import (
    BATCH,
    Progress,
    drop_unused_contents,
    replace_statements,
    without_guards,
)
from lrs.rules.removals import Old, Removal, RemovalKind
from lrs.storage import removals, statements


def count_old(store: RecordStore, tenant: int, old: Old) -> int:
    """How many statements a purge would take at most; nothing is changed."""
    old.expect_past(store.clock())
    return sum(len(seqs) for seqs in _batches(store, tenant, old))


def purge_statements(
    store: RecordStore, tenant: int, old: Old, asked_by: str, progress: Progress = lambda _: None
) -> Removal:
    """Remove old statements for good, with what only they used; gives the record of it.

    Only the age of statements matters, so facts that others drew from them may stay.
    """
    old.expect_past(store.clock())
    purge = _record(store, old, asked_by)
    with store.database.writing(tenant) as tx:
        removals.begin(tx, purge)
    done = 0
    for seqs in _batches(store, tenant, old):
        with store.database.writing(tenant) as tx:
            gone = _take_away(tx, seqs)
            removals.add_up(tx, purge.id, statements=gone)
        done += gone
        progress(done)
    with store.database.writing(tenant) as tx:
        contents = drop_unused_contents(tx)
        removals.change(tx, purge.id, ended=store.clock(), attachments=contents)
        return removals.find(tx, purge.id)


def _record(store: RecordStore, old: Old, asked_by: str) -> Removal:
    return Removal(
        id=new_id(),
        kind=RemovalKind.PURGE,
        asked_by=asked_by,
        began=store.clock(),
        before=old.before,
        verb=old.verb,
        activity=old.activity,
    )


def _batches(store: RecordStore, tenant: int, old: Old) -> Iterator[list[int]]:
    """The old ones in the order they were stored; no transaction is open meanwhile."""
    seq = 0
    while True:
        with store.database.reading(tenant) as tx:
            some = statements.after(tx, seq, BATCH, below=old.below)
        if not some:
            return
        if seqs := [one.seq for one in some if old.takes(one)]:
            yield seqs
        seq = some[-1].seq


def _take_away(tx: Transaction, seqs: list[int]) -> int:
    statements.wait_for_turn(tx)
    gone = without_guards(tx, statements.by_seq(tx, seqs))
    replace_statements(tx, gone, {}, ())
    return len(gone)
