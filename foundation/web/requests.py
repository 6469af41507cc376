"""Each request has an id, one line in the log that names no secret, and text that can be kept."""

import time

import structlog
from flask import Flask, Response, g, request
from werkzeug.datastructures import MultiDict

from foundation.identifiers import new_id
from foundation.problems import N_, Invalid

NUL = "\0"

log = structlog.get_logger()


class TextUnreadable(Invalid):
    text = N_("Hier staat een teken in dat we niet kunnen lezen. Haal het weg en probeer opnieuw.")


def install_requests(app: Flask) -> None:
    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        g.request_id = str(new_id())
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=g.request_id)

    @app.after_request
    def end(answer: Response) -> Response:
        answer.headers["X-Request-Id"] = g.get("request_id", "")
        if request.endpoint != "static":
            log.info(
                "request",
                method=request.method,
                endpoint=request.endpoint,
                status=answer.status_code,
                milliseconds=round(1000 * (time.perf_counter() - g.get("began", 0)), 1),
            )
        return answer


def refuse_nul(raw_bodies: tuple[str, ...]) -> None:
    """Nobody types a NUL and PostgreSQL keeps none, so no text with one comes further than here.

    Below the paths `raw_bodies` the body is read elsewhere.
    """
    sent = [request.path, *request.args, *_values(request.args)]
    if not request.path.startswith(raw_bodies):
        sent += [*request.form, *_values(request.form)]
    if any(NUL in text for text in sent):
        raise TextUnreadable


def _values(texts: MultiDict[str, str]) -> list[str]:
    return [text for some in texts.listvalues() for text in some]
