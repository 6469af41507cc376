"""Submission review, the data privacy launch, the way back, and the language of the academy."""

from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from leerspoor.demo.academy import ACCOUNTS
from leerspoor.demo.academy.messages import privacy_claims
from lti_tool.goals.operations import NewGoal, share_goal, start_goal
from lti_tool.goals.rules import GoalParts, ShareWish
from lti_tool.people.rules import Audience
from tests.lti_tool.placements.course import Arrived, Course
from tests.lti_tool.platforms.surroundings import ABSENT, ISSUER, TOOL_URL, code_on

FOR_USER = "https://purl.imsglobal.org/spec/lti/claim/for_user"


def reviews(course: Course, about: str, account: str = "trainer-01") -> Arrived:
    claims: dict[str, Any] = {
        "message_type": "LtiSubmissionReviewRequest",
        FOR_USER: {"user_id": about},
    }
    return course.sends(account, **claims)


def goal_of(course: Course, account: str, what: str) -> UUID:
    return start_goal(course.product.tool, course.viewer(account), NewGoal(GoalParts(what))).id


def test_a_reviewer_sees_what_was_shared_with_her_and_nothing_else(course: Course) -> None:
    course.opens("leraar-01")
    course.opens("trainer-01")
    shown = goal_of(course, "leraar-01", "vraag door")
    goal_of(course, "leraar-01", "houd dit voor mij")
    wish = ShareWish(Audience.PERSON, course.viewer("trainer-01").person_id)
    share_goal(course.product.tool, course.viewer("leraar-01"), shown, wish)

    arrived = reviews(course, "leraar-01")

    assert arrived.path == "/ingeleverd"
    assert "Wat Sanne de Vries met jou deelt" in arrived.words
    assert "vraag door" in arrived.words
    assert "houd dit voor mij" not in arrived.words
    assert arrived.get(f"/doelen/{shown}").status_code == 200


def test_who_shares_nothing_or_never_came_is_not_named(course: Course) -> None:
    course.opens("leraar-02")

    for about in ("leraar-02", "leraar-09", "nobody"):
        arrived = reviews(course, about)
        assert "Hier is niets met jou gedeeld" in arrived.words
        assert "Youssef" not in arrived.words


def test_ones_own_work_is_ones_own_board(course: Course) -> None:
    assert reviews(course, "leraar-01", "leraar-01").path == "/welkom"


def test_a_review_of_nobody_is_refused(course: Course) -> None:
    browser = course.browser("trainer-01")
    for claim in (ABSENT, "leraar-01", {}, {"user_id": 5}):
        claims: dict[str, Any] = {FOR_USER: claim}
        answer = browser.click().launch(message_type="LtiSubmissionReviewRequest", **claims)
        assert code_on(answer) == "for-user-missing"
    without_link = browser.click().launch(
        message_type="LtiSubmissionReviewRequest", resource_link=ABSENT
    )
    assert code_on(without_link) == "resource-link-missing"


def test_a_data_privacy_launch_tells_what_is_kept_and_leads_to_taking_it_along(
    course: Course,
) -> None:
    for name in ("LtiDataPrivacyLaunchRequest", "DataPrivacyLaunchRequest"):
        arrived = course.sends("leraar-01", message_type=name, resource_link=ABSENT)

        assert arrived.path == "/wat-we-bewaren"
        assert "Wat we van je bewaren" in arrived.words
        assert "voor iemand anders" not in arrived.words
        assert "/meenemen" in arrived.page.text


def test_an_administrator_who_asks_for_somebody_else_reads_how(course: Course) -> None:
    claims: dict[str, Any] = {FOR_USER: {"id": "leraar-01"}}

    arrived = course.sends("trainer-01", message_type="DataPrivacyLaunchRequest", **claims)

    assert "Je vroeg dit voor iemand anders" in arrived.words
    academy, account = course.academy, "leraar-01"
    assert privacy_claims(academy, ACCOUNTS[account], "n")[FOR_USER] == {"user_id": account}


def test_the_way_back_carries_what_was_the_matter(course: Course) -> None:
    arrived = course.opens(leerspoor=f"module.{UUID(int=9)}")

    (back,) = [
        piece.split('"')[0].replace("&amp;", "&")
        for piece in arrived.page.text.split('href="')
        if piece.startswith(ISSUER)
    ]
    said = parse_qs(urlsplit(back).query)
    assert said["returned"] == ["1"]
    assert said["lti_msg"][0].startswith("Deze module staat niet meer in het aanbod.")
    assert said["lti_log"] == ["module-gone"]
    assert "lti_errormsg" not in said


def test_only_a_window_of_its_own_has_the_way_back_on_every_page(course: Course) -> None:
    def shown_in(target: str) -> str:
        shown = {"document_target": target, "return_url": f"{ISSUER}/course"}
        return course.sends("leraar-01", launch_presentation=shown).words

    assert "Terug naar de academie" in shown_in("window")
    assert "Terug naar de academie" not in shown_in("iframe")


def test_the_academy_says_which_language(course: Course) -> None:
    for locale, language in (("en-GB", "en"), ("nl_NL", "nl"), ("xx", "nl")):
        arrived = course.sends("leraar-01", launch_presentation={"locale": locale})
        assert f'<html lang="{language}"' in arrived.page.text


def test_a_launch_opened_again_by_back_or_reload_does_nothing_twice(course: Course) -> None:
    browser = course.browser("leraar-01")
    click = browser.click()
    token = click.sign(click.claims())
    first = click.post(token)

    again = click.post(token)

    assert code_on(again) == "launch-repeated"
    assert "Open Leerspoor opnieuw vanuit de academie." in again.text
    reloaded = browser.client.get(first.location, base_url=TOOL_URL)
    assert reloaded.status_code == 303, "what stands in the frame is a plain page"
