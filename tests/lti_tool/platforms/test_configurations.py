"""What academies say of themselves, in the words of those we know, and what we ask of them."""

from pathlib import Path
from typing import Any

import pytest

from lti_tool.platforms.rules.configurations import PLATFORM, read_configuration
from lti_tool.platforms.rules.obstacles import NotRegistered, Obstacle
from lti_tool.platforms.rules.tool_registrations import (
    TOOL,
    read_answer,
    registration_request,
)

DOCS = Path(__file__).parents[3] / "docs" / "academies.md"
HERE = "https://leren.example/mod/lti/openid-configuration.php"
MOODLE: dict[str, Any] = {
    "issuer": "https://leren.example",
    "authorization_endpoint": "https://leren.example/mod/lti/auth.php",
    "token_endpoint": "https://leren.example/mod/lti/token.php",
    "jwks_uri": "https://leren.example/mod/lti/certs.php",
    "registration_endpoint": "https://leren.example/mod/lti/openid-registration.php",
    "scopes_supported": ["https://purl.imsglobal.org/spec/lti-ags/scope/score", "openid"],
    PLATFORM: {
        "product_family_code": "moodle",
        "messages_supported": ["LtiResourceLink", "LtiDeepLinkingRequest"],
    },
}
CANVAS_HERE = "https://school.instructure.com/api/lti/security/openid-configuration"
CANVAS: dict[str, Any] = {
    "issuer": "https://canvas.instructure.com",
    "authorization_endpoint": "https://sso.canvaslms.com/api/lti/authorize_redirect",
    "token_endpoint": "https://sso.canvaslms.com/login/oauth2/token",
    "jwks_uri": "https://sso.canvaslms.com/api/lti/security/jwks",
    "registration_endpoint": "https://canvas.school.example/api/lti/registrations",
    "scopes_supported": [],
    PLATFORM: {
        "product_family_code": "canvas",
        "https://canvas.instructure.com/lti/account_name": "Stichting Leren",
        "messages_supported": [
            {
                "type": "LtiResourceLinkRequest",
                "placements": ["account_navigation", "course_navigation"],
            },
            {
                "type": "LtiDeepLinkingRequest",
                "placements": ["link_selection", "editor_button", "homework_submission"],
            },
        ],
    },
}


def test_moodle_is_asked_what_it_offers() -> None:
    platform = read_configuration(MOODLE, HERE)

    asked = registration_request("https://leerspoor.example", platform)

    assert (platform.product, platform.name) == ("moodle", "leren.example")
    assert asked["scope"] == "https://purl.imsglobal.org/spec/lti-ags/scope/score"
    assert asked[TOOL]["domain"] == "leerspoor.example"
    assert [one["type"] for one in asked[TOOL]["messages"]] == [
        "LtiResourceLinkRequest",
        "LtiDeepLinkingRequest",
    ]


def test_canvas_speaks_for_its_cloud_and_gets_its_placements() -> None:
    platform = read_configuration(CANVAS, CANVAS_HERE)

    asked = registration_request("https://leerspoor.example", platform)

    assert platform.name == "Stichting Leren"
    assert [one["placements"] for one in asked[TOOL]["messages"]] == [
        ["course_navigation"],
        ["link_selection", "editor_button"],
    ]


def test_in_a_cloud_the_keys_are_the_clouds_own() -> None:
    forged = {**CANVAS, "jwks_uri": "https://evil.example/jwks"}

    with pytest.raises(NotRegistered, match="issuer-elsewhere"):
        read_configuration(forged, CANVAS_HERE)


@pytest.mark.parametrize(
    ("changes", "obstacle", "place"),
    [
        ({"issuer": "https://ander.example"}, Obstacle.ISSUER_ELSEWHERE, "ander.example"),
        (
            {"issuer": "https://canvas.instructure.com"},
            Obstacle.ISSUER_ELSEWHERE,
            "canvas.instructure.com",
        ),
        (
            {"registration_endpoint": "https://leren.example.evil.example/x"},
            Obstacle.REGISTRATION_ELSEWHERE,
            "leren.example.evil.example",
        ),
        (
            {"registration_endpoint": "https://leren.example:8443/x"},
            Obstacle.REGISTRATION_ELSEWHERE,
            "leren.example:8443",
        ),
        ({"jwks_uri": "http://leren.example/x"}, Obstacle.CONFIGURATION_INCOMPLETE, "jwks_uri"),
        ({"jwks_uri": None}, Obstacle.CONFIGURATION_INCOMPLETE, "jwks_uri"),
        ({"token_endpoint": 5}, Obstacle.CONFIGURATION_INCOMPLETE, "token_endpoint"),
        ({"issuer": "https://leren.example/" + "x" * 300}, Obstacle.CONFIGURATION_INCOMPLETE, ""),
        ({"id_token_signing_alg_values_supported": ["ES256"]}, Obstacle.SIGNING_UNSUITED, ""),
        ({"id_token_signing_alg_values_supported": "RS256"}, Obstacle.SIGNING_UNSUITED, ""),
        ({"name": "\x00"}, Obstacle.CONFIGURATION_MALFORMED, ""),
    ],
)
def test_a_configuration_that_does_not_hold_says_why(
    changes: dict[str, Any], obstacle: Obstacle, place: str
) -> None:
    with pytest.raises(NotRegistered) as refused:
        read_configuration({**MOODLE, **changes}, HERE)

    assert refused.value.reason is obstacle
    assert refused.value.place.startswith(place)


@pytest.mark.parametrize("raw", [None, [], "x", 5, True])
def test_what_is_no_object_is_no_configuration(raw: Any) -> None:
    with pytest.raises(NotRegistered, match="configuration-malformed"):
        read_configuration(raw, HERE)


@pytest.mark.parametrize("odd", [None, 5, "x", [None, 5, {"type": 5}], {"messages_supported": 5}])
def test_odd_optional_parts_are_left_out(odd: Any) -> None:
    platform = read_configuration(
        {**MOODLE, "scopes_supported": odd, "claims_supported": odd, PLATFORM: odd}, HERE
    )

    assert platform.placements == {}
    assert platform.product == ""


@pytest.mark.parametrize("raw", [None, [], {}, {"client_id": 5}, {"client_id": ""}])
def test_an_answer_without_a_name_for_us_is_none(raw: Any) -> None:
    with pytest.raises(NotRegistered, match="registration-unnamed"):
        read_answer(raw)


@pytest.mark.parametrize("configured", [None, 5, {}, {"deployment_id": 5}])
def test_a_deployment_may_come_later(configured: Any) -> None:
    assert read_answer({"client_id": "c", TOOL: configured}).deployment_id is None


def test_every_obstacle_is_explained_in_the_docs() -> None:
    told = DOCS.read_text(encoding="utf-8")

    missing = [one.code for one in Obstacle if f"| `{one.code}` | {one.value} |" not in told]
    assert missing == []
