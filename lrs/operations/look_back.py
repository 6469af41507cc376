"""Look back at what was removed, and ask which statements are no longer here."""

from collections.abc import Collection
from uuid import UUID

from foundation.database import Transaction
from lrs.rules.removals import Removal
from lrs.storage import removals


def list_removals(tx: Transaction) -> list[Removal]:
    """Every purge and erasure of the tenant, the newest first."""
    return removals.of_tenant(tx)


def gone_among(tx: Transaction, statement_ids: Collection[UUID]) -> set[UUID]:
    """Those that were here once and were removed: what was drawn from them can't be drawn again."""
    return removals.gone_among(tx, statement_ids)
