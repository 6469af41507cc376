"""What an academy says of itself, checked in a row (LTI dynamic registration 1.0 §3.4 and §3.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lti_tool.platforms.rules.addresses import is_secure
from lti_tool.platforms.rules.obstacles import Obstacle, need
from lti_tool.platforms.rules.tokens import ALGORITHM, is_storable

PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
ACCOUNT_NAME = "https://canvas.instructure.com/lti/account_name"
ADDRESSES = (
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "jwks_uri",
    "registration_endpoint",
)
MAX_ID = 255

CLOUDS = {
    # an issuer that many academies share → the hosts on which they may speak for it
    "canvas.instructure.com": (".instructure.com", ".canvaslms.com"),
    "canvas.beta.instructure.com": (".instructure.com", ".canvaslms.com"),
    "canvas.test.instructure.com": (".instructure.com", ".canvaslms.com"),
}


@dataclass(frozen=True, slots=True)
class PlatformConfiguration:
    """`placements`: per message the places in the academy that it offers us.

    `claims` is empty when the academy does not say which it has.
    """

    fetched_from: str
    issuer: str
    auth_url: str
    token_url: str
    jwks_url: str
    registration_url: str
    scopes: frozenset[str]
    claims: frozenset[str]
    placements: Mapping[str, frozenset[str]]
    product: str
    name: str


def read_configuration(raw: Any, fetched_from: str) -> PlatformConfiguration:
    """Raises NotRegistered."""
    need(isinstance(raw, dict) and is_storable(raw), Obstacle.CONFIGURATION_MALFORMED)
    for name in ADDRESSES:
        need(is_secure(raw.get(name)), Obstacle.CONFIGURATION_INCOMPLETE, name)
    need(len(raw["issuer"]) <= MAX_ID, Obstacle.CONFIGURATION_INCOMPLETE, "issuer")
    algorithms = raw.get("id_token_signing_alg_values_supported", [ALGORITHM])
    need(isinstance(algorithms, list) and ALGORITHM in algorithms, Obstacle.SIGNING_UNSUITED)
    _check_hosts(raw, fetched_from)
    return _configuration(raw, fetched_from)


def _check_hosts(raw: Mapping[str, Any], fetched_from: str) -> None:
    """Only its own host speaks for an academy, and only there the registration goes.

    In a cloud the issuer is shared, so there also the keys must be the cloud's own.
    """
    here, issuing = _host(fetched_from), _host(raw["issuer"])
    cloud = CLOUDS.get(issuing, ())
    shared = bool(cloud) and here.endswith(cloud)
    need(here == issuing or shared, Obstacle.ISSUER_ELSEWHERE, issuing)
    if shared:
        keys = _host(raw["jwks_uri"])
        need(keys.endswith(cloud), Obstacle.ISSUER_ELSEWHERE, keys)
    else:
        there = _host(raw["registration_endpoint"])
        need(there == here, Obstacle.REGISTRATION_ELSEWHERE, there)


def _configuration(raw: Mapping[str, Any], fetched_from: str) -> PlatformConfiguration:
    platform = raw.get(PLATFORM)
    described = platform if isinstance(platform, dict) else {}
    return PlatformConfiguration(
        fetched_from=fetched_from,
        issuer=raw["issuer"],
        auth_url=raw["authorization_endpoint"],
        token_url=raw["token_endpoint"],
        jwks_url=raw["jwks_uri"],
        registration_url=raw["registration_endpoint"],
        scopes=_texts(raw.get("scopes_supported")),
        claims=_texts(raw.get("claims_supported")),
        placements=_placements(described.get("messages_supported")),
        product=_text(described.get("product_family_code")).lower(),
        name=_text(described.get(ACCOUNT_NAME)) or _host(fetched_from),
    )


def _placements(messages: Any) -> dict[str, frozenset[str]]:
    """A message is named by a text (Moodle, once) or described by an object."""
    found = {}
    for one in messages if isinstance(messages, list) else ():
        if isinstance(one, str):
            found[one] = frozenset[str]()
        elif isinstance(one, dict) and isinstance(one.get("type"), str):
            found[one["type"]] = _texts(one.get("placements"))
    return found


def _texts(value: Any) -> frozenset[str]:
    found = value if isinstance(value, list) else ()
    return frozenset(text for text in found if isinstance(text, str))


def _text(value: Any) -> str:
    return value.strip()[:MAX_ID] if isinstance(value, str) else ""


def _host(address: str) -> str:
    """`host[:port]`, as it stands in the address."""
    return urlsplit(address).netloc.lower().removesuffix(":443")
