"""The picker and the screen in a real browser, with and without JavaScript."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from lti_tool.blend.operations import items_of
from lti_tool.blend.operations.check_in import check_in_typed
from lti_tool.goals.rules import Goal
from lti_tool.people.rules import Viewer
from tests.lti_tool.blend.conftest import SmallSchool
from tests.pages.accessibility import chromium, findings_here

pytestmark = pytest.mark.browser


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@contextmanager
def served(at: SmallSchool) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, at.product.tool_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()


def opened(
    browser: Browser, host: str, at: SmallSchool, who: Viewer, path: str, *, script: bool = True
) -> Page:
    """A page of a visit. One comes there by a link: an address out of the blue is refused."""
    page = browser.new_context(java_script_enabled=script, locale="nl-NL").new_page()
    address = f"{host}{at.browser(who).start}{path}"
    page.route(
        f"{host}/from",
        lambda route: route.fulfill(
            content_type="text/html", body=f'<a href="{address}">verder</a>'
        ),
    )
    page.goto(f"{host}/from")
    page.get_by_text("verder").click()
    return page


def titles(at: SmallSchool, goal: Goal) -> list[str]:
    with at.tool.database.reading(at.tenant) as tx:
        return [one.title for one in items_of(tx, [goal.id])[goal.id]]


def test_the_blend_adds_up_while_she_picks(small_school: SmallSchool, browser: Browser) -> None:
    goal = small_school.goal(small_school.teacher)
    small_school.offering("Eerst", 20)
    small_school.offering("Daarna", 40)

    with served(small_school) as host:
        page = opened(browser, host, small_school, small_school.teacher, f"/doelen/{goal.id}/blend")
        overview = page.locator("#overzicht")
        page.get_by_label("Eerst").check()
        expect(overview).to_contain_text("Eerst")
        page.get_by_label("Daarna").check()
        expect(overview).to_contain_text("Samen 1 u")
        page.get_by_role("button", name="Zet eerder: Daarna").click()
        expect(overview.locator("li").first).to_contain_text("Daarna")
        assert findings_here(page) == []
        page.get_by_role("button", name="Maak dit mijn blend").click()
        expect(page).to_have_url(f"{page.url.rpartition('/doelen/')[0]}/doelen/{goal.id}")

    assert titles(small_school, goal) == ["Daarna", "Eerst"]


def test_the_picker_works_without_javascript(small_school: SmallSchool, browser: Browser) -> None:
    goal = small_school.goal(small_school.teacher)
    small_school.offering("Eerst", 20)
    small_school.offering("Daarna", 40)

    with served(small_school) as host:
        page = opened(
            browser,
            host,
            small_school,
            small_school.teacher,
            f"/doelen/{goal.id}/blend",
            script=False,
        )
        page.get_by_label("Eerst").check()
        page.get_by_label("Daarna").check()
        page.get_by_role("button", name="Reken uit").click()
        expect(page.locator("#overzicht")).to_contain_text("Samen 1 u")
        page.get_by_role("button", name="Zet later: Daarna").click()
        page.get_by_role("button", name="Maak dit mijn blend").click()
        page.wait_for_url(f"**/doelen/{goal.id}")

    assert titles(small_school, goal) == ["Eerst", "Daarna"]


def test_the_screen_shows_by_itself_who_came_in(
    small_school: SmallSchool, browser: Browser
) -> None:
    small_school.clock.moment = datetime.now(UTC)
    session = small_school.session(starts_at=small_school.clock() + timedelta(minutes=5))
    path = f"/bijeenkomsten/{session.id}"

    with served(small_school) as host:
        page = opened(browser, host, small_school, small_school.trainer, path)
        page.get_by_role("button", name="Open het inchecken").click()
        expect(page.get_by_text("Nog niemand.")).to_be_visible()
        code = page.locator(".big-code").inner_text()
        check_in_typed(small_school.tool, small_school.teacher, code)
        expect(page.get_by_text("Sanne de Vries")).to_be_visible(timeout=15_000)
        assert findings_here(page) == []
