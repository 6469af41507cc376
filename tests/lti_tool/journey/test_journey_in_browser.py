"""Every page of the teacher in a real browser: WCAG 2.2 AA, the live sentence, without scripts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from foundation.clock import now
from foundation.database import Database
from foundation.migrations import upgrade
from leerspoor.product import Product
from lti_tool.goals.operations import LookBack, evaluate_goal, share_goal
from lti_tool.goals.rules import Judgement, ShareWish, Solved
from lti_tool.people.rules import Audience, Viewer
from lti_tool.practice.operations import Tried, Words, catch_moment, reflect, try_out
from tests.lti_tool.readers import visit
from tests.lti_tool.schools import SHARP, SmallSchool, small_school
from tests.pages.accessibility import chromium, findings
from tests.product import make_product

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


class Site:
    """Where the product stands, and the goals of its teacher."""

    def __init__(self, product: Product, school: SmallSchool, address: str) -> None:
        self.product, self.school, self.address = product, school, address
        tool, teacher = school.tool, school.teacher
        theme = school.sets_theme()
        self.active = school.starts_goal(theme_id=theme.id, problem="Ze weten het niet meer.")
        self.draft = school.starts_goal(replace(SHARP, what="Beter differentiëren"), draft=True)
        self.done = school.starts_goal(wish=ShareWish(Audience.TEAM))
        attempt = try_out(tool, teacher, self.active.id, Tried("Kaartje", tool.clock().date()))
        answers = Words("Ik vroeg door.", "Ze keken.", "Morgen weer.", attempt.statement_id)
        reflect(tool, teacher, self.active.id, answers)
        catch_moment(tool, teacher, "Bij de koffie gehoord.")
        evaluate_goal(tool, teacher, self.done.id, LookBack(Judgement.REACHED, Solved.YES))
        share_goal(tool, teacher, self.active.id, ShareWish(Audience.TEAM))

    def url(self, path: str, viewer: Viewer | None = None, *, welcomed: bool = True) -> str:
        reader = visit(self.product, viewer or self.school.teacher, welcomed=welcomed)
        return f"{self.address}/s/{reader.sid}{path}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product on a real port, with a teacher who has a bit of everything."""
    folder = tmp_path_factory.mktemp("site")
    database = Database.connect(f"sqlite:///{folder / 'leerspoor.sqlite'}")
    upgrade(database)
    product = make_product(database, folder / "packages", now)
    with served(product) as address:
        yield Site(product, small_school(database, now, product.tool), address)
    database.dispose()


@contextmanager
def served(product: Product) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, product.tool_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


PAGES = (
    "/",
    "/welkom",
    "/doelen/nieuw",
    "/doelen/{draft}",
    "/doelen/{draft}/aanpassen",
    "/doelen/{active}",
    "/doelen/{active}/delen",
    "/doelen/{active}/stoppen",
    "/doelen/{active}/evalueren",
    "/doelen/{done}",
    "/doelen/{done}/borgen",
    "/meenemen",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible(browser: Browser, site: Site, path: str) -> None:
    where = path.format(active=site.active.id, draft=site.draft.id, done=site.done.id)
    page = browser.new_page()

    assert "\n".join(findings(page, site.url(where))) == ""
    page.close()


@pytest.mark.parametrize("path", ["/", "/doelen/{done}"])
def test_what_a_colleague_sees_is_accessible(browser: Browser, site: Site, path: str) -> None:
    page = browser.new_page()

    url = site.url(path.format(done=site.done.id), site.school.colleague)
    assert "\n".join(findings(page, url)) == ""
    page.close()


def test_the_leaders_themes_are_accessible(browser: Browser, site: Site) -> None:
    page = browser.new_page()

    assert "\n".join(findings(page, site.url("/themas", site.school.leader))) == ""
    page.close()


def test_the_sentence_grows_while_she_types_and_the_cursor_stays(
    browser: Browser, site: Site
) -> None:
    page = browser.new_page()
    page.goto(site.url("/doelen/nieuw"))

    page.get_by_label("Wat doe je straks zichtbaar anders?").fill("vraag door")
    page.get_by_label("In welke lessen").press_sequentially("in de kring")

    page.locator("#zin").get_by_text("In de kring vraag ik door.").wait_for()
    page.get_by_role("button", name="Zo laten").click()
    page.get_by_text("De hints blijven weg").wait_for()
    assert page.get_by_label("In welke lessen").input_value() == "in de kring"
    page.close()


def test_a_colleague_is_asked_for_only_where_she_shares_with_one(
    browser: Browser, site: Site
) -> None:
    page = browser.new_page()
    page.goto(site.url("/doelen/nieuw"))
    colleague = page.get_by_label("Welke collega?")
    assert not colleague.is_visible()

    page.get_by_label("Een collega", exact=True).check()

    assert colleague.is_visible()
    page.close()


def test_a_goal_starts_without_scripts_and_by_keyboard(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url("/doelen/nieuw"))
    page.get_by_label("Wat doe je straks zichtbaar anders?").focus()

    page.keyboard.type("stel twee controlevragen")
    page.keyboard.press("Enter")

    page.wait_for_url("**/blend")
    context.close()


def test_an_empty_form_leads_to_the_field_that_asks(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.goto(site.url("/doelen/nieuw"))

    page.get_by_role("button", name="Start dit doel").click()

    page.get_by_role("alert").get_by_role("link").click()
    assert page.get_by_label("Wat doe je straks zichtbaar anders?").evaluate(
        "field => field === document.activeElement"
    )
    page.close()
