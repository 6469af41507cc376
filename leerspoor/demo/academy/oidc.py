"""The academy confirms who clicked, publishes its keys and hands out access tokens."""

import json
import time
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from leerspoor.demo.academy.campus import Campus, PendingLaunch
from leerspoor.demo.academy.claims import GRADE_SCOPES, MEMBER_SCOPE, launch_claims
from leerspoor.demo.academy.session import account_here, campus

oidc = Blueprint("oidc", __name__)

KNOWN_SCOPES = frozenset({*GRADE_SCOPES, MEMBER_SCOPE})
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SLOWLY = 0.2
"""Seconds between two bytes of a slow answer."""


@oidc.route("/auth", methods=["GET", "POST"])
def auth() -> ResponseReturnValue:
    """Answer the tool's authentication request (LTI security framework §5.1.1.3)."""
    if account_here() is None and "repost" not in request.values:
        # Our Lax cookie may be missing because another site sent the browser here: ask again
        # from our own page, as Moodle does.
        values = {**request.values.to_dict(), "repost": "1"}
        return render_template("academy/post.html", action="/auth", values=values)
    if fault := _fault_in_request():
        return render_template("academy/invalid.html", fault=fault), 400
    launch = campus().launches.pop(_launch_id())
    token = _id_token(campus(), launch)
    values = {"id_token": token, "state": request.values.get("state", "")}
    return render_template(
        "academy/post.html", action=request.values["redirect_uri"], values=values
    )


def _fault_in_request() -> str | None:
    """What Moodle checks, in its order; a launch id serves once."""
    wanted = {"scope": "openid", "response_type": "id_token", "response_mode": "form_post"}
    sent, tool = request.values, campus().tool
    for name, value in wanted.items():
        if sent.get(name) != value:
            return f"{name} must be {value}"
    if sent.get("prompt", "none") != "none" or not sent.get("nonce"):
        return "prompt or nonce is wrong"
    if (
        sent.get("client_id") != tool.client_id
        or sent.get("redirect_uri") not in tool.redirect_uris
    ):
        return "client_id or redirect_uri is not registered"
    launch = campus().launches.get(_launch_id())
    account = account_here()
    if launch is None or account is None or launch.account != account:
        return "the launch is unknown or was used before"
    return None if sent.get("login_hint") == account.id else "login_hint is somebody else"


def _launch_id() -> str:
    try:
        hint = json.loads(request.values.get("lti_message_hint", ""))
    except ValueError:
        return ""
    return str(hint.get("launchid")) if isinstance(hint, dict) else ""


def _id_token(here: Campus, launch: PendingLaunch) -> str:
    nonce = request.values["nonce"]
    return here.keys.sign(launch_claims(here, launch.account, launch.activity, nonce))


@oidc.get("/jwks")
def jwks() -> ResponseReturnValue:
    published = campus().keys.published()
    match campus().mischief.keys_answer:
        case "down":
            return "out of order", 503
        case "html":
            return "<html>Onderhoud</html>"
        case "not-keys":
            return jsonify(["no", "keys"])
        case "redirect":
            return redirect("/elders")
        case "slow":
            return Response(_dripping(json.dumps(published)), mimetype="application/json")
    return jsonify(published)


def _dripping(text: str) -> Any:
    for letter in text:
        time.sleep(SLOWLY)
        yield letter


@oidc.post("/token")
def token() -> ResponseReturnValue:
    """Client credentials with a signed assertion (LTI security framework §4.1.1)."""
    if campus().mischief.access_answer == "down":
        return "out of order", 503
    fault = _fault_in_assertion()
    scopes = frozenset(request.form.get("scope", "").split()) & KNOWN_SCOPES
    if fault or not scopes:
        return jsonify(error="invalid_request", error_description=fault or "invalid_scope"), 400
    granted = {
        "access_token": campus().grant(scopes),
        "token_type": "Bearer",
        "expires_in": 3600,
        "scope": " ".join(sorted(scopes)),
    }
    # Moodle says text/html too; a good tool does not mind.
    return Response(json.dumps(granted), mimetype="text/html")


def _fault_in_assertion() -> str | None:
    form, here = request.form, campus()
    if form.get("grant_type") != "client_credentials":
        return "unsupported grant_type"
    if form.get("client_assertion_type") != ASSERTION_TYPE:
        return "unsupported client_assertion_type"
    try:
        keys = KeySet.import_key_set(here.http.get(here.tool.jwks_uri).json())
        claims = jwt.decode(form.get("client_assertion", ""), keys, ["RS256"]).claims
    except (JoseError, ValueError) as fault:
        return f"the assertion can't be read: {fault}"
    return _fault_in_claims(here, claims)


def _fault_in_claims(here: Campus, claims: dict[str, Any]) -> str | None:
    """A clock that runs ahead is not forgiven, as in Moodle."""
    if claims.get("iss") != here.tool.client_id or claims.get("sub") != claims.get("iss"):
        return "the assertion is from somebody else"
    if claims.get("aud") not in (here.issuer, here.issuer + "/token"):
        return "the assertion is for somebody else"
    if not claims.get("iat", 0) <= here.time().timestamp() <= claims.get("exp", 0):
        return "the assertion is not valid now"
    return None
