"""Read what another server answers: with patience, a limit, and no belief in its good manners."""

import json
import time
from typing import Any

import httpx

from foundation.problems import Unavailable

MAX_BYTES = 4 * 1024 * 1024
MAX_SECONDS = 10.0
TIMEOUT = httpx.Timeout(5, connect=3)


class AcademyUnreachable(Unavailable):
    text = "The academy's server did not answer {host} properly: {fault}."

    def __init__(self, host: str, fault: str, status: int | None = None) -> None:
        super().__init__(host=host, fault=fault)
        self.answered = status


def ask(http: httpx.Client, request: httpx.Request, seconds: float = MAX_SECONDS) -> httpx.Response:
    """Send a request and read the whole answer; one that drips is cut off after `seconds`.

    Raises AcademyUnreachable, also for every status that is no success.
    """
    host = request.url.host
    try:
        answer = http.send(request, stream=True)
        try:
            _read(answer, seconds)
        finally:
            answer.close()
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        raise AcademyUnreachable(host, _name_of(fault)) from fault
    if not answer.is_success:
        raise AcademyUnreachable(host, f"status {answer.status_code}", answer.status_code)
    return answer


def json_of(answer: httpx.Response) -> Any:
    """The JSON of an answer, whatever its content type says: Moodle calls it text/html."""
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError) as fault:
        raise AcademyUnreachable(answer.url.host, "no JSON") from fault


def _name_of(fault: Exception) -> str:
    untrusted = "CERTIFICATE_VERIFY_FAILED" in str(fault)
    return "an untrusted certificate" if untrusted else type(fault).__name__


def _read(answer: httpx.Response, seconds: float) -> None:
    started = time.monotonic()
    pieces = []
    size = 0
    for piece in answer.iter_bytes():
        pieces.append(piece)
        size += len(piece)
        if size > MAX_BYTES or time.monotonic() - started > seconds:
            raise httpx.ReadTimeout("too much or too slow")
    answer._content = b"".join(pieces)  # noqa: SLF001  (what httpx itself does in `read`)
