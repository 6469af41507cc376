"""Who writes about something takes a turn, so that one order holds for all readers."""

import sqlite3
from contextlib import closing
from typing import Any

import sqlalchemy as sa

from foundation.database import Transaction, lock_of


def take_turn(tx: Transaction, topic: str) -> None:
    """Wait until no other writer of this tenant holds `topic`; held until the commit.

    SQLite has one writer at a time as it is. A transaction may have begun by taking its turn.
    """
    if tx.dialect.name == "postgresql" and tx.info.get("turn") != topic:
        tx.exec_driver_sql(f"SELECT {lock_of(tx.info.get('tenant'), topic)}")


def nobody_has_turn(tx: Transaction, topic: str) -> bool:
    """Whether no writer of this tenant holds `topic` now; ask before the transaction reads.

    SQLite only knows whether anybody writes at all.
    """
    if tx.dialect.name != "postgresql":
        return _nobody_writes(tx.engine)
    return bool(tx.scalar(_LOOK_AT_TURN, {"tenant": tx.info.get("tenant") or 0, "topic": topic}))


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


_LOOK_AT_TURN = sa.text(
    "SELECT CASE WHEN pg_try_advisory_lock_shared(:tenant, hashtext(:topic))"
    " THEN pg_advisory_unlock_shared(:tenant, hashtext(:topic)) ELSE false END"
)
