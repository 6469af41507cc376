"""The lines of an export: one JSON object each, that says in `line` what it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from lrs.rules.json_text import write_json
from lrs.rules.places import RULES
from lrs.rules.problems import LineRefused

FORMAT = 1
"""Rises when a reader of today could no longer understand an export."""


Moment = Annotated[datetime, Meta(tz=True)]
Number = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]


class Header(msgspec.Struct, frozen=True, tag_field="line", tag="xapi-export"):
    """The first line. `since`: only what was stored after this moment follows."""

    format: int
    exported: Moment
    since: Moment | None


class ContentLine(msgspec.Struct, frozen=True, tag_field="line", tag="content"):
    """What is attached; it stands before the first statement that speaks of it."""

    sha2: str
    content_type: str
    content: bytes


class StatementLine(msgspec.Struct, frozen=True, tag_field="line", tag="statement"):
    """The text exactly as it is kept."""

    statement: msgspec.Raw


class Checkpoint(msgspec.Struct, frozen=True, tag_field="line", tag="checkpoint"):
    """All `statements` stored up to `through` stand above: here an export can be gone on with."""

    through: Moment
    statements: int


class ActivityLine(msgspec.Struct, frozen=True, tag_field="line", tag="activity"):
    """What is known of an activity, as it is kept."""

    id: str
    definition: msgspec.Raw


class DocumentLine(msgspec.Struct, frozen=True, tag_field="line", tag="document"):
    """A state or profile document, as its row is kept."""

    shelf: bytes
    id: str
    kind: Literal["activities/state", "activities/profile", "agents/profile"]
    activity: str | None
    agent: Number | None
    registration: UUID | None
    content_type: str
    content: bytes
    etag: str
    updated: Moment


class End(msgspec.Struct, frozen=True, tag_field="line", tag="end"):
    """The last line: nothing is missing."""

    statements: int


Line = Header | ContentLine | StatementLine | Checkpoint | ActivityLine | DocumentLine | End

_decoder = msgspec.json.Decoder(Line)


def write_lines(lines: Sequence[Line]) -> bytes:
    return b"".join(write_json(line) + b"\n" for line in lines)


def read_line(raw: bytes, number: int) -> Line:
    """Raises `LineRefused`."""
    try:
        line: Line = _decoder.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError) as fault:
        raise LineRefused(line=number, rule="shape", reason=f"{fault}.") from fault
    if number == 1:
        _expect_header(line)
    if b"\\u0000" in raw and not isinstance(line, StatementLine):
        raise LineRefused(line=number, rule="nul", reason=RULES["nul"])
    return line


def _expect_header(line: Line) -> None:
    if not isinstance(line, Header):
        raise LineRefused(line=1, rule="header", reason="this is not the header of an export.")
    if line.format != FORMAT:
        reason = f"the export has format {line.format}; this version reads format {FORMAT}."
        raise LineRefused(line=1, rule="format", reason=reason)


class Reached(msgspec.Struct, frozen=True):
    """How far an export that was broken off had come: `length` bytes of its file are sound."""

    since: datetime | None = None
    through: datetime | None = None
    statements: int = 0
    contents: frozenset[str] = frozenset()
    length: int = 0
