"""Up to where other record stores were read."""

from datetime import datetime

import sqlalchemy as sa

from foundation.database import Transaction, mine, upsert
from lrs.storage.tables import pulls


def through(tx: Transaction, endpoint: str, key: str) -> datetime | None:
    wanted = (mine(tx, pulls), pulls.c.endpoint == endpoint, pulls.c.key == key)
    found: datetime | None = tx.scalar(sa.select(pulls.c.through).where(*wanted))
    return found


def move(tx: Transaction, endpoint: str, key: str, through: datetime) -> None:
    row = {"endpoint": endpoint, "key": key, "through": through}
    upsert(tx, pulls, row, ["endpoint", "key"])
