"""Statements as they are sent: plain JSON, or multipart with their attachments."""

from collections.abc import Iterable
from uuid import UUID

from lrs.rules.attachments import Content, boundary_of, contents_of, parts_of
from lrs.rules.problems import MediaTypeRejected, MultipartRejected
from lrs.rules.statements import Sent, read_each, read_one
from lrs.web.answers import JSON
from lrs.web.exchange import MIXED, Exchange


def read_sent(
    exchange: Exchange, wanted: UUID | None = None
) -> tuple[Iterable[Sent], list[Content]]:
    """What is to be stored; with `wanted` exactly one statement, of that id."""
    text, contents = _text_and_contents(exchange)
    if wanted is not None:
        return [read_one(text, wanted, exchange.version)], contents
    return read_each(text, exchange.version), contents


def _text_and_contents(exchange: Exchange) -> tuple[bytes, list[Content]]:
    said = exchange.call.headers.get("content-type", "")
    kind = said.partition(";")[0].strip().lower()
    if kind == JSON:
        return bytes(exchange.call.body), []
    if kind != MIXED:
        raise MediaTypeRejected(said=said or "(none)", takes=f"{JSON} and {MIXED}")
    first, *others = parts_of(exchange.call.body, boundary_of(said))
    if not first.headers.get("content-type", "").lower().startswith(JSON):
        raise MultipartRejected(reason=f"the first part must be {JSON}.")
    return bytes(first.content), contents_of(others)
