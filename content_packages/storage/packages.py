"""Packages with their blocks and units."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from content_packages.rules.courses import LaunchMethod, MoveOn
from content_packages.rules.packages import Block, Package, Unit
from content_packages.storage.tables import blocks, packages, registrations, units
from foundation.database import Transaction, insert, insert_many, mine


def add(tx: Transaction, package: Package) -> None:
    insert(tx, packages, **_columns(packages, package))
    of_package = {"package_id": package.id}
    for table, members in ((blocks, package.blocks), (units, package.units)):
        insert_many(tx, table, [{**_columns(table, one), **of_package} for one in members])


def _columns(table: sa.Table, value: Package | Block | Unit) -> dict[str, Any]:
    """What of a value stands in the columns that have its names."""
    names = (column.name for column in table.c if column.name not in ("tenant_id", "package_id"))
    return {name: getattr(value, name) for name in names}


def find(tx: Transaction, package_id: UUID) -> Package | None:
    found = _packages(tx, [package_id])
    return found[0] if found else None


def newest_first(tx: Transaction) -> list[Package]:
    ids = tx.scalars(
        sa.select(packages.c.id)
        .where(mine(tx, packages))
        .order_by(packages.c.added_at.desc(), packages.c.id.desc())
    ).all()
    made = {package.id: package for package in _packages(tx, ids)}
    return [made[one] for one in ids]


def with_content(tx: Transaction, sha256: str) -> UUID | None:
    """The package that came from exactly this file, if it is here already."""
    return tx.scalar(
        sa.select(packages.c.id)
        .where(mine(tx, packages), packages.c.sha256 == sha256)
        .order_by(packages.c.added_at)
        .limit(1)
    )


def has_newer(tx: Transaction, package_id: UUID) -> bool:
    query = sa.select(packages.c.id).where(mine(tx, packages), packages.c.replaces == package_id)
    return tx.scalar(query.order_by(packages.c.id).limit(1)) is not None


def is_begun(tx: Transaction, package_id: UUID) -> bool:
    query = sa.select(registrations.c.id).where(
        mine(tx, registrations), registrations.c.package_id == package_id
    )
    return tx.scalar(query.order_by(registrations.c.id).limit(1)) is not None


def remove(tx: Transaction, package_id: UUID) -> None:
    for table in (units, blocks):
        tx.execute(sa.delete(table).where(mine(tx, table), table.c.package_id == package_id))
    tx.execute(sa.delete(packages).where(mine(tx, packages), packages.c.id == package_id))


def _packages(tx: Transaction, ids: Sequence[UUID]) -> list[Package]:
    found = tx.execute(
        sa.select(packages)
        .where(mine(tx, packages), packages.c.id.in_(ids))
        .order_by(packages.c.id)
    ).all()
    inside_blocks = _members(tx, blocks, ids)
    inside_units = _members(tx, units, ids)
    return [
        Package(
            **values,
            units=tuple(map(_unit, inside_units.get(values["id"], []))),
            blocks=tuple(Block(**one) for one in inside_blocks.get(values["id"], [])),
        )
        for values in _values(found)
    ]


def _values(rows: Sequence[sa.Row[Any]]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row._mapping.items() if name != "tenant_id"}  # noqa: SLF001
        for row in rows
    ]


def _members(
    tx: Transaction, table: sa.Table, ids: Sequence[UUID]
) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = {}
    rows = tx.execute(
        sa.select(table)
        .where(mine(tx, table), table.c.package_id.in_(ids))
        .order_by(table.c.package_id, table.c.position)
    ).all()
    for values in _values(rows):
        found.setdefault(values.pop("package_id"), []).append(values)
    return found


def _unit(values: dict[str, Any]) -> Unit:
    typed = {
        "move_on": MoveOn(values["move_on"]),
        "launch_method": LaunchMethod(values["launch_method"]),
    }
    return Unit(**{**values, **typed})
