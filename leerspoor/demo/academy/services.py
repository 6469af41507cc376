"""The academy's LTI services: keys, access tokens, names and roles, grades."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import datetime
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
from leerspoor.demo.academy.messages import AGS, COURSE, NRPS
from leerspoor.demo.academy.pages import academy

services = Blueprint("services", __name__, url_prefix="/lti")

PAGE = 10
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
MEMBERS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
SCORE = "application/vnd.ims.lis.v1.score+json"
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
    if not scopes or any(not scope.startswith((AGS, NRPS)) for scope in scopes):
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
    everybody = [account for account in ACCOUNTS.values() if account.kind is not Kind.BOARD]
    start = request.args.get("from", 0, int)
    answer = jsonify(
        id=request.base_url,
        context={key: COURSE[key] for key in ("id", "label", "title")},
        members=[_member(account) for account in everybody[start : start + PAGE]],
    )
    if start + PAGE < len(everybody):
        following = f"{request.base_url}?{urlencode({'from': start + PAGE})}"
        answer.headers["Link"] = f'<{following}>; rel="next"'
    answer.mimetype = MEMBERS
    return answer


def _member(account: Any) -> dict[str, Any]:
    names = {"name": account.name, "email": account.email} if academy().mood.share_names else {}
    return {"status": "Active", "roles": [account.role], "user_id": account.id, **names}


@services.get("/lineitems")
@needs(f"{AGS}scope/lineitem")
def list_line_items() -> Response:
    wished = {name: request.args[name] for name in ("tag", "resource_id") if name in request.args}
    names = {"tag": "tag", "resource_id": "resourceId"}
    return jsonify(
        [
            item
            for item in academy().line_items.values()
            if all(item.get(names[name]) == value for name, value in wished.items())
        ]
    )


@services.post("/lineitems")
@needs(f"{AGS}scope/lineitem")
def add_line_item() -> ResponseReturnValue:
    raw = request.get_json(force=True, silent=True)
    if not isinstance(raw, dict) or not raw.get("label") or not raw.get("scoreMaximum"):
        return jsonify(error="label and scoreMaximum are required"), 400
    number = str(len(academy().line_items) + 1)
    item = {**raw, "id": f"{request.base_url}/{number}/lineitem"}
    academy().line_items[number] = item
    return jsonify(item), 201


@services.post("/lineitems/<number>/lineitem/scores")
@needs(f"{AGS}scope/score")
def take_score(number: str) -> ResponseReturnValue:
    """A score; within one second or back in time it is a conflict, as in Moodle."""
    if academy().mood.refuse_scores:
        return "<h1>Storing</h1>", academy().mood.refuse_scores
    raw = request.get_json(force=True, silent=True)
    if number not in academy().line_items or not isinstance(raw, dict):
        return jsonify(error="unknown line item"), 404
    needed = ("userId", "timestamp", "activityProgress", "gradingProgress")
    if request.mimetype != SCORE or any(not raw.get(name) for name in needed):
        return jsonify(error="not a score"), 400
    before = academy().scores.get((number, raw["userId"]))
    if before and _second(raw) <= _second(before):
        return jsonify(error="older than what we have"), 409
    academy().scores[number, raw["userId"]] = raw
    return "", 200


def _second(score: dict[str, Any]) -> int:
    return int(datetime.fromisoformat(score["timestamp"]).timestamp())


@services.get("/lineitems/<number>/lineitem/results")
@needs(f"{AGS}scope/result.readonly")
def results(number: str) -> Response:
    return jsonify(
        [
            {
                "id": f"{request.base_url}/{user}",
                "userId": user,
                "resultScore": score.get("scoreGiven"),
                "resultMaximum": score.get("scoreMaximum"),
                "scoreOf": academy().line_items[number]["id"],
            }
            for (item, user), score in academy().scores.items()
            if item == number
        ]
    )
