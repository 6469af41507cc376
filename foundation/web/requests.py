"""Each request has an id, and one line in the log that names no session and no secret."""

import time

import structlog
from flask import Flask, Response, g, request

from foundation.identifiers import new_id

log = structlog.get_logger()


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
