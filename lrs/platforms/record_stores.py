"""Another record store, by its xAPI end point: read page by page, or sent to."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import httpx

from foundation.identifiers import new_token
from foundation.problems import Invalid, Unavailable
from lrs.rules.attachments import Content, joined_parts
from lrs.rules.pages import Page, address_of_more, read_page
from lrs.rules.values import in_utc, moment_of
from lrs.rules.versions import Version

PATIENCE = httpx.Timeout(30, connect=5)
LONGEST = 300.0
"""Seconds for a whole answer; one that drips is cut off."""

LARGEST = 256 * 1024 * 1024
"""Bytes of an answer; a page holds attachments."""

PAGE = 100
WAITS = (1.0, 3.0, 10.0, 30.0)
"""Seconds before asking again what may be answered later."""

LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
REFUSED_FOR_GOOD = frozenset({400, 409, 413, 415, 422})
"""Answers that say something of the statements, and will be the same next time."""

CONSISTENT_THROUGH = "X-Experience-API-Consistent-Through"


class RecordStoreUnreachable(Unavailable):
    text = "The record store at {host} did not answer properly: {fault}"

    def __init__(self, host: str, fault: str, status: int | None = None) -> None:
        super().__init__(host=host, fault=fault)
        self.answered = status

    @property
    def is_for_good(self) -> bool:
        return self.answered in REFUSED_FOR_GOOD

    @property
    def may_pass(self) -> bool:
        return self.answered is None or self.answered in LATER


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """`sleep` waits so many seconds between two attempts to read."""

    http: httpx.Client
    endpoint: str
    key: str
    secret: str = field(repr=False)
    version: Version = Version.V1
    sleep: Callable[[float], None] = time.sleep

    def pages(self, since: datetime | None) -> Iterator[tuple[Page, datetime | None]]:
        """All that was stored after `since`, oldest first, each with its Consistent-Through.

        Raises RecordStoreUnreachable when asking again did not help.
        """
        params = {"ascending": "true", "attachments": "true", "limit": str(PAGE)}
        params |= {"since": in_utc(since)} if since else {}
        asked: str | None = str(httpx.URL(self._statements, params=params))
        while asked:
            answer = self._ask_patiently(asked)
            page = self._page(answer)
            yield page, moment_of(answer.headers.get(CONSISTENT_THROUGH, ""), strict=False)
            asked = address_of_more(asked, page.more) if page.more else None

    def send(self, statements: bytes, contents: Sequence[Content]) -> None:
        """POST a JSON array. Raises RecordStoreUnreachable, once."""
        kind = "application/json"
        if contents:
            boundary = new_token(18)
            whole = ((one, [bytes(one.content)]) for one in contents)
            statements = b"".join(joined_parts(statements, whole, boundary))
            kind = f"multipart/mixed; boundary={boundary}"
        headers = {"Content-Type": kind, **self._headers()}
        self._ask("POST", self._statements, headers, statements)

    @property
    def _statements(self) -> str:
        return f"{self.endpoint}/statements"

    def _headers(self) -> dict[str, str]:
        return {"X-Experience-API-Version": self.version.value}

    def _page(self, answer: httpx.Response) -> Page:
        try:
            return read_page(answer.headers.get("Content-Type", ""), answer.content)
        except Invalid as fault:
            raise RecordStoreUnreachable(answer.url.host, fault.message) from fault

    def _ask_patiently(self, address: str) -> httpx.Response:
        for wait in WAITS:
            try:
                return self._ask("GET", address, self._headers())
            except RecordStoreUnreachable as fault:
                if not fault.may_pass:
                    raise
            self.sleep(wait)
        return self._ask("GET", address, self._headers())

    def _ask(
        self, method: str, address: str, headers: dict[str, str], content: bytes | None = None
    ) -> httpx.Response:
        """A redirection is not followed: the key is for this address only."""
        host = urlsplit(address).hostname or ""
        asked = {"headers": headers, "timeout": PATIENCE}
        try:
            request = self.http.build_request(method, address, content=content, **asked)  # type: ignore[arg-type]
            auth = httpx.BasicAuth(self.key, self.secret)
            answer = self.http.send(request, auth=auth, stream=True, follow_redirects=False)
            try:
                _read(answer)
            finally:
                answer.close()
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            raise RecordStoreUnreachable(host, f"{type(fault).__name__}.") from fault
        if not answer.is_success:
            raise RecordStoreUnreachable(host, _said(answer), answer.status_code)
        return answer


def _read(answer: httpx.Response) -> None:
    started, pieces, size = time.monotonic(), [], 0
    for piece in answer.iter_bytes():
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST or time.monotonic() - started > LONGEST:
            raise httpx.ReadTimeout("too much or too slow")
    answer._content = b"".join(pieces)  # noqa: SLF001  (what httpx itself does in `read`)


def _said(answer: httpx.Response) -> str:
    """The status, and the beginning of what was said with it."""
    said = " ".join(answer.text[:300].replace("\0", "").split())
    return f"status {answer.status_code}" + (f": {said}" if said else ".")
