"""What we know of activities: one merged definition each."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from foundation.database import Transaction, mine, upsert
from lrs.rules.json_text import read_json, write_json
from lrs.storage.tables import activities


def definitions(tx: Transaction, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The definitions of those activities that have one."""
    if not ids:
        return {}
    rows = tx.execute(
        sa.select(activities.c.id, activities.c.definition)
        .where(mine(tx, activities), activities.c.key.in_([_key(one) for one in ids]))
        .order_by(activities.c.key)
    )
    return {row.id: read_json(row.definition.encode()) for row in rows}


def define(tx: Transaction, activity: str, definition: Mapping[str, Any]) -> None:
    text = write_json(definition).decode()
    row = {"key": _key(activity), "id": activity, "definition": text}
    upsert(tx, activities, row, ["key"])


def _key(activity: str) -> bytes:
    return sha256(activity.encode()).digest()
