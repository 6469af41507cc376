"""Blend items in the database."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, insert_many, mine, rows_as, tenant_of, whose
from lti_tool.blend.rules.items import BlendItem, ItemState
from lti_tool.blend.rules.problems import UnknownItem
from lti_tool.blend.storage.tables import items


def add(tx: Transaction, made: Sequence[BlendItem]) -> None:
    insert_many(tx, items, [asdict(item) for item in made])


def change(tx: Transaction, item: BlendItem) -> None:
    values = {name: value for name, value in asdict(item).items() if name not in _FIXED}
    tx.execute(sa.update(items).where(mine(tx, items), items.c.id == item.id).values(values))


_FIXED = frozenset({"id", "goal_id", "person_id"})


def set_state(tx: Transaction, ids: Collection[UUID], state: ItemState) -> None:
    if ids:
        tx.execute(sa.update(items).where(mine(tx, items), items.c.id.in_(ids)).values(state=state))


def find(tx: Transaction, item_id: UUID) -> BlendItem:
    found = _where(tx, items.c.id == item_id)
    if not found:
        raise UnknownItem
    return found[0]


def of_goals(tx: Transaction, goal_ids: Collection[UUID]) -> list[BlendItem]:
    asked = {"tenant": tenant_of(tx), "goals": list(goal_ids)}
    return rows_as(BlendItem, tx.execute(_OF_GOALS, asked).all())


def of_people(tx: Transaction, people: Collection[UUID]) -> list[BlendItem]:
    return _where(tx, items.c.person_id.in_(people))


def of_session(tx: Transaction, session_id: UUID, people: Collection[UUID]) -> list[BlendItem]:
    return _where(tx, items.c.session_id == session_id, items.c.person_id.in_(people))


def _where(tx: Transaction, *conditions: sa.ColumnElement[bool]) -> list[BlendItem]:
    return rows_as(BlendItem, tx.execute(_IN_ORDER.where(mine(tx, items), *conditions)).all())


_IN_ORDER = sa.select(items).order_by(items.c.goal_id, items.c.position, items.c.id)
_OF_GOALS = _IN_ORDER.where(
    whose(items), items.c.goal_id.in_(sa.bindparam("goals", expanding=True))
)
"""What pages ask again and again is built once: to build it takes longer than to ask it."""
