"""Picking for a course: the deep linking part of the certification guide (§6.2), and more."""

from typing import Any

from foundation.database import Database
from leerspoor.demo.academy import make_academy_app
from leerspoor.demo.academy.messages import CLAIM, DEEP_LINKING
from lti_tool.platforms.operations.add_platform import add_platform
from tests.conftest import FrozenClock
from tests.lti_tool.placements.course import Arrived, Course, claims_in, fields_in
from tests.lti_tool.platforms.surroundings import (
    ABSENT,
    ISSUER,
    TOOL_URL,
    code_on,
    registration,
)

ITEMS = DEEP_LINKING + "content_items"


def answered(course: Course, arrived: Arrived, *keys: str, **more: str) -> dict[str, Any]:
    """The claims of the response for what was picked."""
    page = arrived.post("/kies", kies=list(keys), **more)
    assert page.status_code == 200, page.text
    return claims_in(course, fields_in(page.text)["JWT"])


def test_the_seven_deep_linking_cases_of_the_guide(course: Course, clock: FrozenClock) -> None:
    arrived = course.asks_to_pick()
    assert arrived.path == "/kies", "1: the request is taken"

    page = arrived.post("/kies", kies=["leren"])
    assert f'action="{ISSUER}/lti/picked"' in page.text, "2: the response is posted there"
    token = fields_in(page.text)["JWT"]
    assert token.count(".") == 2, "3: it is a JWT in the field JWT"
    claims = claims_in(course, token)  # 5: signed with a key we publish
    now = clock().timestamp()
    assert claims["iat"] <= now < claims["exp"] <= now + 600, "4: its times hold"
    needed = {
        "iss": "leerspoor-demo",
        "aud": ISSUER,
        CLAIM + "message_type": "LtiDeepLinkingResponse",
        CLAIM + "version": "1.3.0",
        CLAIM + "deployment_id": "1",
    }
    assert {name: claims.get(name) for name in needed} == needed, "6: the required claims"
    assert claims["nonce"]
    assert claims[DEEP_LINKING + "data"] in course.academy.pickings

    taken = make_academy_app(course.academy).test_client().post("/lti/picked", data={"JWT": token})
    assert "In de cursus gezet" in taken.text, "7: the academy affirms"
    assert course.academy.links[-1].custom == {"leerspoor": "leren"}


def test_a_response_is_taken_once(course: Course) -> None:
    page = course.asks_to_pick().post("/kies", kies=["leren"])
    client = make_academy_app(course.academy).test_client()
    sent = {"JWT": fields_in(page.text)["JWT"]}

    assert client.post("/lti/picked", data=sent).status_code == 200
    assert client.post("/lti/picked", data=sent).status_code == 400


def test_several_are_picked_at_once_each_with_its_title_and_column(course: Course) -> None:
    module = course.offers()
    course.opens("trainer-01")
    session = course.meets(course.viewer("trainer-01"))
    keys = ["team", f"module.{module.id}", f"bijeenkomst.{session.id}"]

    claims = answered(course, course.asks_to_pick(), *keys)

    team, played, met = claims[ITEMS]
    assert team == {
        "type": "ltiResourceLink",
        "url": f"{TOOL_URL}/lti/launch",
        "title": "Voortgang van je team",
        "text": "Het dashboard van de eigen school.",
        "custom": {"leerspoor": "team"},
        "iframe": {"height": 600},
    }
    assert played["lineItem"] == {
        "label": "Scherpe lesdoelen",
        "scoreMaximum": 100,
        "resourceId": module.activity_iri,
        "tag": "leerspoor",
    }
    assert met["title"] == "Inchecken: Samen kijken"
    assert met["lineItem"]["resourceId"] == f"{TOOL_URL}/bijeenkomsten/{session.id}"


def test_the_goals_board_has_one_column_for_all_goals_that_leads_to_a_review(
    course: Course,
) -> None:
    (item,) = answered(course, course.asks_to_pick(), "leren")[ITEMS]

    assert item["lineItem"] == {
        "label": "Leerdoel geëvalueerd",
        "scoreMaximum": 100,
        "resourceId": f"{TOOL_URL}/leerdoelen/geevalueerd",
        "tag": "leerspoor",
        "submissionReview": {"reviewableStatus": ["Completed"]},
    }


def test_an_academy_that_takes_one_gets_one(course: Course) -> None:
    course.settings = {"accept_multiple": False}
    arrived = course.asks_to_pick()

    assert 'type="radio" name="kies"' in arrived.page.text
    refused = arrived.post("/kies", kies=["leren", "team"])
    assert refused.status_code == 422
    assert "De academie neemt één keuze tegelijk over." in refused.text


def test_columns_only_go_where_they_are_taken_and_wanted(
    course: Course, database: Database
) -> None:
    key = f"module.{course.offers().id}"
    course.settings = {"accept_lineitem": False}
    (item,) = answered(course, course.asks_to_pick(), key)[ITEMS]
    assert "lineItem" not in item

    course.settings = {}
    add_platform(database, registration(course.board, report_scores=False))
    (item,) = answered(course, course.asks_to_pick(), key)[ITEMS]
    assert "lineItem" not in item


def test_window_or_frame_is_asked_where_both_are_possible(course: Course) -> None:
    own = answered(course, course.asks_to_pick(), "leren", venster="eigen")[ITEMS]
    assert own[0]["window"] == {"targetName": "leerspoor"}
    assert "iframe" not in own[0]

    course.settings = {"accept_presentation_document_targets": ["window"]}
    arrived = course.asks_to_pick()
    assert "Hoe opent het?" not in arrived.words
    assert "window" in answered(course, arrived, "leren")[ITEMS][0]


def test_without_data_none_comes_back(course: Course) -> None:
    course.settings = {"data": None}

    assert DEEP_LINKING + "data" not in answered(course, course.asks_to_pick(), "leren")


def test_nothing_may_be_picked_too(course: Course) -> None:
    arrived = course.asks_to_pick()

    assert answered(course, arrived, niets="1")[ITEMS] == []
    assert "Kies eerst" in arrived.post("/kies").text


def test_the_policy_lets_the_form_go_to_the_academy_and_nowhere_else(course: Course) -> None:
    page = course.asks_to_pick().post("/kies", kies=["leren"])

    policy = page.headers["Content-Security-Policy"]
    assert f"form-action 'self' {ISSUER};" in policy


def test_who_was_not_asked_cannot_pick(course: Course) -> None:
    arrived = course.opens()

    assert arrived.get("/kies").status_code == 409
    assert arrived.post("/kies", kies=["leren"]).status_code == 409


def test_what_was_not_offered_cannot_be_picked(course: Course) -> None:
    arrived = course.asks_to_pick()

    for key in ("module.0190b0a0-0000-7000-8000-000000000000", "bestuur", "leren.1", "\x01"):
        assert arrived.post("/kies", kies=[key]).status_code == 422, key


REFUSED: tuple[tuple[Any, str], ...] = (
    (ABSENT, "deep-link-settings-missing"),
    ("none", "deep-link-settings-missing"),
    ({"deep_link_return_url": None}, "deep-link-return-missing"),
    ({"deep_link_return_url": "javascript:alert(1)"}, "deep-link-return-missing"),
    ({"accept_types": ["html"]}, "deep-link-type-refused"),
    ({"accept_types": "ltiResourceLink"}, "deep-link-type-refused"),
)


def test_a_request_that_does_not_hold_is_refused_with_its_reason(course: Course) -> None:
    browser = course.browser("trainer-01")
    good = {
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe"],
        "deep_link_return_url": f"{ISSUER}/lti/picked",
    }
    for settings, reason in REFUSED:
        asked = {**good, **settings} if isinstance(settings, dict) else settings
        claims = {DEEP_LINKING + "deep_linking_settings": asked, "resource_link": ABSENT}

        answer = browser.click().launch(message_type="LtiDeepLinkingRequest", **claims)

        assert code_on(answer) == reason
