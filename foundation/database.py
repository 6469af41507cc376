"""SQLite and PostgreSQL behind one door: transactions that know their tenant.

Everything in which the two databases differ stands in this file, but for many rows at once
(`bulk.py`), taking turns (`turns.py`) and what they say when they cannot serve (`faults.py`).
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar, cast
from uuid import UUID

import psycopg
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect, Engine, Row

from foundation.arrays import COLUMN_OF
from foundation.faults import DatabaseBusy, tell_faults
from foundation.trips import BEGIN, hold, hold_to_the_last
from foundation.uuids import RememberedUuid, UuidLoader

Transaction = Connection
"""What `reading` and `writing` give: a connection inside a transaction of one tenant."""

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Value = TypeVar("Value")


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment in UTC, to the microsecond, the same on both databases."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        in_utc = value.astimezone(UTC)
        return in_utc if dialect.name == "postgresql" else in_utc.replace(tzinfo=None)

    def result_processor(self, dialect: Dialect, _coltype: object) -> Any:
        """In one step: pages read thousands. SQLite gives text, PostgreSQL's driver a datetime."""
        if dialect.name == "sqlite":
            return lambda text: None if text is None else datetime.fromisoformat(f"{text}+00:00")
        return lambda at: at if at is None or at.tzinfo is UTC else at.astimezone(UTC)


def tenant_table(name: str, *columns: sa.schema.SchemaItem, **options: Any) -> sa.Table:
    """A table of which every row belongs to one tenant; the tenant comes first in its key."""
    tenant = sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False)
    return sa.Table(name, metadata, tenant, *columns, **options)


@dataclass(frozen=True, slots=True)
class Database:
    """One database; made once by `connect`, shared by all threads."""

    engine: Engine

    @classmethod
    def connect(cls, url: str, *, rest: float = 5.0, patience: float = 20.0) -> "Database":
        """Open `sqlite:///path` or `postgresql://…`; connections are made when first needed.

        One that rested `rest` seconds is tested before use: a restart may have cut it off. Who
        waits `patience` seconds for a lock or a connection is told that the database is busy.
        """
        made = sa.make_url(url)
        if made.get_backend_name() == "sqlite":
            engine = _sqlite_engine(made, patience)
        else:
            engine = _postgresql_engine(made, rest, patience)
        tell_faults(engine)
        return cls(engine)

    @property
    def dialect(self) -> str:
        return self.engine.dialect.name

    @contextmanager
    def reading(self, tenant: int | None, *, as_written: bool = False) -> Iterator[Transaction]:
        """A transaction that only reads. `None`: tables that belong to no tenant.

        With `as_written` PostgreSQL plans a question once, and joins by its indexes in the order
        in which the tables are named: for who knows better than its statistics.
        """
        with self._transaction(tenant, "BEGIN", as_written=as_written) as tx:
            yield tx

    @contextmanager
    def writing(self, tenant: int | None, *, turn: str | None = None) -> Iterator[Transaction]:
        """A transaction that writes: commits at the end, rolls back on any exception.

        With `turn` it begins by taking that turn (turns.py), on the same way to the server.
        """
        with self._transaction(tenant, "BEGIN IMMEDIATE", turn=turn) as tx:
            yield tx

    @contextmanager
    def writing_at_once(self, tenant: int | None) -> Iterator[Transaction]:
        """As `writing`, but `DatabaseBusy` where SQLite would wait for its other writer."""
        with self._transaction(tenant, "BEGIN IMMEDIATE", wait=False) as tx:
            yield tx

    @contextmanager
    def _transaction(
        self,
        tenant: int | None,
        begin: str,
        *,
        wait: bool = True,
        turn: str | None = None,
        as_written: bool = False,
    ) -> Iterator[Transaction]:
        with self._connection() as connection:
            connection.info["begin"] = begin
            connection.info["tenant"] = tenant
            connection.info["wait"] = wait
            connection.info["turn"] = turn
            connection.info["as_written"] = as_written
            with connection.begin():
                yield connection

    def _connection(self) -> Connection:
        try:
            return self.engine.connect()
        except sa.exc.TimeoutError as all_taken:
            raise DatabaseBusy from all_taken

    def dispose(self) -> None:
        self.engine.dispose()


def _postgresql_engine(url: sa.URL, rest: float, patience: float) -> Engine:
    """Every way to the server and back counts, so a transaction begins, names its tenant and takes
    its turn on the same way as what is first asked in it.

    What only reads tables without a tenant needs no transaction: at this level of isolation each
    statement sees its own moment anyway.
    """
    if url.get_driver_name() in ("psycopg2", "psycopg"):
        url = url.set(drivername="postgresql+psycopg")
    url = url.set(query={"connect_timeout": "5", **url.query})
    engine = sa.create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_size=10,
        max_overflow=20,
        pool_timeout=patience,
        hide_parameters=True,  # what is stored is personal, and has no place in a log
    )
    waiting = f"set_config('lock_timeout', '{round(1000 * patience)}', true)"
    _test_after_rest(engine, rest)
    hold_to_the_last(engine)

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.adapters.register_loader("uuid", UuidLoader)
        connection.execute("SET TIME ZONE 'UTC'")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        tenant, turn = connection.info.get("tenant"), connection.info.get("turn")
        settings = [waiting]
        if tenant is not None:
            settings.append(f"set_config('leerspoor.tenant', '{int(tenant)}', true)")
        elif connection.info.get("begin") == "BEGIN":
            return
        if turn:
            settings += [_PLANNED_ONCE, lock_of(tenant, turn)]
        if connection.info.get("as_written"):
            settings += [_PLANNED_ONCE, *_AS_WRITTEN]
        hold(connection, BEGIN)
        hold(connection, f"SELECT {', '.join(settings)}")

    return engine


_PLANNED_ONCE = "set_config('plan_cache_mode', 'force_generic_plan', true)"
"""To plan what everybody asks takes longer than to do it."""

_AS_WRITTEN = (
    "set_config('join_collapse_limit', '1', true)",
    *(
        f"set_config('enable_{way}', 'off', true)"
        for way in ("mergejoin", "hashjoin", "bitmapscan", "sort")
    ),
    "set_config('jit', 'off', true)",
)


def lock_of(tenant: int | None, turn: str) -> str:
    """What a writer waits for who takes this turn; `turn` is a word of our own."""
    return f"pg_advisory_xact_lock({int(tenant or 0)}, hashtext('{turn}'))"


def _test_after_rest(engine: Engine, rest: float) -> None:
    """Ask a connection that rested so many seconds whether it still works; else make a new one."""

    @sa.event.listens_for(engine, "checkin")
    def note(_connection: Any, record: Any) -> None:
        record.info["rests_since"] = time.monotonic()

    @sa.event.listens_for(engine, "checkout")
    def test(connection: Any, record: Any, _proxy: Any) -> None:
        since = record.info.get("rests_since")
        if since is None or time.monotonic() - since < rest:
            return
        try:
            connection.execute("SELECT 1")
        except psycopg.Error as cut:
            raise sa.exc.DisconnectionError from cut


def _sqlite_engine(url: sa.URL, patience: float) -> Engine:
    asked = {"timeout": patience, "check_same_thread": False}
    # without limit: who reads may need a second connection, to see whether somebody writes
    engine = sa.create_engine(url, connect_args=asked, max_overflow=-1, hide_parameters=True)
    engine.dialect.colspecs = {**engine.dialect.colspecs, sa.Uuid: RememberedUuid}

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        waits = connection.info.get("wait", True)
        with nullcontext() if waits else _impatient(connection, patience):
            connection.exec_driver_sql(connection.info.get("begin", "BEGIN"))

    return engine


@contextmanager
def _impatient(connection: Connection, patience: float) -> Iterator[None]:
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(1000 * patience)}")


def tenant_of(tx: Transaction) -> int:
    """The tenant this transaction named; a programming error where it named none."""
    tenant = tx.info.get("tenant")
    if tenant is None:
        raise LookupError("this transaction names no tenant")
    return cast("int", tenant)


def mine(tx: Transaction, table: sa.Table) -> sa.ColumnElement[bool]:
    """The condition that every query on a tenant's table carries."""
    return table.c.tenant_id == tenant_of(tx)


def row_as(made: Callable[..., Value], row: Row[*tuple[Any, ...]] | None) -> Value | None:
    """A value from a row whose columns are named as the value's fields."""
    return None if row is None else rows_as(made, [row])[0]


def rows_as(made: Callable[..., Value], rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Value]:
    if not rows:
        return []
    names = rows[0]._fields
    begin = 1 if names[0] == "tenant_id" else 0
    named = names[begin:]
    return [made(**dict(zip(named, row[begin:], strict=True))) for row in rows]


def _with_tenant(tx: Transaction, table: sa.Table, values: Mapping[str, Any]) -> dict[str, Any]:
    if "tenant_id" in table.c and "tenant_id" not in values:
        return {"tenant_id": tenant_of(tx), **values}
    return dict(values)


def insert(tx: Transaction, table: sa.Table, **values: Any) -> None:
    tx.execute(sa.insert(table), _with_tenant(tx, table, values))


def insert_many(tx: Transaction, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        tx.execute(sa.insert(table), [_with_tenant(tx, table, row) for row in rows])


def _dialect_insert(dialect: str, table: sa.Table) -> Any:
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)


def insert_ignoring(
    tx: Transaction, table: sa.Table, rows: Sequence[Mapping[str, Any]], keys: Sequence[str] = ()
) -> int:
    """Insert the rows that are new; says how many were. `keys` without the tenant."""
    if not rows:
        return 0
    columns = [table.c[key] for key in ("tenant_id", *keys) if key in table.c] if keys else None
    statement = _dialect_insert(tx.dialect.name, table)
    statement = statement.on_conflict_do_nothing(index_elements=columns)
    made = [_with_tenant(tx, table, row) for row in rows]
    return tx.execute(statement, made, execution_options={"preserve_rowcount": True}).rowcount


def upsert(
    tx: Transaction, table: sa.Table, values: Mapping[str, Any], keys: Sequence[str]
) -> None:
    """Insert a row, or overwrite the one with the same `keys` (given without the tenant)."""
    row = _with_tenant(tx, table, values)
    tx.execute(_upserting(tx.dialect.name, table, tuple(row), tuple(keys)), row)


@lru_cache(maxsize=512)
def _upserting(
    dialect: str, table: sa.Table, names: tuple[str, ...], keys: tuple[str, ...]
) -> sa.Insert:
    """Built once, for that takes longer than to run it."""
    held = [key for key in ("tenant_id", *keys) if key in table.c]
    statement = _dialect_insert(dialect, table)
    changes = {name: statement.excluded[name] for name in names if name not in held}
    return cast("sa.Insert", statement.on_conflict_do_update(index_elements=held, set_=changes))


def delete_returning(
    tx: Transaction,
    table: sa.Table,
    where: sa.ColumnElement[bool],
    columns: Sequence[sa.ColumnElement[Any]] = (),
) -> Row[Any] | None:
    """Take a row away and give it, in one atomic step: of two takers one gets it."""
    return tx.execute(sa.delete(table).where(where).returning(*(columns or table.c))).first()


def whose(table: sa.FromClause) -> sa.ColumnElement[bool]:
    """As `mine`, for statements that are built once: the tenant comes as a parameter."""
    return table.c.tenant_id == sa.bindparam("tenant")


def one_of(dialect: str, column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """`column IN (…)` for a statement that is built once; `as_array` makes the parameter."""
    if dialect == "postgresql":
        return column == sa.func.any(sa.bindparam("values", type_=sa.types.NullType()))
    return column.in_(sa.bindparam("values", expanding=True))


def as_array(tx: Transaction, column: sa.Column[Any], values: Sequence[Any]) -> Any:
    if tx.dialect.name == "postgresql":
        return COLUMN_OF[column.type.compile(tx.dialect)](values)
    return list(values)


def each_of(dialect: str, column: sa.Column[Any]) -> sa.FromClause:
    """Rows of one column `value`, for a statement that looks each of them up in `column`.

    PostgreSQL plans `IN` over many values as a walk through the whole table as long as it has
    not counted that table; joined or correlated to rows it uses the index. `as_rows` makes the
    parameter.
    """
    if dialect == "postgresql":
        sent = sa.bindparam("values", type_=sa.types.NullType())
        return sa.func.unnest(sent).table_valued("value", name="wanted").render_derived()
    rows = sa.func.json_each(sa.bindparam("values"))
    return rows.table_valued(sa.column("value", column.type), name="wanted")


def as_rows(tx: Transaction, column: sa.Column[Any], values: Sequence[Any]) -> Any:
    if tx.dialect.name == "postgresql":
        return COLUMN_OF[column.type.compile(tx.dialect)](values)
    return json.dumps([value.hex if isinstance(value, UUID) else value for value in values])
