"""The record of what was removed, and the tombstones of statements."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import (
    Transaction,
    insert,
    insert_ignoring,
    mine,
    rows_as,
)
from lrs.rules.removals import Removal, RemovalKind
from lrs.storage.tables import removals, statements, tombstones


def begin(tx: Transaction, removal: Removal) -> None:
    insert(tx, removals, **asdict(removal))


def change(tx: Transaction, removal_id: UUID, **values: Any) -> None:
    wish = sa.update(removals).where(mine(tx, removals), removals.c.id == removal_id)
    tx.execute(wish.values(**values))


def add_up(tx: Transaction, removal_id: UUID, **more: int) -> None:
    """Count further: `statements=3` adds three."""
    change(tx, removal_id, **{name: removals.c[name] + number for name, number in more.items()})


def find(tx: Transaction, removal_id: UUID) -> Removal:
    wish = sa.select(removals).where(mine(tx, removals), removals.c.id == removal_id)
    return rows_as(_removal, tx.execute(wish).all())[0]


def of_tenant(tx: Transaction) -> list[Removal]:
    """The newest first."""
    wish = sa.select(removals).where(mine(tx, removals))
    in_order = wish.order_by(removals.c.began.desc(), removals.c.id)
    return rows_as(_removal, tx.execute(in_order).all())


def _removal(**values: Any) -> Removal:
    return Removal(**{**values, "kind": RemovalKind(values["kind"])})


def bury(tx: Transaction, ids: Sequence[UUID]) -> None:
    """From now on whoever sends a statement under one of these ids is thanked, no more."""
    insert_ignoring(tx, tombstones, [{"id": one} for one in ids], keys=["id"])


def gone_among(tx: Transaction, ids: Collection[UUID]) -> set[UUID]:
    """Those that were here once and are no longer."""
    still_here = sa.select(statements.c.id).where(
        mine(tx, statements), statements.c.id == tombstones.c.id
    )
    wish = sa.select(tombstones.c.id).where(
        mine(tx, tombstones), tombstones.c.id.in_(ids), ~still_here.exists()
    )
    return set(tx.scalars(wish))
