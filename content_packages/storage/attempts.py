"""Attempts: what content keeps between two sittings."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

import sqlalchemy as sa

from content_packages.rules.attempts import Attempt
from content_packages.storage.tables import attempts
from foundation.database import Transaction, insert, mine, row_as, rows_as


def newest(tx: Transaction, registration: UUID, position: int) -> Attempt | None:
    row = tx.execute(
        sa.select(attempts)
        .where(
            mine(tx, attempts),
            attempts.c.registration == registration,
            attempts.c.position == position,
        )
        .order_by(attempts.c.number.desc())
        .limit(1)
    ).first()
    return row_as(Attempt, row)


def add(tx: Transaction, attempt: Attempt) -> None:
    insert(tx, attempts, **asdict(attempt))


def keep(tx: Transaction, attempt: Attempt) -> bool:
    """Whether this is newer than what is kept; of two saves the later one stays."""
    values = asdict(attempt)
    key = {name: values.pop(name) for name in ("registration", "position", "number")}
    done = tx.execute(
        sa.update(attempts)
        .where(
            mine(tx, attempts),
            *(attempts.c[name] == value for name, value in key.items()),
            attempts.c.moment <= attempt.moment,
        )
        .values(**values)
    )
    return done.rowcount == 1


def remove_of(tx: Transaction, registrations: Sequence[UUID]) -> None:
    tx.execute(
        sa.delete(attempts).where(mine(tx, attempts), attempts.c.registration.in_(registrations))
    )


def all_of(tx: Transaction, registration: UUID) -> list[Attempt]:
    """Of all units, in their order."""
    rows = tx.execute(
        sa.select(attempts)
        .where(mine(tx, attempts), attempts.c.registration == registration)
        .order_by(attempts.c.position, attempts.c.number)
    ).all()
    return rows_as(Attempt, rows)
