"""The academy's own storage stands in for a cookie, and never for less than a cookie would."""

import re

from foundation.database import Database
from lti_tool.platforms.operations.attempts import latest_attempts
from tests.lti_tool.platforms.surroundings import ISSUER, Browser, Click, code_on

KEPT = re.compile(r'data-value="([^"]+)"')
STATE = re.compile(r"state=([\w-]+)")
NONCE = re.compile(r"nonce=([\w-]+)")


def click(browser: Browser) -> tuple[Click, str]:
    """A login of an academy that keeps things for us: the click, and what it is to keep."""
    page = browser.login(lti_storage_target="_parent").text
    assert f'data-origin="{ISSUER}"' in page
    browser.forget_cookies()
    return click_on(browser, page), KEPT.findall(page)[0]


def click_on(browser: Browser, page: str) -> Click:
    return Click(browser, STATE.findall(page)[0], NONCE.findall(page)[0])


def test_without_a_cookie_the_academy_is_asked_before_anything_is_used_up(
    browser: Browser, database: Database
) -> None:
    made, kept = click(browser)
    token = made.sign(made.claims())

    asked = made.post(token)
    assert asked.status_code == 200
    assert 'data-storage="get"' in asked.text

    assert code_on(made.post(token, browser=kept)) == "accepted"
    assert latest_attempts(database)[0].browser_bound is True


def test_another_answer_than_was_kept_is_another_browser(browser: Browser) -> None:
    made, _ = click(browser)

    assert code_on(made.post(made.sign(made.claims()), browser="somebody's")) == "other-browser"


def test_no_answer_lets_in_as_without_storage(browser: Browser, database: Database) -> None:
    made, _ = click(browser)

    assert code_on(made.post(made.sign(made.claims()), browser="")) == "accepted"
    assert latest_attempts(database)[0].browser_bound is False


def test_with_a_cookie_nothing_is_asked(browser: Browser) -> None:
    page = browser.login(lti_storage_target="frame-1").text
    made = click_on(browser, page)

    assert code_on(made.launch()) == "accepted"


def test_a_frame_named_to_break_out_stays_text(browser: Browser) -> None:
    page = browser.login(lti_storage_target='"><script>alert(1)</script>').text

    assert "<script>alert" not in page
