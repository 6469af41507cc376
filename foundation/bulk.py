"""Insert many rows into tables of a tenant, in the quickest way each database has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from foundation.arrays import COLUMN_OF, Column
from foundation.database import Transaction, tenant_of
from foundation.trips import hold


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows for a tenant's table: columns of plain driver values, equally long, without the
    tenant.
    """

    table: sa.Table
    columns: Mapping[str, Sequence[Any]]

    def __bool__(self) -> bool:
        return bool(next(iter(self.columns.values())))


def fast_insert(tx: Transaction, *asked: Rows) -> None:
    """Insert many rows, into several tables at once, in the quickest way the database has.

    PostgreSQL refuses COPY on tables with row-level security, so there they travel as arrays in
    binary form, all in one statement.
    """
    full = [rows for rows in asked if rows]
    if full and tx.dialect.name == "postgresql":
        _insert_arrays(tx, full)
        return
    for rows in full:
        names, marks = ", ".join(("tenant_id", *rows.columns)), ", ".join("?" for _ in rows.columns)
        values = f"VALUES ({tenant_of(tx)}, {marks})"
        sql = f"INSERT INTO {rows.table.name} ({names}) {values}"
        tx.exec_driver_sql(sql, list(zip(*rows.columns.values(), strict=True)))


def _insert_arrays(tx: Transaction, full: Sequence[Rows]) -> None:
    """A list that serves two columns is made ready once."""
    sent: dict[str, Any] = {"tenant_id": tenant_of(tx)}
    ready: dict[tuple[int, str], Column] = {}
    parts = []
    for rows in full:
        arrays = []
        for name, values in rows.columns.items():
            kind = rows.table.c[name].type.compile(tx.dialect)
            key = (id(values), kind)
            ready[key] = ready.get(key) or COLUMN_OF[kind](values)
            sent[f"{rows.table.name}_{name}"] = ready[key]
            arrays.append(f"%({rows.table.name}_{name})s")
        names = ", ".join(("tenant_id", *rows.columns))
        chosen = f"SELECT %(tenant_id)s::integer, * FROM unnest({', '.join(arrays)})"  # noqa: S608
        parts.append(f"INSERT INTO {rows.table.name} ({names}) {chosen}")
    *first, last = parts
    together = ", ".join(f"part_{number} AS ({part})" for number, part in enumerate(first))
    hold(tx, f"WITH {together} {last}" if first else last, sent)
