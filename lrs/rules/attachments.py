"""Attachments: contents that travel beside statements, each under the hash of its bytes.

A content may be large, so it is looked at where it lies (a `memoryview`) and goes out in pieces.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from mmap import MADV_DONTNEED, mmap

from msgspec import UNSET

from lrs.rules.places import Place
from lrs.rules.problems import MultipartRejected
from lrs.rules.shapes import Attachment, StatementShape
from lrs.rules.values import is_media_type

_HASHES = {56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}
"""The SHA-2 family by the number of its hexadecimal digits."""

_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))', re.IGNORECASE)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_LINE_BREAK = re.compile(rb"[^\r]?(\r?\n)\Z", re.DOTALL)
_BLANKS = re.compile(rb"[ \t]*")

WINDOW = 8 * 1024 * 1024
"""Bytes that are looked at at a time."""

Body = bytes | mmap
"""A body as it came: in memory, or in a file that is looked at as if it were."""


Attached = tuple[Place, Attachment]
"""What a statement says of an attachment, and where it says so."""


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes that were sent once, whatever number of statements carry them."""

    sha2: str
    content_type: str
    content: bytes | memoryview


@dataclass(frozen=True, slots=True)
class Described:
    """A content that is kept: its size in bytes, and in how many pieces it lies there."""

    sha2: str
    content_type: str
    size: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a multipart body; header names in lower case."""

    headers: Mapping[str, str]
    content: memoryview


def boundary_of(content_type: str) -> str:
    found = _BOUNDARY.search(content_type)
    if not found:
        raise MultipartRejected(reason="the Content-Type names no boundary.")
    return found[1] or found[2]


def parts_of(body: Body, boundary: str) -> list[Part]:
    """The parts of multipart/mixed (RFC 2046 §5.1.1); what precedes and follows is left out."""
    cuts = list(_cuts(body, b"--" + boundary.encode()))
    if len(cuts) < 2 or body[cuts[-1][1] : cuts[-1][1] + 2] != b"--":  # noqa: PLR2004
        raise MultipartRejected(reason="the boundary does not open and close its parts.")
    return [_part(body, begin, end) for (_, begin), (end, _) in pairwise(cuts)]


def _cuts(body: Body, mark: bytes) -> Iterator[tuple[int, int]]:
    """Where boundaries stand at the begin of a line, with the line break before them."""
    for window in range(0, len(body), WINDOW):
        place = body.find(mark, window, window + WINDOW + len(mark) - 1)
        while place >= 0:
            line_break = _LINE_BREAK.match(body[max(0, place - 2) : place])
            if place == 0 or line_break:
                length = len(line_break[1]) if line_break else 0
                yield place - length, place + len(mark)
            place = body.find(mark, place + 1, window + WINDOW + len(mark) - 1)
        let_go(body)


def let_go(body: Body | memoryview) -> None:
    """What was read of a file need not stay in memory: it can be read again."""
    whole = body.obj if isinstance(body, memoryview) else body
    if isinstance(whole, mmap):
        whole.madvise(MADV_DONTNEED)


def _part(body: Body, begin: int, end: int) -> Part:
    """Blanks may follow the boundary; then headers, an empty line, and the content as it is."""
    blanks = _BLANKS.match(body, begin, end)
    first = blanks.end() if blanks else begin
    cut = _BLANK_LINE.search(body, first, end)
    if not cut:
        raise MultipartRejected(reason="a part has no empty line after its headers.")
    headers = _headers(body[first : cut.start()].decode("utf-8", "replace"))
    return Part(headers, memoryview(body)[cut.end() : end])


def _headers(text: str) -> dict[str, str]:
    lines = (line.partition(":") for line in text.splitlines() if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def contents_of(parts: Sequence[Part]) -> list[Content]:
    """The parts after the first, each with the hash it must have (Data §2.4.11)."""
    return [_content(part, number) for number, part in enumerate(parts, start=2)]


def _content(part: Part, number: int) -> Content:
    said = part.headers.get("x-experience-api-hash", "").lower()
    if not said:
        raise MultipartRejected(reason=f"part {number} has no X-Experience-API-Hash.")
    if part.headers.get("content-transfer-encoding", "").lower() != "binary":
        reason = f"part {number} must say Content-Transfer-Encoding: binary."
        raise MultipartRejected(reason=reason)
    if hash_of(part.content, len(said)) != said:
        raise MultipartRejected(reason=f"part {number} does not have the hash it names.")
    kind = part.headers.get("content-type", "application/octet-stream")
    if not is_media_type(kind):
        raise MultipartRejected(reason=f"part {number} names no media type (RFC 2046).")
    return Content(sha2=said, content_type=kind, content=part.content)


def hash_of(content: bytes | memoryview, digits: int = 64) -> str:
    """The SHA-2 hash with so many hexadecimal digits; empty where there is none such."""
    if digits not in _HASHES:
        return ""
    hashed = hashlib.new(_HASHES[digits])
    for begin in range(0, len(content), WINDOW):
        hashed.update(content[begin : begin + WINDOW])
        let_go(content)
    return hashed.hexdigest()


def attachments_of(shape: StatementShape, number: int) -> list[Attached]:
    """Those of the statement with that number in its batch, and of its SubStatement."""
    at: Place = ("statements", number)
    found = [
        ((*at, "attachments", place), one) for place, one in enumerate(shape.attachments or ())
    ]
    if shape.object.object_type == "SubStatement":
        for place, one in enumerate(shape.object.attachments or ()):
            found.append(((*at, "object", "attachments", place), one))
    return found


def needs_content(attachment: Attachment) -> bool:
    """Without a fileUrl the content itself must come along, or be here already."""
    return attachment.file_url is UNSET


def joined_parts(
    statements: bytes,
    contents: Iterable[tuple[Content | Described, Iterable[bytes]]],
    boundary: str,
) -> Iterator[bytes]:
    """Multipart/mixed, piece by piece: the statements, then each content with its own pieces."""
    mark = f"--{boundary}\r\n".encode()
    yield mark + b"Content-Type: application/json\r\n\r\n" + statements + b"\r\n"
    for one, pieces in contents:
        headers = (
            f"Content-Type: {one.content_type}\r\n"
            "Content-Transfer-Encoding: binary\r\n"
            f"X-Experience-API-Hash: {one.sha2}\r\n\r\n"
        )
        yield mark + headers.encode()
        yield from pieces
        yield b"\r\n"
    yield f"--{boundary}--\r\n".encode()
