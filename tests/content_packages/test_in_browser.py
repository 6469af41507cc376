"""Real packages in a real browser, on three hosts: what they say arrives, and they stay apart."""

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from content_packages import Launch, content_app
from content_packages.rules.vocabulary import AuVerb, LmsVerb
from content_packages.samples.build import MODULE, pack
from foundation.web.slashes import Wsgi
from lrs import RecordStore, make_lrs_app
from tests.conftest import SHARED
from tests.content_packages.conftest import GOAL, Desk
from tests.content_packages.packages import Au, course, zipped

pytestmark = pytest.mark.browser

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
CHROMIUM += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-modals allow-downloads"


@pytest.fixture
def database_url(tmp_path: Path, migrated_sqlite: Path) -> str:
    """A package sees no difference; the whole trail is walked on both databases (tests/e2e)."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'leerspoor.sqlite')}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield made
        made.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    yield opened
    context.close()


@contextmanager
def served(host: str, app: Wsgi) -> Iterator[str]:
    server = make_server(host, 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def player_page() -> Flask:
    """The academy: shows a launch in a frame, and has a cookie to steal."""
    app = Flask("academy")

    @app.get("/speler")
    def player() -> tuple[str, dict[str, str]]:
        address = escape(request.args["url"])
        frame = f'<iframe id="f" sandbox="{SANDBOX}" src="{address}" width="900" height="700">'
        return f"<!doctype html>{frame}</iframe>", {"Set-Cookie": "academie=geheim"}

    @app.get("/terug")
    def back() -> str:
        return "<h1>Terug</h1>"

    return app


@dataclass
class Hosts:
    """A desk of which everything can be reached by a browser."""

    desk: Desk
    academy: str
    content: str

    def said(self) -> list[str]:
        return self.desk.verbs()


@pytest.fixture
def hosts(desk: Desk) -> Iterator[Hosts]:
    with ExitStack() as opened:
        later: list[Wsgi] = []

        def content(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            return later[0](environ, start)

        academy = opened.enter_context(served("localhost", player_page()))
        lrs_url = opened.enter_context(served("127.0.0.1", make_lrs_app(desk.shelf.record_store)))
        content_url = opened.enter_context(served("127.0.0.2", content))
        store: RecordStore = replace(desk.shelf.record_store, base=f"{lrs_url}/xapi")
        shelf = replace(desk.shelf, content_url=content_url, endpoint_url=store.base)
        later.append(content_app(shelf, framed_by=lambda _tenant: (academy,)))
        yield Hosts(replace(desk, shelf=shelf), academy, content_url)


def wait_for(page: Page, is_so: Callable[[], bool]) -> None:
    for _ in range(100):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not happen within ten seconds")


@pytest.mark.shared_packages
def test_the_geology_course_is_played_passed_and_left(hosts: Hosts, page: Page) -> None:
    package = hosts.desk.add((SHARED / "cmi5-geology-mastery.zip").read_bytes())
    player = hosts.desk.launch(package, return_url=f"{hosts.academy}/terug")
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))

    page.goto(player.launch.url)
    wait_for(page, lambda: "initialized" in hosts.said())
    while not page.locator("text=Submit Answers").is_visible():
        page.click("#next")
    page.click("text=(Select correct answers)")
    page.click("text=Submit Answers")
    wait_for(page, lambda: "satisfied" in hosts.said())
    page.locator("#score-panel .exit-button").click()
    page.wait_for_url(f"{hosts.academy}/terug")

    said = hosts.said()
    assert said[:2] == ["launched", "initialized"]
    assert said[-1] == "terminated"
    assert {"passed", "completed", "answered", "experienced"} <= set(said)
    assert all(GOAL in one.grouping for one in hosts.desk.statements())
    assert faults == []


@pytest.mark.shared_packages
def test_the_course_of_eighteen_units_plays_in_a_frame(hosts: Hosts, page: Page) -> None:
    """Its statements keep none of the rules of cmi5, so none is stored; it plays all the same."""
    package = hosts.desk.add((SHARED / "cmi5-18-units.zip").read_bytes())
    assert len(package.units) == 18
    launch = hosts.desk.launch(package, 3).launch

    with page.expect_response(lambda answer: answer.status == 403) as refused:
        open_in_frame(page, hosts, launch)

    frame = page.frame_locator("#f")
    frame.locator("#previewSprite").wait_for(state="attached")
    assert refused.value.url.endswith("/xapi/statements")
    assert hosts.said() == ["launched"]


def open_in_frame(page: Page, hosts: Hosts, launch: Launch) -> None:
    page.goto(f"{hosts.academy}/speler?{urlencode({'url': launch.url})}")
    page.wait_for_selector("#f")


def test_our_own_module_plays_from_its_zip(hosts: Hosts, page: Page) -> None:
    package = hosts.desk.add(pack(MODULE))

    open_in_frame(page, hosts, hosts.desk.launch(package).launch)

    wait_for(page, lambda: hosts.said()[-2:] == ["launched", "initialized"])
    page.frame_locator("#f").locator("body[data-ready]").wait_for()


PROBE = """<!doctype html><html lang="nl"><title>Proef</title><script>
const tried = {};
const attempt = async (name, act) => {
  try { tried[name] = await act(); } catch (fault) { tried[name] = "nee: " + fault.name; }
};
(async () => {
  await attempt("cookie", () => document.cookie);
  await attempt("parent", () => parent.document.title);
  await attempt("top", () => { top.location.href = "about:blank"; return "ja"; });
  await attempt("worker", () => navigator.serviceWorker.register("werker.js").then(() => "ja"));
  await attempt("other", () => fetch(location.href.replace(/\\/c\\/[^/]+/, "/c/ander"))
    .then(answer => answer.status));
  await attempt("root", () => fetch("/").then(answer => answer.status));
  const camera = () => navigator.mediaDevices.getUserMedia({video: true});
  await attempt("camera", () => camera().then(() => "ja"));
  document.body.dataset.tried = JSON.stringify(tried);
})();
</script><body></body></html>"""


def test_a_package_that_tries_everything_gets_nothing(hosts: Hosts, page: Page) -> None:
    raw = zipped(course(Au()), {"index.html": PROBE, "werker.js": "self.x = 1"})
    launch = hosts.desk.launch(hosts.desk.add(raw)).launch

    open_in_frame(page, hosts, launch)
    body = page.frame_locator("#f").locator("body[data-tried]")
    body.wait_for(state="attached")
    tried = page.frames[1].evaluate("JSON.parse(document.body.dataset.tried)")

    assert tried["cookie"] == ""
    assert tried["other"] == tried["root"] == 404
    for name in ("parent", "top", "worker", "camera"):
        assert tried[name].startswith("nee"), (name, tried)
    assert page.url.startswith(hosts.academy)


def test_another_site_may_not_frame_a_package(hosts: Hosts, page: Page) -> None:
    launch = hosts.desk.launch(hosts.desk.add()).launch

    with served("127.0.0.3", player_page()) as stranger:
        open_in_frame(page, replace(hosts, academy=stranger), launch)
        page.wait_for_timeout(500)
        shown = page.frames[1].evaluate("document.body ? document.body.innerText : ''")

    assert "Hoi" not in shown


def test_a_strange_unit_on_another_site_can_take_part(hosts: Hosts, page: Page) -> None:
    """CORS: a unit that is not on our content host fetches its token and speaks."""
    site = Flask("elsewhere")
    site.get("/les")(lambda: STRANGER)
    with served("127.0.0.4", site) as elsewhere:
        package = hosts.desk.add(course(Au(url=f"{elsewhere}/les")).encode())
        player = hosts.desk.launch(package)
        page.goto(player.launch.url)
        page.wait_for_selector("body[data-said]", state="attached")

    assert page.get_attribute("body", "data-said") == "200"
    assert hosts.said()[-1] == "initialized"
    assert AuVerb.INITIALIZED in {one.verb for one in hosts.desk.statements()}
    assert LmsVerb.LAUNCHED in {one.verb for one in hosts.desk.statements()}


STRANGER = """<!doctype html><html lang="nl"><title>Les</title><body></body><script>
(async () => {
  const given = Object.fromEntries(new URLSearchParams(location.search));
  const json = {"Content-Type": "application/json"};
  const token = (await (await fetch(given.fetch, {method: "POST", headers: json})).json());
  const headers = {
    ...json, "X-Experience-API-Version": "1.0.3", Authorization: "Basic " + token["auth-token"],
  };
  const {endpoint, actor, activityId, registration} = given;
  const named = {stateId: "LMS.LaunchData", activityId, agent: actor, registration};
  const query = new URLSearchParams(named);
  const data = await (await fetch(endpoint + "/activities/state?" + query, {headers})).json();
  const profile = new URLSearchParams({profileId: "cmi5LearnerPreferences", agent: actor});
  await fetch(endpoint + "/agents/profile?" + profile, {headers});
  const context = {...data.contextTemplate, registration};
  context.contextActivities.category = [{id: "https://w3id.org/xapi/cmi5/context/categories/cmi5"}];
  const statement = {
    id: crypto.randomUUID ? crypto.randomUUID() : "0192f3a0-1111-4aaa-8bbb-1c2d3e4f5a60",
    timestamp: new Date().toISOString(),
    actor: JSON.parse(actor), verb: {id: "http://adlnet.gov/expapi/verbs/initialized"},
    object: {id: activityId}, context,
  };
  const answer = await fetch(endpoint + "/statements", {
    method: "POST", headers, body: JSON.stringify(statement),
  });
  document.body.dataset.said = answer.status;
})();
</script></html>"""
