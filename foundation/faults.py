"""What the database says when it cannot serve just now, as problems: the same for both kinds."""

import sqlite3

import psycopg
import sqlalchemy as sa

from foundation.problems import Unavailable


class DatabaseFault(Unavailable):
    """No fault of whoever asks: the same request may succeed later, and nothing of it was kept."""


class DatabaseBusy(DatabaseFault):
    text = "The database is busy; try again in a moment."
    retry_after = 1


class DatabaseAway(DatabaseFault):
    text = "The database does not answer; try again in a moment."


class DatabaseUnwritable(DatabaseFault):
    text = "The database cannot write now: its disk is full or fails. Try again later."
    retry_after = 60


_OF_POSTGRESQL: tuple[tuple[str, type[DatabaseFault]], ...] = (
    ("40", DatabaseBusy),  # a deadlock, or transactions that exclude each other
    ("55P03", DatabaseBusy),  # a lock that is not given in time
    ("57014", DatabaseBusy),  # it took too long
    ("53100", DatabaseUnwritable),  # the disk is full
    ("53", DatabaseBusy),  # too many connections, too little memory
    ("58", DatabaseUnwritable),  # the disk fails
    ("XX000", DatabaseUnwritable),  # a quota, or a file too large: PostgreSQL has no name for it
    ("25006", DatabaseUnwritable),  # a copy that only reads
    ("57P", DatabaseAway),  # it stops, starts or recovers
    ("08", DatabaseAway),  # the connection
)
"""Beginnings of SQLSTATE; the first that fits counts."""

_OF_SQLITE: dict[int, type[DatabaseFault]] = {
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_FULL: DatabaseUnwritable,
    sqlite3.SQLITE_IOERR: DatabaseUnwritable,
    sqlite3.SQLITE_READONLY: DatabaseUnwritable,
    sqlite3.SQLITE_CANTOPEN: DatabaseAway,
}


DRIVER_FAULTS = (psycopg.Error, sqlite3.Error)
"""What the drivers raise."""


def tell_faults(engine: sa.Engine) -> None:
    """From here on everything this engine does raises problems where the database cannot serve."""

    @sa.event.listens_for(engine, "handle_error")
    def tell(context: sa.engine.ExceptionContext) -> DatabaseFault | None:
        return fault_of(context.original_exception, cut_off=context.is_disconnect)


def fault_of(fault: BaseException, *, cut_off: bool = False) -> DatabaseFault | None:
    """None where the fault lies in what was asked."""
    if isinstance(fault, sqlite3.Error):
        kind = _OF_SQLITE.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF)
        return kind() if kind else None
    if not isinstance(fault, psycopg.Error):
        return None
    state = fault.sqlstate or ""
    for beginning, kind in _OF_POSTGRESQL:
        if state.startswith(beginning):
            return kind()
    lost = cut_off or (not state and isinstance(fault, psycopg.OperationalError))
    return DatabaseAway() if lost else None
