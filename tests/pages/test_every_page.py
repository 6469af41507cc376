"""Every page that anybody can reach in the demo, looked at in a browser at three widths."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.exceptions import HTTPException

from content_packages import list_packages
from foundation.database import Database, metadata
from lti_tool.blend.operations.doors import door_of, my_code
from lti_tool.blend.operations.sessions import start_session
from lti_tool.blend.rules.codes import Address, code_at
from lti_tool.goals.rules import GoalState
from lti_tool.people.operations import add_person, appoint
from lti_tool.people.rules import Role
from lti_tool.platforms.operations.add_platform import list_platforms
from lti_tool.platforms.operations.invite_academy import Offer, invite_academy
from lti_tool.platforms.operations.keep_consumers import NewConsumer, add_consumer
from lti_tool.platforms.operations.sign_in import add_administrator, make_link
from lti_tool.platforms.rules.registrations import Deployment, DeploymentState
from lti_tool.platforms.storage import registrations
from lti_tool.shell.operations import start_visit
from lti_tool.shell.rules import page_token
from tests.e2e.site import Site, running_site
from tests.pages.accessibility import WIDTHS, chromium, findings_here, is_loud

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HEIGHT = 900
OK = 200
PER_PERSON, IN_ALL = 2, 4
"""How many pages of one kind are looked at."""

NO_PAGES = {
    "insight.team_csv": "a file",
    "insight.team_xlsx": "a file",
    "journey.download": "a file",
    "platforms.jwks": "public keys",
    "platforms.login": "sends on to an academy",
    "start": "sends on to somebody's first page",
    "blend.reload": "sends on to the picker",
    "api_page": "drawn by the JSON API's own documentation",
    "api-docs.openapi_json": "for machines",
    "static": "our own files",
    "theme": "a board's colours",
    "completions.Completions": "for machines",
    "completions.OneCompletion": "for machines",
    "packages.every": "for machines",
    "packages.one": "for machines",
    "packages.progress": "for machines",
    "packages-api-docs.openapi_json": "for machines",
    "health.live": "for machines",
    "health.ready": "for machines",
    "xapi.answer": "for machines",
    "xapi.about": "for machines",
    "xapi.openapi": "for machines",
}
SECRETS_IN_THE_HALL = {"check_in.typed", "check_in.scanned", "check_in.inside"}
BY_A_LINK = {"registering.register", "registering.done", "signing_in.ask"}
OUTSIDE = ("/klaar", "/klaar/bekeken", "/lti/launch", "/in", "/nergens")
ASKED = {
    "return_url": "https://academie.example/picked",
    "accept_multiple": True,
    "accept_line_item": True,
    "targets": ["iframe", "window"],
    "data": None,
}
REFUSED = "Failed to load resource: the server responded with a status of 4"
"""What Chromium itself says of any page with such a status, however well it reads."""


@dataclass
class Somebody:
    """A person with a visit, and the pages of hers that links lead to."""

    name: str
    url: str
    sid: str
    token: str
    pages: list[str] = field(default_factory=list)


@dataclass
class Visits:
    """Starts visits and follows links, without a browser."""

    site: Site
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def app(self) -> Flask:
        return self.site.product.tool_app

    def start(self, name: str, person_id: UUID, **placement: object) -> Somebody:
        tool, board = self.site.product.tool, self.site.staff.board
        with tool.database.writing(None) as tx:
            visit = start_visit(
                tx,
                tenant=board,
                person_id=person_id,
                at=tool.clock(),
                return_url=f"{self.site.academy.url}/",
                placement=placement,
            )
        token = page_token(tool.secret, visit.visit.id)
        return Somebody(name, tool.tool_url, visit.sid, token)

    def follow(self, somebody: Somebody, *first: str) -> Somebody:
        """Every page that links lead to from these, at most a few of each kind."""
        client, counts = self.app.test_client(), Counter[str]()
        waiting = [f"/s/{somebody.sid}{path}" for path in first]
        known = set(waiting)
        while waiting:
            path = waiting.pop(0)
            endpoint = self.endpoint_of(path)
            if endpoint is None or endpoint in NO_PAGES:
                continue
            if counts[endpoint] == PER_PERSON or self.seen[endpoint] == IN_ALL:
                continue
            answer = client.get(path, follow_redirects=True)
            assert answer.status_code == OK, path
            counts[endpoint] += 1
            self.seen[endpoint] += 1
            somebody.pages.append(path)
            links = [link.replace("&amp;", "&") for link in LINKS.findall(answer.text)]
            fresh = [link for link in links if link not in known]
            known.update(fresh)
            waiting += fresh
        return somebody

    def endpoint_of(self, path: str) -> str | None:
        try:
            routes = self.app.url_map.bind("127.0.0.1")
            return str(routes.match(urlsplit(path).path, "GET")[0])
        except HTTPException:
            return None


LINKS = re.compile(r'href="(/s/[^"#]+)')


@pytest.fixture(scope="module")
def site(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    copied = folder / "leerspoor.sqlite"
    copied.write_bytes(migrated_sqlite.read_bytes())
    database = Database.connect(f"sqlite:///{copied}")
    with running_site(database, folder) as running:
        yield running
    database.dispose()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def test_every_page_is_accessible(site: Site, browser: Browser) -> None:
    visits = Visits(site)
    open_session = _open_a_session(site)
    people = _people(visits)
    found: list[str] = []
    for somebody in people:
        page = browser.new_page()
        heard = _complaints(page)
        page.goto(f"{somebody.url}/s/{somebody.sid}/start")
        for path in somebody.pages:
            _go(page, somebody.url + path)
            found += _judge(page, f"{somebody.name} {path.removeprefix('/s/' + somebody.sid)}")
        found += [f"{somebody.name}: {text}" for text in heard]
        page.close()
    found += _outside(site, browser, open_session)

    assert "\n".join(found) == ""
    assert _pages_of(visits.app) - visits.seen.keys() - SECRETS_IN_THE_HALL - BY_A_LINK == set()


def test_a_form_that_came_back_is_accessible(site: Site, browser: Browser) -> None:
    """With the summary on top and what is wrong beside each field."""
    visits = Visits(site)
    teacher = visits.start("leerkracht", site.staff.teachers[0].person_id)
    goal = _goals(site)[GoalState.ACTIVE, site.staff.teachers[0].person_id]
    page = browser.new_page()
    heard = _complaints(page)
    page.goto(f"{teacher.url}/s/{teacher.sid}/")
    found: list[str] = []
    for path in ("doelen/nieuw", f"doelen/{goal}/evalueren", f"lesbezoek/nieuw/{goal}", "moment"):
        _go(page, f"{teacher.url}/s/{teacher.sid}/{path}")
        with page.expect_navigation():
            page.evaluate("() => document.querySelector('main form[method=post]').submit()")
        assert page.locator("[role=alert], .error-summary").count(), path
        found += _judge(page, f"{path} with mistakes")
    page.close()
    assert "\n".join([*found, *heard]) == ""


def test_an_administrator_comes_in_and_connects_an_academy(site: Site, browser: Browser) -> None:
    """By her link, by a link in the academy, and the academy's dialog closes when we say so."""
    tool, page = site.product.tool, browser.new_page()
    heard = _complaints(page)
    somebody = add_administrator(tool, site.staff.board, "Aad Beheer", Role.ADMIN)
    page.goto(make_link(tool, site.staff.board, somebody.id))
    page.locator("main form button").click()
    page.locator("main a[href$='/aansluiten']").first.click()
    page.locator("main form button").click()
    link = page.input_value("#link")

    page.goto(f"{site.academy.url}/tools")
    page.fill("#link", link)
    page.locator("main form button").click()
    dialog = page.frame_locator("iframe")
    assert "Activate" in dialog.locator("main").inner_text()
    dialog.locator("[data-end-dialog]").click()
    page.wait_for_url(f"{site.academy.url}/tools")

    assert "wacht op activeren" in page.locator("main").inner_text()
    page.close()
    assert heard == []


def _people(visits: Visits) -> list[Somebody]:
    """A teacher with everything, a newcomer, a trainer, a leader, a board member, and others
    for the states that none of these has a goal in.
    """
    site = visits.site
    staff, goals = site.staff, _goals(site)
    teacher = visits.start("leerkracht", staff.teachers[0].person_id)
    board_member = staff.viewers["bestuur-01"].person_id
    hers = goals[GoalState.ACTIVE, staff.teachers[0].person_id]
    pages = ("", "welkom", "ben-jij-dit", "meenemen", "lesbezoek", "moment", "agenda", "venster")
    about = ("", "/aanpassen", "/delen", "/evalueren", "/blend", "/stoppen", "/borgen")
    people = [
        visits.follow(
            teacher,
            *(f"/{page}" for page in pages),
            *(f"/doelen/{hers}{page}" for page in about),
            f"/lesbezoek/nieuw/{hers}",
            f"/terugblik/{hers}",
            f"/uitproberen/{hers}",
            f"/aanbod/{_module(site)}/start?doel={hers}",
            f"/aanbod/{_module(site)}/bewaard?doel={hers}",
        ),
        visits.follow(
            visits.start("nieuweling", _newcomer(site), place="terugblik"),
            *("/", "/welkom", "/agenda", "/open"),
        ),
        visits.follow(
            visits.start("kiezer", staff.trainer.person_id, deep_linking=ASKED),
            *("/kies", "/ingeleverd", "/wat-we-bewaren"),
        ),
        visits.follow(visits.start("trainer", staff.trainer.person_id), "/agenda", "/"),
        visits.follow(visits.start("leider", staff.leader.person_id), "/voortgang", "/themas"),
        visits.follow(visits.start("bestuur", board_member), "/bestuur"),
        visits.follow(visits.start("beheerder", _administrator(site)), "/beheer"),
    ]
    modules = ("/modules", f"/modules/{_package(site)}")
    people.append(visits.follow(visits.start("beheerder", _keeper(site)), *modules))
    states = {state: (person, goal) for (state, person), goal in goals.items()}
    for state, (person, goal) in states.items():
        one = visits.start(f"doel {state}", person)
        one.pages = [f"/s/{one.sid}/", f"/s/{one.sid}/doelen/{goal}"]
        people.append(one)
    visitor = _visit(site)
    people.append(visits.follow(visits.start("bezoeker", visitor), "/lesbezoek"))
    return people


def _administrator(site: Site) -> UUID:
    """With a place that waits, a link that nobody used yet, and an academy of LTI 1.1."""
    tool, board = site.product.tool, site.staff.board
    known = list_platforms(tool.database)[0]
    invite_academy(tool, Offer(board, site.staff.school.id))
    add_consumer(tool, NewConsumer(board, "Oude academie", "https://oud.example"))
    waiting = Deployment(known.registration.id, "7", DeploymentState.PENDING, None)
    with tool.database.writing(board) as tx:
        registrations.keep_deployment(tx, waiting)
    return add_administrator(tool, board, "Aad Beheer", Role.PLATFORM_ADMIN).id


def _newcomer(site: Site) -> UUID:
    with site.product.tool.database.writing(site.staff.board) as tx:
        person = add_person(tx, "Nora Nieuw", email="nora@springplank.example")
        since = site.product.tool.clock().date() - timedelta(days=3)
        appoint(tx, person.id, Role.TEACHER, site.staff.school.id, since)
    return person.id


def _keeper(site: Site) -> UUID:
    with site.product.tool.database.writing(site.staff.board) as tx:
        person = add_person(tx, "Bea Beheer")
        since = site.product.tool.clock().date() - timedelta(days=3)
        appoint(tx, person.id, Role.ADMIN, site.staff.school.id, since)
    return person.id


def _package(site: Site) -> UUID:
    return list_packages(site.product.tool.shelf, site.staff.board)[0].id


def _goals(site: Site) -> dict[tuple[GoalState, UUID], UUID]:
    """Of each state and person the newest goal."""
    goals = metadata.tables["goal"]
    with site.product.tool.database.reading(site.staff.board) as tx:
        chosen = sa.select(goals.c.state, goals.c.person_id, goals.c.id).order_by(goals.c.id)
        rows = tx.execute(chosen.where(goals.c.tenant_id == site.staff.board)).all()
    return {(GoalState(state), person): goal for state, person, goal in rows}


def _module(site: Site) -> UUID:
    """Something on offer that plays in the player."""
    offerings = metadata.tables["offering"]
    with site.product.tool.database.reading(site.staff.board) as tx:
        chosen = sa.select(offerings.c.id).where(
            offerings.c.tenant_id == site.staff.board, offerings.c.package_id.is_not(None)
        )
        return UUID(str(tx.execute(chosen).scalar_one()))


def _visit(site: Site) -> UUID:
    """Somebody who was asked to come and look."""
    visits = metadata.tables["lesson_visit"]
    with site.product.tool.database.reading(site.staff.board) as tx:
        chosen = sa.select(visits.c.visitor_id).where(visits.c.tenant_id == site.staff.board)
        return UUID(str(tx.execute(chosen.limit(1)).scalar_one()))


def _open_a_session(site: Site) -> UUID:
    sessions = metadata.tables["session"]
    tool, trainer = site.product.tool, site.staff.trainer
    with tool.database.reading(trainer.tenant) as tx:
        chosen = sa.select(sessions.c.id).where(
            sessions.c.tenant_id == trainer.tenant, sessions.c.title.like("Inloop%")
        )
        session_id = UUID(str(tx.execute(chosen).scalar_one()))
    start_session(tool, trainer, session_id)
    return session_id


def _outside(site: Site, browser: Browser, session_id: UUID) -> list[str]:
    """What is not in a visit: the hall's door, a refused launch, an address that is nowhere."""
    tool = site.product.tool
    page = browser.new_page()
    heard, found = _complaints(page), []
    for path in OUTSIDE:
        page.goto(tool.tool_url + path)
        found += _judge(page, path)
    page.goto(f"{tool.tool_url}/s/een-oud-bezoek/")
    found += _judge(page, "a visit that is over")
    code = code_at(door_of(tool, session_id), tool.clock())
    page.goto(f"{tool.tool_url}/in/{Address(session_id, code)}")
    found += _judge(page, "scanned")
    page.fill("input[name=persoonlijk]", "FOUTFOUT")
    page.locator("main form button").first.click()
    found += _judge(page, "scanned, with a wrong code")
    page.goto(f"{tool.tool_url}/in")
    page.fill("input[name=code]", code_at(door_of(tool, session_id), tool.clock()))
    page.fill("input[name=persoonlijk]", my_code(tool, site.staff.teachers[0]))
    page.locator("main form button").first.click()
    page.wait_for_url("**/in/klaar/**")
    found += _judge(page, "inside")
    link = invite_academy(tool, Offer(site.staff.board)).link
    for path in ("", "/done", "/done?product=moodle", "?openid_configuration=nergens"):
        page.goto(link + path)
        found += _judge(page, f"registering{path}")
    page.goto(f"{tool.tool_url}/lti/beheer/een-link")
    found += _judge(page, "signing in")
    page.close()
    return found + heard


def _pages_of(app: Flask) -> set[str]:
    """The endpoints that answer GET with a page of ours."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint not in NO_PAGES
        and rule.rule not in OUTSIDE
    }


def _complaints(page: Page) -> list[str]:
    heard: list[str] = []

    def listen(message: object) -> None:
        text = str(getattr(message, "text", ""))
        if is_loud(message) and not text.startswith(REFUSED):
            heard.append(text)

    page.on("console", listen)
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    return heard


def _go(page: Page, url: str) -> None:
    """As a link does: an address that is typed over does not belong to the visit."""
    with page.expect_navigation():
        page.evaluate("url => { location.assign(url); }", url)


def _judge(page: Page, name: str) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{name} at {width} px: {text}" for text in findings_here(page)]
    return found
