"""Real packages in a tab of their own: left half-way, resumed, finished, counted for the goal."""

import io
import re
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, Page, Response, expect
from werkzeug.serving import BaseWSGIServer, make_server

from foundation.database import Database, metadata
from foundation.web.slashes import collapse_slashes
from lti_tool.blend.operations import all_offerings
from lti_tool.blend.operations.modules import offer_module
from lti_tool.goals.rules import Goal
from lti_tool.people.rules import Role
from tests.conftest import SHARED, FrozenClock
from tests.lti_tool.blend.conftest import SmallSchool, made_school
from tests.lti_tool.blend.test_blend_browser import opened
from tests.lti_tool.blend.test_modules import upload
from tests.pages.accessibility import chromium
from tests.product import make_product

pytestmark = [pytest.mark.browser, pytest.mark.shared_packages]

NODE = Path(__file__).parents[3] / "node_modules"
TINCAN = NODE / "tincanjs/build/tincan-min.js"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@contextmanager
def _serving(server: BaseWSGIServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def school(database: Database, tmp_path: Path) -> Iterator[SmallSchool]:
    """The product on two hosts that a browser reaches."""
    servers = [
        make_server(host, 0, Flask(host), threaded=True) for host in ("127.0.0.1", "127.0.0.2")
    ]
    tool_url, content_url = (f"http://{one.host}:{one.port}" for one in servers)
    clock = FrozenClock(datetime.now(UTC))
    product = make_product(
        database, tmp_path / "packages", clock, tool_url=tool_url, content_url=content_url
    )
    servers[0].app, servers[1].app = collapse_slashes(product.tool_app), product.content_app
    with ExitStack() as stack:
        for server in servers:
            stack.enter_context(_serving(server))
        yield made_school(product, clock)


@dataclass
class Learner:
    """Somebody at the page of one module, for one goal."""

    school: SmallSchool
    goal: Goal
    page: Page

    def opens(self, button: str) -> Page:
        """The unit in the tab that it opens in; dialogs of the unit are answered with yes."""
        with self.page.context.expect_page() as coming:
            self.page.get_by_role("button", name=re.compile(f"^{button}:")).click()
        tab = coming.value
        tab.on("dialog", lambda dialog: dialog.accept())
        tab.wait_for_url(f"{self.school.tool.content_url}/**")
        return tab

    def facts(self) -> list[str]:
        """The kinds of facts; all of them belong to her goal."""
        table = metadata.tables["fact"]
        with self.school.tool.database.reading(self.school.tenant) as tx:
            wish = sa.select(table.c.kind, table.c.goal_id)
            rows = tx.execute(wish.where(table.c.tenant_id == self.school.tenant)).all()
        assert {goal for _, goal in rows} == {self.goal.id}
        return [kind for kind, _ in rows]

    def is_done(self) -> None:
        expect(self.page.get_by_text("Je hebt deze module gedaan")).to_be_visible(timeout=60_000)
        assert self.facts().count("completed") == 1


@pytest.fixture
def learner_of(school: SmallSchool, browser: Browser) -> Callable[[bytes, str], Learner]:
    def make(raw: bytes, name: str) -> Learner:
        keeper = school.person("Karim", Role.ADMIN)
        offer_module(school.tool, keeper, upload(raw, name))
        with school.tool.database.reading(school.tenant) as tx:
            (offering,) = all_offerings(tx)
        goal = school.goal(school.teacher)
        path = f"/aanbod/{offering.id}/start?doel={goal.id}"
        page = opened(browser, school.tool.tool_url, school, school.teacher, path)
        page.context.route(re.compile(r"^https?://(?!127\.)"), lambda route: route.abort())
        return Learner(school, goal, page)

    return make


def is_written(answer: Response) -> bool:
    kept = "/activities/state" in answer.url or "/state/" in answer.url
    return kept and answer.request.method in ("PUT", "POST") and answer.ok


def test_a_cmi5_course_on_geology(learner_of: Callable[[bytes, str], Learner]) -> None:
    learner = learner_of((SHARED / "cmi5-geology-mastery.zip").read_bytes(), "geologie.zip")

    tab = learner.opens("Start")
    assert tab.evaluate("window.opener") is None
    with tab.expect_response(is_written):
        tab.click("#next")
    tab.close()
    tab = learner.opens("Ga verder")
    tab.click("#bookmark-overlay .resume-button")
    while not tab.locator("text=Submit Answers").is_visible():
        tab.click("#next")
    tab.click("text=(Select correct answers)")
    tab.click("text=Submit Answers")
    tab.locator("#score-panel .exit-button").click()
    tab.wait_for_url("**/klaar")

    learner.is_done()


def test_a_tin_can_course_on_golf(learner_of: Callable[[bytes, str], Learner]) -> None:
    """Its zip lacks the client that its pages ask for; a maker would publish that along."""
    whole = io.BytesIO((SHARED / "tincan-golf.zip").read_bytes())
    with zipfile.ZipFile(whole, "a") as made:
        made.write(TINCAN, "scripts/TinCanJS/build/tincan-min.js")
    learner = learner_of(whole.getvalue(), "golf.zip")

    tab = learner.opens("Start")
    for _ in range(3):
        with tab.expect_response(is_written):
            tab.click("#butNext")
    tab.close()
    tab = learner.opens("Ga verder")
    tab.wait_for_function("bookmarkingData.getPage() === 3")
    while tab.locator("#butNext").is_enabled():
        tab.click("#butNext")
    inside = tab.frame_locator("#contentFrame")
    inside.locator("input[value='Submit Answers']").wait_for()
    tab.frames[1].evaluate(RIGHT_ANSWERS)
    inside.locator("input[value='Submit Answers']").click()

    learner.is_done()


RIGHT_ANSWERS = """() => test.Questions.forEach(one => {
  const at = end => document.getElementById(`question_${one.Id}_${end}`);
  if (one.Type === QUESTION_TYPE_NUMERIC) at("Text").value = one.CorrectAnswer;
  else if (one.Type === QUESTION_TYPE_TF) at(one.CorrectAnswer ? "True" : "False").checked = true;
  else at(one.Answers.indexOf(one.CorrectAnswer)).checked = true;
})"""


def test_an_h5p_question(learner_of: Callable[[bytes, str], Learner]) -> None:
    learner = learner_of((SHARED / "h5p-true-false.h5p").read_bytes(), "vraag.h5p")

    tab = learner.opens("Start")
    with tab.expect_response(is_written):
        tab.frame_locator("iframe.h5p-iframe").get_by_role("radio").first.click()
    tab.close()
    tab = learner.opens("Ga verder")
    question = tab.frame_locator("iframe.h5p-iframe")
    expect(question.get_by_role("radio").first).to_be_checked(timeout=30_000)
    question.get_by_role("button", name="Check").click()

    learner.is_done()
