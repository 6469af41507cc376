"""Registrations: who is enrolled in what, and how far she is."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from content_packages.rules.sessions import Registration, UnitState
from content_packages.storage.tables import registrations, satisfied_blocks, unit_states
from foundation.database import Transaction, insert, insert_many, mine, row_as, rows_as, upsert


def add(tx: Transaction, registration: Registration) -> None:
    insert(tx, registrations, **asdict(registration))


def find(tx: Transaction, registration: UUID) -> Registration | None:
    row = tx.execute(
        sa.select(registrations).where(mine(tx, registrations), registrations.c.id == registration)
    ).first()
    return row_as(Registration, row)


def previews(
    tx: Transaction, before: datetime | None, package_id: UUID | None
) -> list[Registration]:
    """Those made before a moment, or of a package, where these are given."""
    wish = sa.select(registrations).where(mine(tx, registrations), registrations.c.preview)
    if before is not None:
        wish = wish.where(registrations.c.enrolled_at < before)
    if package_id is not None:
        wish = wish.where(registrations.c.package_id == package_id)
    return rows_as(Registration, tx.execute(wish.order_by(registrations.c.id)).all())


def known_among(tx: Transaction, ids: Sequence[UUID]) -> set[UUID]:
    return set(
        tx.scalars(
            sa.select(registrations.c.id).where(
                mine(tx, registrations), registrations.c.id.in_(ids)
            )
        )
    )


def change(tx: Transaction, registration: UUID, **values: Any) -> None:
    tx.execute(
        sa.update(registrations)
        .where(mine(tx, registrations), registrations.c.id == registration)
        .values(**values)
    )


def states(tx: Transaction, registration: UUID) -> list[UnitState]:
    """Of the units that something was said of, in their order."""
    rows = tx.execute(
        sa.select(unit_states)
        .where(mine(tx, unit_states), unit_states.c.registration == registration)
        .order_by(unit_states.c.position)
    ).all()
    return rows_as(UnitState, rows)


def state(tx: Transaction, registration: UUID, position: int) -> UnitState:
    row = tx.execute(
        sa.select(unit_states).where(
            mine(tx, unit_states),
            unit_states.c.registration == registration,
            unit_states.c.position == position,
        )
    ).first()
    return row_as(UnitState, row) or UnitState(registration, position)


def keep(tx: Transaction, state: UnitState) -> None:
    upsert(tx, unit_states, asdict(state), keys=("registration", "position"))


def keep_all(tx: Transaction, states: Sequence[UnitState]) -> None:
    """New states, of a registration that is being made."""
    insert_many(tx, unit_states, [asdict(one) for one in states])


def blocks_satisfied(tx: Transaction, registration: UUID) -> set[int]:
    return set(
        tx.scalars(
            sa.select(satisfied_blocks.c.position).where(
                mine(tx, satisfied_blocks), satisfied_blocks.c.registration == registration
            )
        )
    )


def satisfy_block(tx: Transaction, registration: UUID, position: int, at: datetime) -> None:
    insert(tx, satisfied_blocks, registration=registration, position=position, satisfied_at=at)


def remove(tx: Transaction, ids: Sequence[UUID]) -> None:
    """With the states of their units and blocks."""
    for table, column in (
        (unit_states, unit_states.c.registration),
        (satisfied_blocks, satisfied_blocks.c.registration),
        (registrations, registrations.c.id),
    ):
        tx.execute(sa.delete(table).where(mine(tx, table), column.in_(ids)))
