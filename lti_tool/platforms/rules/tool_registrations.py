"""What we ask an academy to register, and what it answers (dynamic registration 1.0 §3.6)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lti_tool.platforms.rules.configurations import MAX_ID, PlatformConfiguration
from lti_tool.platforms.rules.groups import SCOPE as GROUPS_SCOPE
from lti_tool.platforms.rules.obstacles import Obstacle, need
from lti_tool.platforms.rules.services import LINE_ITEM_SCOPE, MEMBERS_SCOPE, SCORE_SCOPE
from lti_tool.platforms.rules.tokens import is_storable

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
NAME = "Leerspoor"
DESCRIPTION = "Wat leerkrachten leren, bij hun eigen doelen."

SCOPES = (LINE_ITEM_SCOPE, SCORE_SCOPE, MEMBERS_SCOPE)
WANTED_SCOPES = (*SCOPES, GROUPS_SCOPE)
"""Few academies know groups; a test of the connection does not ask for them."""

CLAIMS = ("iss", "sub", "name", "given_name", "family_name", "email", "locale")
"""Names are shown, an e-mail address only recognises pushes; an academy may keep both."""

RESOURCE_LINK, DEEP_LINKING = "LtiResourceLinkRequest", "LtiDeepLinkingRequest"
WISHES = {
    # message → the placements we would like; Canvas shows a tool nowhere without one
    RESOURCE_LINK: ("course_navigation",),
    DEEP_LINKING: ("ContentArea", "link_selection", "assignment_selection", "editor_button"),
}


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    """What an academy wants to know of us, whoever fills it in."""

    launch: str
    login: str
    keys: str
    icon: str

    @property
    def domain(self) -> str:
        """With its port: Moodle compares it with the host of the target link."""
        return urlsplit(self.launch).netloc


def own_addresses(tool_url: str) -> OwnAddresses:
    return OwnAddresses(
        launch=f"{tool_url}/lti/launch",
        login=f"{tool_url}/lti/login",
        keys=f"{tool_url}/lti/jwks",
        icon=f"{tool_url}/static/icon.svg",
    )


@dataclass(frozen=True, slots=True)
class RegistrationAnswer:
    client_id: str
    deployment_id: str | None


def registration_request(tool_url: str, platform: PlatformConfiguration) -> dict[str, Any]:
    """The JSON that is posted to the academy."""
    own = own_addresses(tool_url)
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": own.login,
        "redirect_uris": [own.launch],
        "client_name": NAME,
        "jwks_uri": own.keys,
        "logo_uri": own.icon,
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join(scope for scope in WANTED_SCOPES if scope in platform.scopes),
        TOOL: {
            "domain": own.domain,
            "description": DESCRIPTION,
            "target_link_uri": own.launch,
            "custom_parameters": {},
            "claims": [one for one in CLAIMS if one in (platform.claims or CLAIMS)],
            "messages": [_message(own, platform, kind) for kind in WISHES],
        },
    }


def _message(own: OwnAddresses, platform: PlatformConfiguration, kind: str) -> dict[str, Any]:
    """Placements only where the academy says that it has them."""
    offered = platform.placements.get(kind, frozenset())
    placements = [place for place in WISHES[kind] if place in offered]
    placed = {"placements": placements} if placements else {}
    return {"type": kind, "target_link_uri": own.launch, "label": NAME, **placed}


def read_answer(raw: Any) -> RegistrationAnswer:
    """Who we are to the academy, and the deployment where it made one at once."""
    client_id = raw.get("client_id") if isinstance(raw, dict) else None
    need(_is_id(client_id), Obstacle.REGISTRATION_UNNAMED)
    configured = raw.get(TOOL)
    deployment = configured.get("deployment_id") if isinstance(configured, dict) else None
    return RegistrationAnswer(str(client_id), str(deployment) if _is_id(deployment) else None)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_ID and is_storable(value)
