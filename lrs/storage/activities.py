"""What we know of activities: one merged definition each."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from foundation.database import Transaction, as_array, mine, one_of, tenant_of, upsert, whose
from lrs.rules.json_text import read_json
from lrs.storage.tables import activities


def definitions(tx: Transaction, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The definitions of those activities that have one."""
    return {one: read_json(text.encode()) for one, text in texts(tx, ids).items()}


def texts(tx: Transaction, ids: Sequence[str]) -> dict[str, str]:
    """The same as JSON texts."""
    if not ids:
        return {}
    keys = as_array(tx, activities.c.key, [_key(one) for one in ids])
    asked = {"tenant": tenant_of(tx), "values": keys}
    rows = tx.execute(_texts(tx.dialect.name), asked)
    return {row.id: row.definition for row in rows}


@cache
def _texts(dialect: str) -> Any:
    return (
        sa.select(activities.c.id, activities.c.definition)
        .where(whose(activities), one_of(dialect, activities.c.key))
        .order_by(activities.c.key)
    )


def define(tx: Transaction, activity: str, definition: str) -> None:
    """Keep a definition, as a JSON text."""
    row = {"key": _key(activity), "id": activity, "definition": definition}
    upsert(tx, activities, row, ["key"])


def page_after(tx: Transaction, activity: str | None, limit: int) -> list[tuple[str, str]]:
    """Ids and definitions, as JSON texts, in the order of their keys."""
    later = () if activity is None else (activities.c.key > _key(activity),)
    rows = tx.execute(
        sa.select(activities.c.id, activities.c.definition)
        .where(mine(tx, activities), *later)
        .order_by(activities.c.key)
        .limit(limit)
    )
    return [(row.id, row.definition) for row in rows]


def _key(activity: str) -> bytes:
    return sha256(activity.encode()).digest()
