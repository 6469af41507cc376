"""Sessions, and the doors that lead to them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from content_packages.rules.courses import LaunchMode
from content_packages.rules.doors import Door, Opens
from content_packages.rules.sessions import Session
from content_packages.storage.tables import doors, sessions
from foundation.database import Transaction, insert, mine, row_as, rows_as, tenant_of


def add(tx: Transaction, session: Session) -> None:
    insert(tx, sessions, **asdict(session))


def find(tx: Transaction, session_id: UUID) -> Session | None:
    row = tx.execute(
        sa.select(sessions).where(mine(tx, sessions), sessions.c.id == session_id)
    ).first()
    return row_as(_session, row)


def of_registration(tx: Transaction, registration: UUID) -> list[Session]:
    """All of them, oldest first."""
    rows = tx.execute(
        sa.select(sessions)
        .where(mine(tx, sessions), sessions.c.registration == registration)
        .order_by(sessions.c.launched_at, sessions.c.id)
    ).all()
    return rows_as(_session, rows)


def open_in(tx: Transaction, registration: UUID) -> list[Session]:
    """Sessions of a registration that were neither terminated nor abandoned, oldest first."""
    rows = tx.execute(
        sa.select(sessions)
        .where(
            mine(tx, sessions),
            sessions.c.registration == registration,
            sessions.c.terminated_at.is_(None),
            sessions.c.abandoned_at.is_(None),
        )
        .order_by(sessions.c.launched_at, sessions.c.id)
    ).all()
    return rows_as(_session, rows)


def newest_of(tx: Transaction, registration: UUID, position: int) -> Session | None:
    row = tx.execute(
        sa.select(sessions)
        .where(
            mine(tx, sessions),
            sessions.c.registration == registration,
            sessions.c.position == position,
        )
        .order_by(sessions.c.launched_at.desc(), sessions.c.id)
        .limit(1)
    ).first()
    return row_as(_session, row)


def was_opened(tx: Transaction, registration: UUID, position: int) -> bool:
    return newest_of(tx, registration, position) is not None


def keep(tx: Transaction, session: Session) -> None:
    """What has been said so far."""
    said = {name: value for name, value in asdict(session).items() if name.endswith("_at")}
    tx.execute(
        sa.update(sessions).where(mine(tx, sessions), sessions.c.id == session.id).values(**said)
    )


def mark_once(tx: Transaction, session_id: UUID, column: str, at: datetime) -> bool:
    """Set a moment that is not set yet; of two who try, one succeeds."""
    done = tx.execute(
        sa.update(sessions)
        .where(mine(tx, sessions), sessions.c.id == session_id, sessions.c[column].is_(None))
        .values({column: at})
    )
    return done.rowcount == 1


def add_doors(tx: Transaction, made: Sequence[Door]) -> None:
    tx.execute(sa.insert(doors), [asdict(door) for door in made])


def door(tx: Transaction, key: bytes, opens: Opens) -> Door | None:
    row = tx.execute(sa.select(doors).where(doors.c.key == key, doors.c.opens == opens)).first()
    return row_as(_door, row)


def close_doors(tx: Transaction, session_ids: Sequence[UUID], opens: Opens) -> None:
    tx.execute(sa.delete(doors).where(doors.c.session_id.in_(session_ids), doors.c.opens == opens))


def forget_doors(tx: Transaction, before: datetime) -> None:
    tx.execute(sa.delete(doors).where(doors.c.expires < before))


def _session(**values: Any) -> Session:
    return Session(**{**values, "mode": LaunchMode(values["mode"])})


def _door(**values: Any) -> Door:
    return Door(**{**values, "opens": Opens(values["opens"])})


def remove_of(tx: Transaction, registrations: Sequence[UUID]) -> None:
    """The sessions of these registrations, and the doors that led to them."""
    wish = sa.select(sessions.c.id).where(
        mine(tx, sessions), sessions.c.registration.in_(registrations)
    )
    ids = tx.scalars(wish.order_by(sessions.c.id)).all()
    tx.execute(sa.delete(doors).where(doors.c.tenant == tenant_of(tx), doors.c.session_id.in_(ids)))
    tx.execute(sa.delete(sessions).where(mine(tx, sessions), sessions.c.id.in_(ids)))
