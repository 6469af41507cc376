"""UUIDs as the two databases give them, each read only once."""

from functools import lru_cache
from typing import Any
from uuid import UUID

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import Dialect


def as_uuid(value: UUID | str) -> UUID:
    """From what either driver gives."""
    return value if isinstance(value, UUID) else _uuid_of(value)


_uuid_of = lru_cache(maxsize=65_536)(UUID)
"""The same people and goals come by again and again: reading 32 digits is slow, and so is
comparing two values where one and the same would do."""


class UuidLoader(psycopg.adapt.Loader):
    """For PostgreSQL's driver."""

    def load(self, data: psycopg.abc.Buffer) -> UUID:
        return _uuid_of(str(data, "ascii"))


class RememberedUuid(sa.Uuid[UUID]):
    """For SQLite, which keeps a UUID as its digits."""

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Any:
        return lambda digits: None if digits is None else _uuid_of(digits)
