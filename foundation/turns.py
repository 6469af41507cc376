"""Who writes about something takes a turn, so that one order holds for all readers."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import sqlalchemy as sa

from foundation.database import Transaction, lock_of
from foundation.trips import ask_later


def take_turn(tx: Transaction, topic: str) -> None:
    """Wait until no other writer of this tenant holds `topic`; held until the commit.

    SQLite has one writer at a time as it is. A transaction may have begun by taking its turn.
    """
    if tx.dialect.name == "postgresql" and tx.info.get("turn") != topic:
        tx.exec_driver_sql(f"SELECT {lock_of(tx.info.get('tenant'), topic)}")


def look_at_turn(tx: Transaction, topic: str) -> Callable[[], bool]:
    """Whether no writer of this tenant holds `topic` now; ask before the transaction reads. On
    PostgreSQL the look goes along with what is asked next.

    SQLite only knows whether anybody writes at all.
    """
    if tx.dialect.name != "postgresql":
        free = _nobody_writes(tx.engine)
        return lambda: free
    asked = {"tenant": tx.info.get("tenant") or 0, "topic": topic}
    looked = ask_later(tx, (_LOOK_AT_TURN, asked))
    return lambda: bool(looked.rows()[0][0])


def _nobody_writes(engine: sa.Engine) -> bool:
    """Whoever may begin to write at once is alone; the right to is given back unused."""
    with closing(engine.raw_connection()) as pooled:
        connection: Any = pooled.driver_connection
        [patience] = connection.execute("PRAGMA busy_timeout").fetchone()
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return False
        finally:
            connection.execute(f"PRAGMA busy_timeout = {patience}")
        return True


_LOOK_AT_TURN = (
    "SELECT CASE WHEN pg_try_advisory_lock_shared(%(tenant)s::int, hashtext(%(topic)s))"
    " THEN pg_advisory_unlock_shared(%(tenant)s::int, hashtext(%(topic)s)) ELSE false END"
)
