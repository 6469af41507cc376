"""Pages of statements as other record stores send them (Communication §2.1.3)."""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import msgspec

from lrs.rules.attachments import Content, boundary_of, contents_of, parts_of
from lrs.rules.problems import PageRefused


class _Body(msgspec.Struct):
    statements: list[msgspec.Raw]
    more: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The texts of statements, what is attached to them, and where the rest is, if anywhere."""

    texts: tuple[bytes, ...]
    contents: tuple[Content, ...]
    more: str | None


def read_page(content_type: str, body: bytes) -> Page:
    """Plain JSON, or multipart with the attachments; raises a Problem."""
    contents: list[Content] = []
    if content_type.lower().startswith("multipart/"):
        first, *others = parts_of(body, boundary_of(content_type))
        body, contents = bytes(first.content), contents_of(others)
    try:
        page = msgspec.json.decode(body, type=_Body)
    except (msgspec.MsgspecError, ValueError, RecursionError) as fault:
        raise PageRefused(reason=f"{fault}.") from fault
    return Page(tuple(map(bytes, page.statements)), tuple(contents), page.more or None)


def address_of_more(asked: str, more: str) -> str:
    """`more` may be relative; a key is shown to no other server than the one it is for."""
    try:
        address = urljoin(asked, more)
        same = _origin(address) == _origin(asked)
    except ValueError as fault:
        raise PageRefused(reason="its `more` is no address.") from fault
    if not same:
        raise PageRefused(reason="its `more` leads to another server.")
    if address == asked:
        raise PageRefused(reason="its `more` leads back to itself.")
    return address


def _origin(address: str) -> tuple[str, str, int | None]:
    parts = urlsplit(address)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname or "", parts.port or usual
