"""Answers: JSON as it stands, problems as JSON, and the headers that every xAPI answer has."""

from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any

import structlog
from flask import Response
from werkzeug.exceptions import HTTPException

from foundation.problems import Problem, Unauthorized
from foundation.web.answers import HttpProblem, as_json, headers_of, note
from lrs.rules.json_text import write_json
from lrs.rules.problems import ScopeMissing, TokenRefused

log = structlog.get_logger()

JSON = "application/json"
CONSISTENT_THROUGH = "X-Experience-API-Consistent-Through"

FIXED = {
    # a browser may keep an answer that has a Last-Modified, and then never ask again
    "Cache-Control": "no-store",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Last-Modified, Retry-After, WWW-Authenticate, X-Experience-API-Version, "
        "X-Experience-API-Consistent-Through"
    ),
}
"""Credentials travel in a header, never in a cookie, so any origin may ask."""

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Authorization, Content-Type, If-Match, If-None-Match, Accept-Language, "
        "X-Experience-API-Version, X-Experience-API-Hash, X-Requested-With"
    ),
    "Access-Control-Max-Age": "86400",
}


CHALLENGES: Mapping[type[Problem], str] = {
    TokenRefused: 'Bearer realm="xapi", error="invalid_token"',
    ScopeMissing: 'Bearer realm="xapi", error="insufficient_scope", scope="{scope}"',
    Unauthorized: 'Bearer realm="xapi"',
}
"""The first that fits (RFC 6750 §3). Never `Basic`, though that is welcome too: it makes a browser
ask the learner for a password, and holds the content's request until then."""


def json_answer(value: Any, status: int = 200) -> Response:
    return Response(write_json(value), status, content_type=JSON)


def json_text_answer(text: bytes) -> Response:
    return Response(text, 200, content_type=JSON)


def nothing() -> Response:
    return Response(b"", 204)


def problem_answer(problem: Problem) -> Response:
    """`{"code": "statement-conflict", "message": "…", …details}`."""
    note(problem)
    answer = json_answer(as_json(problem), problem.status)
    answer.headers.update(headers_of(problem))
    for kind, challenge in CHALLENGES.items():
        if isinstance(problem, kind):
            answer.headers["WWW-Authenticate"] = challenge.format(**problem.details)
            break
    return answer


def fault_answer(fault: Exception) -> Response:
    """What HTTP itself refuses keeps its status; of anything else only the log hears more."""
    if isinstance(fault, HTTPException):
        return problem_answer(HttpProblem(fault.code or 500, fault.description or fault.name))
    log.error("unexpected", exc_info=fault)
    return problem_answer(HttpProblem(500, Problem.text))


def http_date(moment: datetime) -> str:
    return format_datetime(moment.replace(microsecond=0), usegmt=True)
