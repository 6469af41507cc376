"""The token endpoint of OAuth 2.0, for systems that push that way (RFC 6749 §4.4 and §5)."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote_plus

from flask import Blueprint, Request, Response, request

from foundation.problems import Problem
from foundation.web.answers import headers_of
from lrs.operations.issue_token import Issued, issue_token
from lrs.operations.record_store import RecordStore
from lrs.rules.problems import ClashingParameters, CredentialMissing, GrantRejected
from lrs.web.answers import json_answer
from lrs.web.exchange import FORM, basic_pair, each_once, read_body

GRANT = "client_credentials"
LARGEST_FORM = 16 * 1024
MOST_FIELDS = 20
NOT_STORED = {"Cache-Control": "no-store", "Pragma": "no-cache"}

_CODES = {
    HTTPStatus.UNAUTHORIZED: "invalid_client",
    HTTPStatus.FORBIDDEN: "unauthorized_client",
    HTTPStatus.TOO_MANY_REQUESTS: "temporarily_unavailable",
    HTTPStatus.SERVICE_UNAVAILABLE: "temporarily_unavailable",
}
_UNSAID = re.compile(r"[^ !#-\[\]-~]")
"""What may not stand in an `error_description` (RFC 6749 §5.2)."""


def token_blueprint(store: RecordStore) -> Blueprint:
    """To be mounted beside xAPI, as `/oauth`."""
    blueprint = Blueprint("oauth", __name__)

    @blueprint.post("/token")
    def token() -> Response:
        form = _read_form(request)
        key, secret = _client(request, form)
        return _issued_answer(issue_token(store, key, secret, form.get("scope")))

    blueprint.register_error_handler(Problem, _problem_answer)
    blueprint.after_request(_not_stored)
    return blueprint


def _read_form(request: Request) -> Mapping[str, str]:
    """Unknown parameters are left, and one without a value is none (RFC 6749 §3.2)."""
    if request.mimetype != FORM:
        raise GrantRejected(error="invalid_request", reason=f"The body must be {FORM}.")
    body = read_body(request, LARGEST_FORM).decode("utf-8", "replace")
    try:
        form = each_once(parse_qsl(body, max_num_fields=MOST_FIELDS))
    except ValueError as fault:
        reason = f"The body has more than {MOST_FIELDS} fields."
        raise GrantRejected(error="invalid_request", reason=reason) from fault
    if "grant_type" not in form:
        raise GrantRejected(error="invalid_request", reason="The field grant_type is required.")
    if form["grant_type"] != GRANT:
        raise GrantRejected(error="unsupported_grant_type", reason=f"grant_type must be {GRANT}.")
    return form


def _client(request: Request, form: Mapping[str, str]) -> tuple[str, str]:
    """By Basic or by two fields of the form, never by both (RFC 6749 §2.3.1)."""
    shown = request.headers.get("Authorization")
    if shown is None:
        if "client_id" not in form or "client_secret" not in form:
            raise CredentialMissing
        return form["client_id"], form["client_secret"]
    if "client_secret" in form:
        raise ClashingParameters(names="Authorization, client_secret")
    kind, _, pair = shown.partition(" ")
    if kind.lower() != "basic":
        raise CredentialMissing
    key, secret = basic_pair(pair)
    return unquote_plus(key), unquote_plus(secret)


def _issued_answer(issued: Issued) -> Response:
    return json_answer(
        {
            "access_token": issued.token,
            "token_type": "Bearer",
            "expires_in": issued.seconds,
            "scope": " ".join(issued.scopes),
        }
    )


def _problem_answer(problem: Problem) -> Response:
    """`{"error": "invalid_scope", "error_description": "…"}`."""
    known = _CODES.get(HTTPStatus(problem.status), "invalid_request")
    error = problem.details.get("error", known)
    said = {"error": error, "error_description": _UNSAID.sub("?", problem.message)}
    is_forbidden = problem.status == HTTPStatus.FORBIDDEN
    answer = json_answer(said, HTTPStatus.BAD_REQUEST if is_forbidden else problem.status)
    answer.headers.update(headers_of(problem))
    if error == "invalid_client":
        answer.headers["WWW-Authenticate"] = 'Basic realm="xapi"'
    return answer


def _not_stored(answer: Response) -> Response:
    answer.headers.update(NOT_STORED)
    return answer
