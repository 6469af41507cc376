"""Offerings in the database."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, insert, mine, row_as, rows_as
from lti_tool.blend.rules.offerings import Offering
from lti_tool.blend.rules.problems import UnknownOffering
from lti_tool.blend.storage.tables import enrollments, items, offerings, sessions

COLUMNS = tuple(column.name for column in offerings.c if column.name != "tenant_id")


def add(tx: Transaction, offering: Offering) -> None:
    insert(tx, offerings, **{name: getattr(offering, name) for name in COLUMNS})


def change(tx: Transaction, offering: Offering) -> None:
    values = {name: getattr(offering, name) for name in COLUMNS if name != "id"}
    tx.execute(
        sa.update(offerings)
        .where(mine(tx, offerings), offerings.c.id == offering.id)
        .values(values)
    )


def find(tx: Transaction, offering_id: UUID) -> Offering:
    query = sa.select(offerings).where(mine(tx, offerings), offerings.c.id == offering_id)
    found = row_as(Offering, tx.execute(query).first())
    if found is None:
        raise UnknownOffering
    return found


def by_id(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, Offering]:
    query = (
        sa.select(offerings)
        .where(mine(tx, offerings), offerings.c.id.in_(ids))
        .order_by(offerings.c.title, offerings.c.id)
    )
    return {found.id: found for found in rows_as(Offering, tx.execute(query).all())}


def on_offer(tx: Transaction, theme_id: UUID | None, day: date) -> list[Offering]:
    """What fits a theme and can be chosen today, by title; the theme's own first.

    Without a theme everything fits: who has a goal of her own may find it anywhere.
    """
    fits = sa.or_(offerings.c.theme_id.is_(None), offerings.c.theme_id == theme_id)
    query = (
        sa.select(offerings)
        .where(
            mine(tx, offerings),
            fits if theme_id else sa.true(),
            sa.or_(offerings.c.active_from.is_(None), offerings.c.active_from <= day),
            sa.or_(offerings.c.active_to.is_(None), offerings.c.active_to >= day),
        )
        .order_by(offerings.c.theme_id.is_(None), offerings.c.title, offerings.c.id)
    )
    return rows_as(Offering, tx.execute(query).all())


def every(tx: Transaction) -> list[Offering]:
    query = sa.select(offerings).where(mine(tx, offerings)).order_by(offerings.c.title)
    return rows_as(Offering, tx.execute(query).all())


def of_package(tx: Transaction, package_id: UUID) -> list[Offering]:
    query = (
        sa.select(offerings)
        .where(mine(tx, offerings), offerings.c.package_id == package_id)
        .order_by(offerings.c.package_unit, offerings.c.id)
    )
    return rows_as(Offering, tx.execute(query).all())


def is_chosen(tx: Transaction, offering_id: UUID) -> bool:
    """Whether anybody is enrolled in it, planned it, or meets about it."""
    return any(
        tx.scalar(
            sa.select(table.c.id)
            .where(mine(tx, table), table.c.offering_id == offering_id)
            .order_by(table.c.id)
            .limit(1)
        )
        for table in (enrollments, items, sessions)
    )


def remove(tx: Transaction, offering_id: UUID) -> None:
    tx.execute(sa.delete(offerings).where(mine(tx, offerings), offerings.c.id == offering_id))


def by_activity(tx: Transaction, activity_iris: Collection[str]) -> dict[str, Offering]:
    """Of two offerings with one activity the first counts: a later one moves no fact."""
    query = (
        sa.select(offerings)
        .where(mine(tx, offerings), offerings.c.activity_iri.in_(activity_iris))
        .order_by(offerings.c.id.desc())
    )
    return {found.activity_iri: found for found in rows_as(Offering, tx.execute(query).all())}


def by_registration(tx: Transaction, registrations: Collection[UUID]) -> dict[UUID, Offering]:
    query = (
        sa.select(enrollments.c.id.label("registration"), enrollments.c.offering_id)
        .where(mine(tx, enrollments), enrollments.c.id.in_(registrations))
        .order_by(enrollments.c.id)
    )
    enrolled = tx.execute(query).all()
    found = by_id(tx, {row.offering_id for row in enrolled})
    return {row.registration: found[row.offering_id] for row in enrolled}
