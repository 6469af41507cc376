"""Which statement has which other statement as its object, whether or not that is here yet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, each_of, fast_insert, mine, tenant_of
from lrs.storage.tables import references, statements

COLUMNS = ("tenant_id", "target", "seq", "voids")


@dataclass(frozen=True, slots=True)
class Reference:
    """The stored statement `seq` (its id is `id`) points at `target`."""

    target: UUID
    seq: int
    id: UUID
    voids: bool


def insert(tx: Transaction, rows: Iterable[tuple[UUID, int, bool]]) -> None:
    """Rows of target, seq and whether it voids."""
    tenant = tenant_of(tx)
    fast_insert(
        tx, references, COLUMNS, [(tenant, one.hex, seq, voids) for one, seq, voids in rows]
    )


def pointing_at(tx: Transaction, targets: Collection[UUID]) -> list[Reference]:
    wanted = each_of(tx, references, "target", list(targets))
    joined = references.join(wanted, references.c.target == wanted.c.value).join(
        statements,
        sa.and_(
            statements.c.tenant_id == references.c.tenant_id,
            statements.c.seq == references.c.seq,
        ),
    )
    rows = tx.execute(
        sa.select(references.c.target, references.c.seq, statements.c.id, references.c.voids)
        .select_from(joined)
        .where(mine(tx, references))
        .order_by(references.c.seq)
    )
    return [Reference(row.target, row.seq, row.id, row.voids) for row in rows]
