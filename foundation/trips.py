"""Statements that go to the driver as they are, several on one way to the server.

For the few that every request repeats: SQLAlchemy takes longer to send such a statement than the
database takes to answer it, and waking the database takes as long again. SQLite has no way to go.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from foundation.faults import DRIVER_FAULTS, fault_of

Values = Mapping[str, Any] | Sequence[Any]
Sent = tuple[str, Values]
"""A statement in the driver's own words, with its values."""

Held = tuple[str, Values, "Later | None"]

BEGIN = "BEGIN"
_HELD = "held"


def question(tx: Connection, wish: sa.Select[Any], asked: Mapping[str, Any]) -> Sent:
    """What is asked by `wish`, which is built once and lives as long as the program."""
    text, fixed, order = _built(wish, tx.dialect)
    values = {**fixed, **asked}
    return text, [values[one] for one in order] if order else values


@cache
def _built(wish: sa.Select[Any], dialect: sa.Dialect) -> tuple[str, Mapping[str, Any], Any]:
    """The text, the values that never change, and the order of values where they have no names."""
    built = wish.compile(dialect=dialect)
    fixed = {name: value for name, value in built.params.items() if value is not None}
    return built.string, fixed, built.positiontup


@dataclass(slots=True)
class Later:
    """The rows of a question that goes with whatever comes next."""

    _tx: Connection
    _rows: list[Any] | None = None

    def rows(self) -> list[Any]:
        if self._rows is None:
            _send(self._tx, _taken(self._tx))
        return self._rows or []

    def take(self, rows: list[Any]) -> None:
        self._rows = rows


def ask(tx: Connection, *questions: Sent) -> list[list[Any]]:
    """The rows of each, as the driver gives them; together one way, with all that was held."""
    asked = [ask_later(tx, one) for one in questions]
    return [one.rows() for one in asked]


def ask_later(tx: Connection, asked: Sent) -> Later:
    """Where there is a way to go, this waits for what comes next; else it is asked at once."""
    later = Later(tx)
    _hold(tx, (*asked, later))
    return later


def hold(tx: Connection, text: str, values: Values = ()) -> None:
    """Send this with whatever comes next, at the latest with the commit; it gives no rows.

    No more than one statement that brings values is held, for those may be large.
    """
    if any(values and later is None for _, values, later in tx.info.get(_HELD, ())):
        _send(tx, _taken(tx))
    _hold(tx, (text, values, None))


def _hold(tx: Connection, one: Held) -> None:
    if tx.dialect.name == "postgresql":
        tx.info.setdefault(_HELD, []).append(one)
    else:
        _send(tx, [one])


def hold_to_the_last(engine: sa.Engine) -> None:
    """Let whatever goes another way find that all that is held went before it."""

    @sa.event.listens_for(engine, "before_cursor_execute")
    def before(connection: Connection, *_what: Any) -> None:
        if held := _taken(connection):
            _send(connection, held)

    @sa.event.listens_for(engine, "commit")
    def commit(connection: Connection) -> None:
        """A transaction in which nothing was said need not even begin."""
        held = _taken(connection)
        if held and not _only_begins(held):
            _send(connection, [*held, ("COMMIT", (), None)])

    @sa.event.listens_for(engine, "rollback")
    def rollback(connection: Connection) -> None:
        if not connection.invalidated:  # what was held went with the connection
            _taken(connection)


def _only_begins(held: Sequence[Held]) -> bool:
    return held[0][0] == BEGIN and not any(values or later for _, values, later in held)


def _send(connection: Connection, held: Sequence[Held]) -> None:
    driver: Any = connection.connection.driver_connection
    try:
        if len(held) == 1:
            _take(held, [driver.execute(held[0][0], held[0][1])])
        elif _only_begins(held):  # as one text it is quicker
            driver.execute("; ".join(text for text, _, _ in held), prepare=False)
        else:
            with driver.pipeline():
                cursors = [driver.execute(text, values or None) for text, values, _ in held]
            _take(held, cursors)
    except DRIVER_FAULTS as said:
        raise fault_of(said) or said from said


def _take(held: Sequence[Held], cursors: Sequence[Any]) -> None:
    for (_, _, later), cursor in zip(held, cursors, strict=True):
        if later is not None:
            later.take(cursor.fetchall())


def _taken(connection: Connection) -> list[Held]:
    held: list[Held] = connection.info.pop(_HELD, [])
    return held
