"""The tools that registered themselves with the academy; each waits until it is activated."""

import secrets
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
REQUIRED = (
    "response_types",
    "initiate_login_uri",
    "redirect_uris",
    "client_name",
    "jwks_uri",
    "token_endpoint_auth_method",
    TOOL,
)


@dataclass(frozen=True, slots=True)
class RegisteredTool:
    client_id: str
    deployment_id: str
    asked: dict[str, Any]
    active: bool = False

    @property
    def name(self) -> str:
        return str(self.asked["client_name"])

    @property
    def domain(self) -> str:
        return str(self.asked[TOOL]["domain"])


@dataclass
class ToolList:
    """`tokens`: which client id each unused registration token stands for."""

    known: dict[str, RegisteredTool] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def begin(self, tool_url: str) -> str:
        """A token that registers once; for a domain that is known it renews that tool."""
        domain = urlsplit(tool_url).netloc
        same = (one.client_id for one in self.known.values() if one.domain == domain)
        token = secrets.token_urlsafe(24)
        self.tokens[token] = next(same, secrets.token_hex(8))
        return token

    def fault_in(self, asked: Any) -> str | None:
        """What Moodle would say of it."""
        if not isinstance(asked, dict):
            return "not_an_object"
        missing = [name for name in REQUIRED if not asked.get(name)]
        if missing:
            return f"missing required attribute {missing[0]}"
        target = urlsplit(str(asked[TOOL].get("target_link_uri"))).netloc
        if asked[TOOL].get("domain") != target:
            return "domain_targetlinkuri_mismatch"
        return None if asked["response_types"] == ["id_token"] else "invalid_response_types"

    def keep(self, client_id: str, asked: dict[str, Any]) -> RegisteredTool:
        known = self.known.get(client_id)
        deployment = known.deployment_id if known else str(len(self.known) + 2)
        active = known.active if known else False
        self.known[client_id] = RegisteredTool(client_id, deployment, asked, active)
        return self.known[client_id]

    def activate(self, client_id: str) -> RegisteredTool:
        self.known[client_id] = replace(self.known[client_id], active=True)
        return self.known[client_id]
