"""Let a trainer pick something from the tool for the course (deep linking 2.0)."""

from typing import Any

import httpx
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from leerspoor.demo.academy.messages import CLAIM, COURSE, DEEP_LINKING
from leerspoor.demo.academy.pages import PICKING, academy, refused, who

picking = Blueprint("picking", __name__)


@picking.get("/course/pick")
def dialog() -> ResponseReturnValue:
    """The tool in a dialog of the size that Moodle gives it."""
    account = who()
    if account is None:
        return redirect(url_for("academy.front"), 303)
    return render_template(
        "academy/dialog.html", academy=academy(), who=account, course=COURSE, link_id=PICKING
    )


@picking.post("/lti/picked")
def picked() -> ResponseReturnValue:
    """Take what was picked (§4.5); who picked is known by the `data` that comes back."""
    claims = _claims(request.form.get("JWT", ""))
    fault = "Het antwoord is niet goed ondertekend." if claims is None else _fault_in(claims)
    if claims is None or fault:
        return refused(fault)
    items = claims[DEEP_LINKING + "content_items"]
    for item in items:
        academy().add_link(item["title"], dict(item.get("custom", {})))
        if "lineItem" in item:
            academy().add_line_item(f"{academy().url}/lti/lineitems", item["lineItem"])
    return render_template("academy/picked.html", academy=academy(), items=items)


def _claims(token: str) -> dict[str, Any] | None:
    try:
        keys = academy().http.get(f"{academy().tool_url}/lti/jwks").json()
        return dict(jwt.decode(token, KeySet.import_key_set(keys), ["RS256"]).claims)
    except (JoseError, httpx.HTTPError, ValueError):
        return None


def _fault_in(claims: dict[str, Any]) -> str:
    """What is wrong with a response, or nothing."""
    expected = {
        "iss": academy().client_id,
        "aud": academy().url,
        CLAIM + "message_type": "LtiDeepLinkingResponse",
        CLAIM + "version": "1.3.0",
        CLAIM + "deployment_id": academy().deployment_id,
    }
    wrong = [name for name, value in expected.items() if claims.get(name) != value]
    if not claims.get("nonce") or not claims["iat"] <= academy().now() < claims["exp"]:
        wrong.append("nonce, iat of exp")
    known = claims.get(DEEP_LINKING + "data")
    if known not in academy().pickings:
        wrong.append("data")
    if wrong:
        return "Het gereedschap antwoordde verkeerd: " + ", ".join(wrong)
    academy().pickings.discard(known)
    return ""
