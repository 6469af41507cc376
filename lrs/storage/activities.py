"""What we know of activities: one merged definition each."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from foundation.database import Transaction, as_array, mine, tenant_of, upsert
from foundation.trips import Sent, ask
from lrs.rules.json_text import read_json
from lrs.storage.tables import activities


def definitions(tx: Transaction, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The definitions of those activities that have one."""
    return {one: read_json(text.encode()) for one, text in texts(tx, ids).items()}


def texts(tx: Transaction, ids: Sequence[str]) -> dict[str, str]:
    """The same as JSON texts."""
    [rows] = ask(tx, question_of(tx, ids)) if ids else [()]
    return dict(rows)


def question_of(tx: Transaction, ids: Sequence[str]) -> Sent:
    """What is kept of these activities: rows of id and definition."""
    keys = [_key(one) for one in ids]
    if tx.dialect.name == "postgresql":
        sent = {"tenant": tenant_of(tx), "keys": as_array(tx, activities.c.key, keys)}
        return f"{_TEXTS} %(tenant)s AND key = ANY(%(keys)s)", sent
    marks = ", ".join("?" * len(keys))
    return f"{_TEXTS} ? AND key IN ({marks})", [tenant_of(tx), *keys]


_TEXTS = "SELECT id, definition FROM lrs_activity WHERE tenant_id ="


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
