"""Columns of values as PostgreSQL arrays in binary form: many rows travel without being escaped.

psycopg writes lists element by element in Python; for thousands of rows that takes longer than
PostgreSQL takes to store them.
"""

import struct
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any
from uuid import UUID

from psycopg import adapters
from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format

_HEADER = struct.Struct(">iiIii")
"""Dimensions, whether there are nulls, the type of the elements, how many, the first index."""

_NULL = struct.pack(">i", -1)
_LENGTH = struct.Struct(">i").pack
_INTEGER = struct.Struct(">ii").pack
_BIG_INTEGER = struct.Struct(">iq").pack
_TRUE, _FALSE = struct.pack(">i?", 1, True), struct.pack(">i?", 1, False)
_UUID_LENGTH = _LENGTH(16)


class Column:
    """The values of one column, ready to be sent."""

    kind = ""
    element_oid = 0
    array_oid = 0

    def __init__(self, values: Sequence[Any]) -> None:
        nulls = None in values
        encoded = self.with_nulls(values) if nulls else self.encode(values)
        header = _HEADER.pack(1, nulls, self.element_oid, len(values), 1)
        self.sent = header + encoded

    def encode(self, values: Sequence[Any]) -> bytes:
        raise NotImplementedError

    def with_nulls(self, values: Sequence[Any]) -> bytes:
        return b"".join(_NULL if value is None else self.encode([value]) for value in values)


class BigIntegers(Column):
    kind, element_oid, array_oid = "BIGINT", 20, 1016

    def encode(self, values: Sequence[Any]) -> bytes:
        return b"".join(map(_BIG_INTEGER, repeat(8), values))


class Integers(Column):
    kind, element_oid, array_oid = "INTEGER", 23, 1007

    def encode(self, values: Sequence[Any]) -> bytes:
        return b"".join(map(_INTEGER, repeat(4), values))


class Booleans(Column):
    kind, element_oid, array_oid = "BOOLEAN", 16, 1000

    def encode(self, values: Sequence[Any]) -> bytes:
        return b"".join([_TRUE if value else _FALSE for value in values])


class Uuids(Column):
    kind, element_oid, array_oid = "UUID", 2950, 2951

    def encode(self, values: Sequence[Any]) -> bytes:
        return b"".join([_UUID_LENGTH + _uuid_bytes(value) for value in values])


class Texts(Column):
    kind, element_oid, array_oid = "TEXT", 25, 1009

    def encode(self, values: Sequence[Any]) -> bytes:
        return b"".join([_with_length(value.encode()) for value in values])


class Binaries(Column):
    kind, element_oid, array_oid = "BYTEA", 17, 1001

    def encode(self, values: Sequence[Any]) -> bytes:
        return b"".join([_with_length(value) for value in values])


def _uuid_bytes(value: UUID | str) -> bytes:
    return value.bytes if isinstance(value, UUID) else bytes.fromhex(value)


def _with_length(value: bytes) -> bytes:
    return _LENGTH(len(value)) + value


_KINDS: tuple[type[Column], ...] = (BigIntegers, Integers, Booleans, Uuids, Texts, Binaries)

COLUMN_OF: dict[str, Callable[[Sequence[Any]], Column]] = {kind.kind: kind for kind in _KINDS}
"""By the name PostgreSQL gives the type."""


def _dumper_of(kind: type[Column]) -> type[Dumper]:
    class ColumnDumper(Dumper):
        format = Format.BINARY
        oid = kind.array_oid

        def dump(self, obj: Column) -> Buffer:
            return obj.sent

    return ColumnDumper


for _kind in _KINDS:
    adapters.register_dumper(_kind, _dumper_of(_kind))
