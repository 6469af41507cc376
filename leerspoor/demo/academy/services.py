"""The academy's LTI services: keys, access tokens, names and roles."""

import json
import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from urllib.parse import urlencode

import httpx
from flask import Blueprint, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from leerspoor.demo.academy.academy import TOKEN_LASTS
from leerspoor.demo.academy.accounts import ACCOUNTS, Kind
from leerspoor.demo.academy.messages import AGS, COURSE, GROUPS_SCOPE, GROUPS_SERVICE, NRPS
from leerspoor.demo.academy.pages import academy

services = Blueprint("services", __name__, url_prefix="/lti")

PAGE = 10
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
MEMBERS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
GROUP_LIST = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json"
GROUPS = ("Onderbouw", "Middenbouw", "Bovenbouw")
Route = Callable[..., ResponseReturnValue]


def needs(scope: str) -> Callable[[Route], Route]:
    """Let in who carries an access token with this scope."""

    def guard(route: Route) -> Route:
        @wraps(route)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            token = request.headers.get("Authorization", "").removeprefix("Bearer ")
            if not academy().token_allows(token, scope):
                return jsonify(error="invalid_token"), 401
            return route(*args, **kwargs)

        return guarded

    return guard


@services.get("/certs")
def certs() -> ResponseReturnValue:
    mood, published = academy().mood, academy().keys.published()
    answers: dict[str, ResponseReturnValue] = {
        "down": ("<h1>Storing</h1>", 503),
        "html": "<h1>Onderhoud</h1>",
        "not-keys": '["no keys"]',
        "redirect": redirect("/elders"),
    }
    if mood.slow_keys:
        return Response(_dripping(json.dumps(published), mood.slow_keys))
    return answers.get(mood.broken_keys, jsonify(published))


def _dripping(text: str, pause: float) -> Iterator[str]:
    for letter in text:
        time.sleep(pause)
        yield letter


@services.post("/token")
def token() -> ResponseReturnValue:
    """Client credentials with a signed assertion (security framework §4.1)."""
    form = request.form
    if academy().mood.refuse_tokens:
        return "<h1>Storing</h1>", academy().mood.refuse_tokens
    if form.get("grant_type") != "client_credentials":
        return jsonify(error="unsupported_grant_type"), 400
    if form.get("client_assertion_type") != ASSERTION or not _is_ours(form):
        return jsonify(error="invalid_client"), 400
    scopes = frozenset(form.get("scope", "").split())
    if not scopes or any(not scope.startswith((AGS, NRPS, GROUPS_SERVICE)) for scope in scopes):
        return jsonify(error="invalid_scope"), 400
    granted = {
        "access_token": academy().grant_token(scopes),
        "token_type": "Bearer",
        "expires_in": TOKEN_LASTS,
        "scope": " ".join(sorted(scopes)),
    }
    # as Moodle labels it; a good tool does not mind
    return Response(json.dumps(granted), mimetype="text/html")


def _is_ours(form: Any) -> bool:
    """Whether the tool that we know signed this; like Moodle we allow no skew of its clock."""
    try:
        keys = academy().http.get(f"{academy().tool_url}/lti/jwks").json()
        assertion = form.get("client_assertion", "")
        claims = jwt.decode(assertion, KeySet.import_key_set(keys), ["RS256"]).claims
    except (JoseError, httpx.HTTPError, ValueError):
        return False
    ids = {claims.get("iss"), claims.get("sub")}
    for_us = claims.get("aud") in (academy().url, f"{academy().url}/lti/token")
    in_time = claims.get("iat", 0) <= academy().now() < claims.get("exp", 0)
    return ids == {academy().client_id} and for_us and in_time


@services.get("/memberships")
@needs(f"{NRPS}scope/contextmembership.readonly")
def memberships() -> Response:
    """Names and roles, ten per page, with short role names as Moodle sends them."""
    wished = request.args.get("role")
    everybody = [
        account
        for account in ACCOUNTS.values()
        if account.kind is not Kind.BOARD and wished in (None, account.role)
    ]
    start, limit = page_asked(PAGE)
    answer = jsonify(
        id=request.base_url,
        context={key: COURSE[key] for key in ("id", "label", "title")},
        members=[_member(account) for account in everybody[start : start + limit]],
    )
    if start + limit < len(everybody):  # as in Moodle the way to the next page forgets the role
        following = f"{request.base_url}?{urlencode({'limit': limit, 'from': start + limit})}"
        answer.headers["Link"] = f'<{following}>; rel="next"'
    answer.mimetype = MEMBERS
    return answer


@services.get("/groups")
@needs(GROUPS_SCOPE)
def groups() -> Response:
    """The groups of the course, two per page (LTI course groups service §4.1)."""
    start, limit = page_asked(2)
    answer = jsonify(
        id=request.base_url,
        groups=[
            {"id": str(number), "name": name}
            for number, name in enumerate(GROUPS[start : start + limit], start)
        ],
    )
    if start + limit < len(GROUPS):
        answer.headers["Link"] = f"<{request.base_url}?from={start + limit}>; rel=next"
    answer.mimetype = GROUP_LIST
    return answer


def page_asked(otherwise: int) -> tuple[int, int]:
    """From which, and how many."""
    start, limit = request.args.get("from", 0, int), request.args.get("limit", otherwise, int)
    return max(0, start), max(1, limit)


def _member(account: Any) -> dict[str, Any]:
    names = {"name": account.name, "email": account.email} if academy().mood.share_names else {}
    return {"status": "Active", "roles": [account.role], "user_id": account.id, **names}
