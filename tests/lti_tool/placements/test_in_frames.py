"""In an academy's frame, in a real browser: with cookies, without any, and with storage shut."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Error, Frame, Page
from werkzeug.serving import make_server

from foundation.clock import now
from foundation.database import Database
from foundation.migrations import upgrade
from leerspoor.demo.academy import Academy, make_academy_app
from lti_tool.people.operations import add_board, add_school
from lti_tool.platforms.operations.add_platform import add_platform
from lti_tool.platforms.operations.attempts import latest_attempts
from tests.e2e.browser import strict_browser
from tests.pages.accessibility import chromium, findings_here, is_loud
from tests.product import make_product

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

STORAGE_SHUT = """
const shut = { get() { throw new DOMException('shut', 'SecurityError'); } };
for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
  Object.defineProperty(window, name, shut);
"""


class Switch:
    """Takes all cookies out of what the tool is sent, as a browser that keeps none in a frame."""

    def __init__(self) -> None:
        self.app: Any = None
        self.cookies = True

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        if not self.cookies:
            environ.pop("HTTP_COOKIE", None)
        return self.app(environ, start_response)


class Town:
    """An academy on localhost and the tool on 127.0.0.1: two sites to any browser."""

    def __init__(self, database: Database, academy: Academy, switch: Switch) -> None:
        self.database, self.academy, self.switch = database, academy, switch

    def open(self, page: Page, account: str = "leraar-01") -> Frame:
        page.goto(f"{self.academy.url}/")
        page.locator(f'button[value="{account}"]').click()
        return self.tool_frame(page)

    def tool_frame(self, page: Page) -> Frame:
        page.frame_locator("#contentframe").locator(".who strong").wait_for()
        (frame,) = [one for one in page.frames if one.url.startswith(self.academy.tool_url)]
        return frame

    def was_bound(self) -> bool | None:
        """Whether the last launch was known to be of the browser that clicked."""
        return next(
            one.browser_bound for one in latest_attempts(self.database) if one.step == "launch"
        )


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder, switch = tmp_path_factory.mktemp("town"), Switch()
    database = Database.connect(f"sqlite:///{folder / 'leerspoor.sqlite'}")
    upgrade(database)
    with ExitStack() as stack:
        tool_url = stack.enter_context(served("127.0.0.1", lambda _url: switch))
        made: list[Academy] = []

        def academy_app(url: str) -> Any:
            made.append(Academy(url, tool_url, http=httpx.Client()))
            return make_academy_app(made[0])

        stack.enter_context(served("localhost", academy_app))
        product = make_product(database, folder / "packages", now, tool_url=tool_url)
        switch.app = product.tool_app
        register(database, made[0])
        yield Town(database, made[0], switch)
        product.tool.http.close()
    database.dispose()


def register(database: Database, academy: Academy) -> None:
    board = add_board(database, "Stichting De Springplank")
    with database.writing(board.id) as tx:
        add_school(tx, "De Springplank", "12AB")
    add_platform(
        database, {**academy.registration(), "board": board.id, "school": "De Springplank"}
    )


@contextmanager
def served(host: str, app_of: Callable[[str], Any]) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, lambda _e, _s: [], threaded=True)
    url = f"http://{host}:{server.port}"
    server.app = app_of(url)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield url
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser, town: Town) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if is_loud(message) else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    town.switch.cookies = True
    town.academy.mood.platform_storage = True
    assert [text for text in said if "favicon" not in text and "404" not in text] == []


def write_something(frame: Frame) -> None:
    """The first cards are read: a form is sent."""
    frame.get_by_role("button").first.click()
    frame.wait_for_url("**/s/*/")


def test_with_cookies_a_launch_is_bound_to_the_browser(page: Page, town: Town) -> None:
    town.academy.mood.platform_storage = False
    write_something(town.open(page))

    assert town.was_bound() is True


def test_chromium_that_refuses_foreign_cookies_keeps_ours_apart_for_this_academy(
    browser: Browser, town: Town
) -> None:
    """By its own setting, with which storage in a frame throws as well."""
    with strict_browser(browser.browser_type) as context:
        town.academy.mood.platform_storage = False
        frame = town.open(context.new_page(), "leraar-09")
        with pytest.raises(Error, match="SecurityError"):
            frame.evaluate("localStorage.length")
        write_something(frame)

    town.academy.mood.platform_storage = True
    assert town.was_bound() is True


def test_words_stand_clear_of_the_border_that_an_academy_draws_around_us(
    page: Page, town: Town
) -> None:
    """Moodle's frame has a border right at our edge."""
    frame = town.open(page, "leraar-10")

    for part in (".top", "main"):
        left = frame.locator(part).first.evaluate("one => getComputedStyle(one).paddingLeft")
        assert left == "16px"


def test_without_cookies_the_academys_own_page_says_who_it_is(page: Page, town: Town) -> None:
    town.switch.cookies = False
    page.add_init_script(STORAGE_SHUT)

    write_something(town.open(page, "leraar-02"))

    assert town.was_bound() is True


def test_without_cookies_and_storage_one_still_comes_in_and_writes(page: Page, town: Town) -> None:
    town.switch.cookies = False
    town.academy.mood.platform_storage = False
    page.add_init_script(STORAGE_SHUT)

    write_something(town.open(page, "leraar-03"))

    assert town.was_bound() is False


def test_an_academy_that_promises_storage_and_does_not_answer_holds_nobody_up(
    page: Page, town: Town
) -> None:
    town.switch.cookies = False
    page.add_init_script(
        "window === top && addEventListener('message', e => e.stopImmediatePropagation())"
    )

    town.open(page, "leraar-04")

    assert town.was_bound() is False


def test_a_window_of_ones_own_goes_on_without_the_cookies_of_the_frame(
    page: Page, town: Town
) -> None:
    frame = town.open(page, "leraar-05")
    frame.get_by_role("link", name="Open in een eigen venster").click()
    frame.get_by_role("button", name="Open een eigen venster").wait_for()
    assert findings_here(frame) == []

    with page.expect_popup() as opened:
        frame.get_by_role("button", name="Open een eigen venster").click()

    window = opened.value
    window.locator("#main h1").wait_for()
    assert "/s/" in window.url
    assert "Fatima Aydin" in window.inner_text("header")
    assert window.get_by_role("link", name="Terug naar de academie").count() == 1
    write_something(window.main_frame)


def test_reload_and_back_in_the_frame_never_launch_again(page: Page, town: Town) -> None:
    frame = town.open(page, "leraar-06")
    write_something(frame)
    launches = len([one for one in latest_attempts(town.database) if one.step == "launch"])
    first = frame.url

    frame.evaluate("location.reload()")
    frame = town.tool_frame(page)
    frame.get_by_role("link", name="Agenda").click()
    frame.wait_for_url("**/agenda")
    page.evaluate("history.back()")
    frame.wait_for_url(first)

    after = [one for one in latest_attempts(town.database) if one.step == "launch"]
    assert len(after) == launches


def test_two_people_in_one_browser_each_stay_who_they_are(page: Page, town: Town) -> None:
    first = town.open(page, "leraar-07")
    other = page.context.new_page()
    second = town.open(other, "leraar-08")
    for frame in (first, second):
        write_something(frame)

    for frame, name in ((first, "Lotte Smit"), (second, "Esra Yılmaz"), (first, "Lotte Smit")):
        frame.get_by_role("link", name="Agenda").click()
        frame.wait_for_url("**/agenda")
        assert name in frame.inner_text("header")
