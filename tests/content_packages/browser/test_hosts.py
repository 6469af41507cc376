"""Real packages in a real browser, on three hosts: what they say arrives, and they stay apart."""

from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Page

from content_packages.rules.vocabulary import AuVerb, LmsVerb
from content_packages.samples.build import MODULE, pack
from tests.conftest import SHARED
from tests.content_packages.browser.conftest import (
    Hosts,
    open_in_frame,
    player_page,
    served,
    wait_for,
)
from tests.content_packages.conftest import GOAL
from tests.content_packages.other_packages import scorm12
from tests.content_packages.packages import Au, course, zipped

pytestmark = pytest.mark.browser


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
  await attempt("found", () => localStorage.getItem("x") + document.cookie);
  await attempt("storage", () => { localStorage.x = "1"; document.cookie = "x=1"; return "ja"; });
  await attempt("opener", () => String(window.opener && window.opener.location.href));
  await attempt("parent", () => parent.document.title);
  await attempt("top", () => { top.location.href = "about:blank"; return "ja"; });
  await attempt("worker", () => navigator.serviceWorker.register("werker.js").then(() => "ja"));
  await attempt("other", () => fetch(location.href.replace(/\\/c\\/[^/]+/, "/c/ander"))
    .then(answer => answer.status));
  await attempt("academy", () => fetch("ACADEMY/terug", {credentials: "include"})
    .then(answer => answer.text()));
  await attempt("root", () => fetch("/").then(answer => answer.status));
  const camera = () => navigator.mediaDevices.getUserMedia({video: true});
  await attempt("camera", () => camera().then(() => "ja"));
  document.body.dataset.tried = JSON.stringify(tried);
})();
</script><body></body></html>"""


def tries(page: Page) -> dict[str, str | int]:
    """What a hostile page got, once it tried everything."""
    body = page.frames[-1].locator("body[data-tried]")
    body.wait_for(state="attached")
    found: dict[str, str | int] = page.frames[-1].evaluate(
        "JSON.parse(document.body.dataset.tried)"
    )
    return found


def hostile(hosts: Hosts) -> dict[str, str | bytes]:
    return {"index.html": PROBE.replace("ACADEMY", hosts.academy), "werker.js": "self.x = 1"}


def test_a_package_that_tries_everything_gets_nothing(hosts: Hosts, page: Page) -> None:
    launch = hosts.desk.launch(hosts.desk.add(zipped(course(Au()), hostile(hosts)))).launch

    for _ in range(2):
        open_in_frame(page, hosts, launch)
        tried = tries(page)
        assert (tried["found"], tried["storage"]) == ("null", "ja")  # nothing outlives the page

    for name in ("other", "root", "parent", "top", "worker", "academy", "camera"):
        assert str(tried[name]).startswith("nee"), (name, tried)
    assert page.url.startswith(hosts.academy)


def test_a_package_in_a_tab_of_its_own_gets_nothing_either(hosts: Hosts, page: Page) -> None:
    """Also where the page that opened it forgot to let go of it."""
    files = hostile(hosts)
    files["index.html"] = str(files["index.html"]).replace("top.location.href =", "top.x =")
    launch = hosts.desk.launch(hosts.desk.add(zipped(course(Au()), files))).launch
    page.goto(f"{hosts.academy}/terug")

    with page.expect_popup() as tab:
        page.evaluate("address => { window.open(address); }", launch.url)
    tried = tries(tab.value)

    assert tried["found"] == "null"
    for name in ("worker", "academy", "opener", "camera"):
        assert str(tried[name]).startswith("nee"), (name, tried)


def test_a_sco_that_tries_everything_gets_nothing_either(hosts: Hosts, page: Page) -> None:
    """It reaches our player, which knows no more than it does, and nothing around that."""
    files = hostile(hosts)
    files["index.html"] = str(files["index.html"]).replace(
        "parent.document", "parent.parent.document"
    )
    launch = hosts.desk.launch(hosts.desk.add(scorm12(files=files))).launch

    open_in_frame(page, hosts, launch)
    page.frame_locator("#f").frame_locator("#unit").locator("body[data-tried]").wait_for(
        state="attached"
    )
    tried = tries(page)

    assert tried["cookie"] == ""
    assert tried["other"] == tried["root"] == 404
    for name in ("parent", "top", "worker", "academy", "camera"):
        assert str(tried[name]).startswith("nee"), (name, tried)
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
