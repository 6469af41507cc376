"""How tools register themselves with the academy (LTI dynamic registration 1.0), as in Moodle."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from leerspoor.demo.academy.messages import AGS, NRPS
from leerspoor.demo.academy.pages import academy, refused
from leerspoor.demo.academy.tools import TOOL

registering = Blueprint("registering", __name__)

PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
SCOPES = [
    *(f"{AGS}scope/{one}" for one in ("lineitem", "lineitem.readonly", "result.readonly", "score")),
    f"{NRPS}scope/contextmembership.readonly",
]


@registering.get("/.well-known/openid-configuration")
def configuration() -> ResponseReturnValue:
    url = academy().url
    return jsonify(
        {
            "issuer": url,
            "authorization_endpoint": f"{url}/lti/auth",
            "token_endpoint": f"{url}/lti/token",
            "jwks_uri": f"{url}/lti/certs",
            "registration_endpoint": f"{url}/lti/registrations",
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["id_token"],
            "scopes_supported": ["openid", *SCOPES],
            "claims_supported": ["sub", "iss", "name", "given_name", "family_name", "email"],
            PLATFORM: {
                "product_family_code": "moodle",
                "version": "4.5 (demo)",
                "messages_supported": [
                    {"type": "LtiResourceLinkRequest"},
                    {"type": "LtiDeepLinkingRequest", "placements": ["ContentArea"]},
                ],
                "variables": [],
            },
        }
    )


@registering.post("/lti/registrations")
def register() -> ResponseReturnValue:
    """A token serves once, also where what was asked is refused."""
    tools = academy().tools
    asked: Any = request.get_json(silent=True)
    client_id = tools.tokens.pop(
        request.headers.get("Authorization", "").removeprefix("Bearer "), ""
    )
    if not client_id:
        return jsonify(error="token_already_used"), 401
    if academy().mood.refuse_registrations:
        return "<h1>Storing</h1>", academy().mood.refuse_registrations
    if fault := tools.fault_in(asked):
        return jsonify(error=fault), 400
    made = tools.keep(client_id, asked)
    configured = {**asked[TOOL], "deployment_id": made.deployment_id}
    return jsonify({**asked, "client_id": client_id, TOOL: configured})


@registering.get("/tools")
def list_tools() -> ResponseReturnValue:
    """The administrator's page: which tools there are, and a field for a registration link."""
    return render_template("academy/tools.html", academy=academy(), tools=academy().tools.known)


@registering.post("/tools")
def add() -> ResponseReturnValue:
    """Open the tool's link in a frame, as Moodle does."""
    link = request.form.get("link", "").strip()
    if not link.startswith(academy().tool_url):
        return refused("Deze academie kent maar één gereedschap: dat van de demo.")
    sent = {
        "openid_configuration": f"{academy().url}{url_for('registering.configuration')}",
        "registration_token": academy().tools.begin(academy().tool_url),
    }
    return render_template(
        "academy/register.html", academy=academy(), address=f"{link}?{urlencode(sent)}"
    )


@registering.post("/tools/<client_id>/activate")
def activate(client_id: str) -> ResponseReturnValue:
    if client_id not in academy().tools.known:
        return refused("Dit gereedschap is hier niet bekend.")
    academy().activate(client_id)
    return redirect(url_for("registering.list_tools"), 303)
