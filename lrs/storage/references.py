"""Which statement has which other statement as its object, whether or not that is here yet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.bulk import Rows
from foundation.database import Transaction, as_rows, each_of, mine, tenant_of, whose
from lrs.storage.tables import references, statements


@dataclass(frozen=True, slots=True)
class Reference:
    """The stored statement `seq` (its id is `id`) points at `target`."""

    target: UUID
    seq: int
    id: UUID
    voids: bool


def new_rows(rows: Sequence[tuple[UUID, int, bool]]) -> Rows:
    """Of target, seq and whether it voids."""
    columns: dict[str, list[Any]] = {
        "target": [target.hex for target, _, _ in rows],
        "seq": [seq for _, seq, _ in rows],
        "voids": [voids for _, _, voids in rows],
    }
    return Rows(references, columns)


def remove(tx: Transaction, seqs: Sequence[int]) -> None:
    """What these statements pointed at; what points at them stays."""
    tx.execute(sa.delete(references).where(mine(tx, references), references.c.seq.in_(seqs)))


def pointing_at(tx: Transaction, targets: Collection[UUID]) -> list[Reference]:
    asked = {
        "tenant": tenant_of(tx),
        "values": as_rows(tx, references.c.target, list(targets)),
    }
    rows = tx.execute(_pointing_at(tx.dialect.name), asked)
    return [Reference(row.target, row.seq, row.id, row.voids) for row in rows]


@cache
def _pointing_at(dialect: str) -> Any:
    wanted = each_of(dialect, references.c.target)
    of_the_same = sa.and_(
        statements.c.tenant_id == references.c.tenant_id, statements.c.seq == references.c.seq
    )
    joined = references.join(wanted, references.c.target == wanted.c.value)
    return (
        sa.select(references.c.target, references.c.seq, statements.c.id, references.c.voids)
        .select_from(joined.join(statements, of_the_same))
        .where(whose(references))
        .order_by(references.c.seq)
    )
