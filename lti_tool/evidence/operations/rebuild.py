"""Read the fact table again from the record store: the same table, row for row."""

from collections.abc import Callable
from uuid import UUID

from foundation.database import Database, Transaction
from lrs import gone_among, statements_after
from lti_tool.evidence.operations.count import count_statements
from lti_tool.evidence.storage import facts, links, sums

BATCH = 1000

Progress = Callable[[int], None]
"""Called with the number of statements read so far."""


def rebuild(database: Database, tenant: int, base: str, progress: Progress | None = None) -> int:
    """Empty the fact table of a tenant and fill it again; gives how many statements were read.

    Facts of statements that were purged can't be read again: they stay as they are.

    All in one transaction: until it commits everybody sees the old table, and a rebuild that
    is broken off changes nothing. Blends and links are decisions and stay as they are.
    """
    done, seq = 0, 0
    with database.writing(tenant) as tx:
        _empty(tx)
        links.forget_voided(tx)
        while batch := statements_after(tx, seq, BATCH):
            count_statements(tx, base, batch, add_up=False)
            seq = batch[-1].seq
            done += len(batch)
            if progress:
                progress(done)
        sums.add_up_tallies(tx)
        sums.add_up_runs(tx)
    return done


def _empty(tx: Transaction) -> None:
    last = UUID(int=0)
    while ids := facts.statement_ids(tx, last, BATCH):
        facts.remove(tx, set(ids) - gone_among(tx, ids))
        last = ids[-1]
