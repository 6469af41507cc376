"""The session in the path: every page under `/s/<sid>/` knows whose visit it is."""

from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, render_template, request

from foundation.identifiers import fingerprint
from lti_tool.shell.operations import NewVisit, find_visit, go_on
from lti_tool.shell.rules import LONGEST, Proof, Visit, page_token
from lti_tool.shell.tool import Tool

VISIT_PREFIX = "/s/<sid>"
"""Every blueprint of pages hangs below this."""


def tool() -> Tool:
    return cast("Tool", current_app.extensions["tool"])


def visit() -> Visit:
    """Whose visit this request belongs to; only under `/s/<sid>/`."""
    return cast("Visit", g.visit)


def page(template: str, **values: Any) -> str:
    """A whole page; what htmx renews in place, it takes out of it itself."""
    return render_template(template, **values)


def install_visits(app: Flask) -> None:
    """Take the sid out of every address under `/s/`, and put it back into every link."""
    app.url_value_preprocessor(_take_sid)
    app.url_defaults(_give_sid)
    app.before_request(_go_on_with_visit)
    app.context_processor(_for_templates)


def bind_browser(answer: Response, started: NewVisit) -> Response:
    """Give the browser the cookie that ties the visit to it, where it keeps one in a frame."""
    answer.set_cookie(
        started.visit.cookie_name,
        started.cookie,
        max_age=int(LONGEST.total_seconds()),
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
        path="/",
    )
    return answer


def _take_sid(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "sid" in values:
        g.sid = values.pop("sid")


def _give_sid(endpoint: str, values: dict[str, Any]) -> None:
    if "sid" in g and current_app.url_map.is_endpoint_expecting(endpoint, "sid"):
        values.setdefault("sid", g.sid)


def _go_on_with_visit() -> None:
    if "sid" not in g or request.endpoint is None:
        return
    at = tool().clock()
    found = find_visit(tool().database, g.sid, at)
    g.visit = go_on(tool().database, found, _proof_of(found), tool().secret, at)


def _proof_of(found: Visit) -> Proof:
    cookie = request.cookies.get(found.cookie_name)
    origin = request.headers.get("Origin")
    header = request.headers.get("Authorization", "").removeprefix("Bearer ")
    # our own Referrer-Policy makes browsers send "Origin: null" with plain forms
    foreign = origin not in (None, "null") and urlsplit(origin).netloc != request.host
    return Proof(
        method=request.method,
        cookie=fingerprint(cookie) if cookie else None,
        token=header or request.form.get("visit_token"),
        fetch_site=request.headers.get("Sec-Fetch-Site"),
        foreign_origin=foreign,
    )


def _for_templates() -> dict[str, Any]:
    """`visit_token` stands on every page and in every form; `visit` tells of frame and return."""
    if "visit" not in g:
        return {"visit": None, "visit_token": ""}
    return {"visit": g.visit, "visit_token": page_token(tool().secret, g.visit.id)}
