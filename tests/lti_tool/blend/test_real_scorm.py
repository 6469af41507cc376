"""Real SCORM packages: left half-way, resumed on the same page, finished, counted for the goal."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Frame, FrameLocator, Page

from content_packages import add_package
from foundation.database import metadata
from lti_tool.blend.operations import add_offering
from lti_tool.blend.operations.play import play
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.goals.rules import Goal
from lti_tool.profile.rules import Mode
from lti_tool.shell.tool import Tool
from tests.conftest import SHARED
from tests.content_packages.browser.conftest import served, wait_for
from tests.lti_tool.blend.conftest import SmallSchool
from tests.pages.accessibility import chromium
from tests.product import TOOL_URL

pytestmark = [pytest.mark.browser, pytest.mark.shared_packages]


@pytest.fixture
def database_url(tmp_path: Path, migrated_sqlite: Path) -> str:
    """A package sees no difference; the whole trail is walked on both databases (tests/e2e)."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'leerspoor.sqlite')}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@dataclass
class Learner:
    """A teacher with one module, which she plays for one goal."""

    school: SmallSchool
    tool: Tool
    goal: Goal
    offering: Offering
    page: Page

    def opens(self, unit: int = 0) -> FrameLocator:
        back = f"{TOOL_URL}/klaar"
        teacher, offering, goal = self.school.teacher, self.offering.id, self.goal.id
        _, launched = play(self.tool, teacher, offering, goal, unit, back)
        self.page.goto(launched.url)
        return self.page.frame_locator("#unit")

    def leaves(self) -> None:
        before = len(self.school.said("terminated"))
        self.page.goto("about:blank")
        wait_for(self.page, lambda: len(self.school.said("terminated")) > before)

    def has_finished(self) -> None:
        wait_for(self.page, lambda: self.facts().count("completed") == 1)

    def facts(self) -> list[str]:
        """The kinds of facts; all of them belong to her goal."""
        table = metadata.tables["fact"]
        with self.tool.database.reading(self.school.tenant) as tx:
            wish = sa.select(table.c.kind, table.c.goal_id, table.c.offering_id)
            rows = tx.execute(wish.where(table.c.tenant_id == self.school.tenant)).all()
        assert {(row.goal_id, row.offering_id) for row in rows} == {
            (self.goal.id, self.offering.id)
        }
        return [row.kind for row in rows]


@contextmanager
def learner_of(school: SmallSchool, browser: Browser, name: str) -> Iterator[Learner]:
    with served("127.0.0.2", school.product.content_app) as url:
        tool = replace(school.tool, shelf=replace(school.tool.shelf, content_url=url))
        package = add_package(tool.shelf, school.tenant, SHARED / name)
        with tool.database.writing(school.tenant) as tx:
            offering = add_offering(
                tx,
                TOOL_URL,
                package.title,
                OfferingKind.MODULE,
                Mode.ONLINE,
                20,
                package_id=package.id,
                activity_iri=package.activity_id,
            )
        page = browser.new_page(locale="nl-NL")
        page.set_default_timeout(20_000)
        page.on("dialog", lambda dialog: dialog.accept())
        yield Learner(school, tool, school.goal(school.teacher), offering, page)
        page.close()


def test_golf_in_1_2(small_school: SmallSchool, browser: Browser) -> None:
    with learner_of(small_school, browser, "scorm12-golf-basic-calls.zip") as learner:
        sco = learner.opens()
        for _ in range(3):
            sco.locator("#butNext").click()
        learner.leaves()

        sco = learner.opens()  # it asks whether to go on, and is answered with yes
        sco.frame_locator("#contentFrame").get_by_text("Other Scoring Systems").wait_for()
        while sco.locator("#butNext").is_enabled():
            sco.locator("#butNext").click()
        sco.frame_locator("#contentFrame").locator("input[value='Submit Answers']").wait_for()
        _test_in(learner.page).evaluate(RIGHT_ANSWERS)
        sco.frame_locator("#contentFrame").locator("input[value='Submit Answers']").click()
        learner.page.goto("about:blank")

        learner.has_finished()
        assert small_school.said("passed")[0].result["score"]["scaled"] == 1


def _test_in(page: Page) -> Frame:
    return next(frame for frame in page.frames if "assessmenttemplate" in frame.url)


RIGHT_ANSWERS = """() => test.Questions.forEach(one => {
  const at = end => document.getElementById(`question_${one.Id}_${end}`);
  if (one.Type === QUESTION_TYPE_NUMERIC) at("Text").value = one.CorrectAnswer;
  else if (one.Type === QUESTION_TYPE_TF) at(one.CorrectAnswer ? "True" : "False").checked = true;
  else at(one.Answers.indexOf(one.CorrectAnswer)).checked = true;
})"""


def test_the_starter_of_2004(small_school: SmallSchool, browser: Browser) -> None:
    with learner_of(small_school, browser, "scorm2004-starter.zip") as learner:
        sco = learner.opens()
        sco.get_by_text("Example Content (SCO 1)").wait_for()
        learner.page.get_by_role("button", name="Volgende").click()
        sco.get_by_text("Example Content (SCO 2)").wait_for()
        learner.leaves()

        learner.opens(unit=2)  # whatever she opens, she goes on where she was
        sco.get_by_text("Example Content (SCO 2)").wait_for()
        for title in ("SCO 3", None):
            learner.page.get_by_role("button", name="Volgende").click()
            if title:
                sco.get_by_text(f"Example Content ({title})").wait_for()
        learner.page.get_by_text("Je bent aan het einde van deze module.").wait_for()

        learner.has_finished()
        assert len(small_school.said("passed")) == len(small_school.said("completed")) == 3
