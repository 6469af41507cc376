"""What we know of activities: one merged definition each."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from foundation.database import Transaction, is_one_of, mine, upsert
from lrs.rules.json_text import read_json
from lrs.storage.tables import activities


def definitions(tx: Transaction, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The definitions of those activities that have one."""
    return {one: read_json(text.encode()) for one, text in texts(tx, ids).items()}


def texts(tx: Transaction, ids: Sequence[str]) -> dict[str, str]:
    """The same as JSON texts."""
    if not ids:
        return {}
    rows = tx.execute(
        sa.select(activities.c.id, activities.c.definition)
        .where(mine(tx, activities), is_one_of(tx, activities.c.key, [_key(one) for one in ids]))
        .order_by(activities.c.key)
    )
    return {row.id: row.definition for row in rows}


def define(tx: Transaction, activity: str, definition: str) -> None:
    """Keep a definition, as a JSON text."""
    row = {"key": _key(activity), "id": activity, "definition": definition}
    upsert(tx, activities, row, ["key"])


def _key(activity: str) -> bytes:
    return sha256(activity.encode()).digest()
