"""Each format in a real browser: left half-way, resumed, finished, and told in xAPI."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import FrameLocator, Page, Response

from content_packages import Package
from tests.content_packages.browser.conftest import (
    Hosts,
    wait_for,
)
from tests.content_packages.conftest import ACTOR, GOAL
from tests.content_packages.other_packages import (
    ACTIVITY,
    activity,
    h5p,
    item,
    resource,
    scorm12,
    scorm2004,
    tincan,
)

pytestmark = pytest.mark.browser

NODE = Path(__file__).parents[3] / "node_modules"

SCO = """<!doctype html><html lang="nl"><title>Les</title>
<p>Bladzijde <output id="at"></output></p>
<button id="next">Verder</button><button id="done">Klaar</button>
<script>
const old = parent.API, api = old || parent.API_1484_11;
const call = (one, other, ...given) => api[old ? one : other](...given);
const get = (one, other) => call("LMSGetValue", "GetValue", old ? one : other);
const set = (one, other, value) => call("LMSSetValue", "SetValue", old ? one : other, value);
call("LMSInitialize", "Initialize", "");
let at = Number(get("cmi.core.lesson_location", "cmi.location") || 1);
const show = () => document.getElementById("at").textContent = at;
show();
document.getElementById("next").onclick = () => {
  at += 1;
  set("cmi.core.lesson_location", "cmi.location", String(at));
  set("cmi.suspend_data", "cmi.suspend_data", "x".repeat(5000) + at);
  show();
};
document.getElementById("done").onclick = () => {
  set("cmi.core.score.raw", "cmi.score.scaled", old ? "90" : "0.9");
  if (!old) set("", "cmi.completion_status", "completed");
  set("cmi.core.lesson_status", "cmi.success_status", "passed");
  set("cmi.core.exit", "cmi.exit", old ? "" : "normal");
  call("LMSFinish", "Terminate", "");
};
addEventListener("pagehide", () => {
  set("cmi.core.exit", "cmi.exit", "suspend");
  call("LMSFinish", "Terminate", "");
});
</script></html>"""


class Learner:
    """Opens one package again and again, in one registration."""

    def __init__(self, hosts: Hosts, package: Package) -> None:
        self.hosts, self.package, self.registration = hosts, package, uuid4()

    def opens(self, page: Page) -> FrameLocator:
        back = f"{self.hosts.academy}/terug"
        player = self.hosts.desk.launch(
            self.package, registration=self.registration, return_url=back
        )
        page.goto(player.launch.url)
        return page.frame_locator("#unit")

    def opens_h5p(self, page: Page) -> FrameLocator:
        self.opens(page)
        return page.frame_locator("iframe.h5p-iframe")

    def has_said(self, page: Page, *verbs: str) -> None:
        wait_for(page, lambda: self.hosts.said()[-len(verbs) :] == list(verbs))


@pytest.mark.parametrize("make", [scorm12, scorm2004])
def test_scorm_is_left_resumed_and_finished(
    hosts: Hosts, page: Page, make: Callable[..., bytes]
) -> None:
    learner = Learner(hosts, hosts.desk.add(make(files={"index.html": SCO})))
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))

    sco = learner.opens(page)
    for _ in range(3):
        sco.get_by_role("button", name="Verder").click()
    learner.has_said(page, "launched", "initialized")
    page.get_by_role("link", name="Stoppen").click()
    page.wait_for_url(f"{hosts.academy}/terug")
    wait_for(page, lambda: "terminated" in hosts.said())

    sco = learner.opens(page)
    sco.get_by_text("Bladzijde 4").wait_for()
    sco.get_by_role("button", name="Klaar").click()
    learner.has_said(page, "completed", "passed", "terminated", "satisfied")
    page.get_by_text("Alles is bewaard").wait_for()

    assert faults == []
    assert "resumed" in hosts.said()
    assert all(GOAL in one.grouping for one in hosts.desk.statements())
    (passed,) = (one for one in hosts.desk.statements() if one.verb.endswith("passed"))
    assert passed.result["score"]["scaled"] == 0.9


def test_what_is_done_without_a_network_is_kept_when_it_is_back(hosts: Hosts, page: Page) -> None:
    learner = Learner(hosts, hosts.desk.add(scorm12(files={"index.html": SCO})))
    sco = learner.opens(page)
    learner.has_said(page, "launched", "initialized")

    page.context.set_offline(True)
    sco.get_by_role("button", name="Klaar").click()
    page.get_by_text("Nog niet bewaard").wait_for()
    page.context.set_offline(False)

    page.get_by_text("Alles is bewaard").wait_for()
    assert hosts.said()[-1] == "satisfied"


def test_the_menu_leads_from_unit_to_unit(hosts: Hosts, page: Page) -> None:
    locked = "<adlcp:prerequisites type='aicc_script'>deel-1</adlcp:prerequisites>"
    items = item(title="Eerst") + item(locked, "deel-2", title="Dan")
    learner = Learner(hosts, hosts.desk.add(scorm12(items, resource(), files={"index.html": SCO})))

    sco = learner.opens(page)
    page.get_by_text("Alle delen").click()
    assert page.get_by_text("opent later").is_visible()
    sco.get_by_role("button", name="Klaar").click()
    learner.has_said(page, "completed", "passed", "terminated")
    page.get_by_role("link", name="Volgende").click()  # it appears by itself
    page.get_by_role("heading", name="Dan").wait_for()
    page.frame_locator("#unit").get_by_role("button", name="Klaar").click()

    learner.has_said(page, "terminated", "satisfied")


TINCAN_PAGE = """<!doctype html><html lang="nl"><title>Les</title><script src="tincan.js"></script>
<p>Bladzijde <output id="at"></output></p>
<button id="next">Verder</button><button id="done">Klaar</button>
<script>
const client = new TinCan({url: location.href});
const kept = client.getState("plaats");
let at = Number(kept.state ? kept.state.contents : 1);
const show = () => document.getElementById("at").textContent = at;
show();
const say = (verb, more) => client.sendStatement({
  verb: {id: "http://adlnet.gov/expapi/verbs/" + verb}, target: {id: client.activity.id}, ...more,
});
if (at === 1) say("initialized");
document.getElementById("next").onclick = () => {
  client.setState("plaats", String(++at));
  show();
};
document.getElementById("done").onclick = () => say("passed", {result: {success: true}});
</script></html>"""


def test_tin_can_is_left_resumed_and_finished(hosts: Hosts, page: Page) -> None:
    """With the client that most of these packages bring along."""
    client = (NODE / "tincanjs/build/tincan-min.js").read_text("utf-8")
    raw = tincan(activity(), files={"index.html": TINCAN_PAGE, "tincan.js": client})
    learner = Learner(hosts, hosts.desk.add(raw))

    learner.opens(page)
    page.get_by_role("button", name="Verder").click()
    page.get_by_text("Bladzijde 2").wait_for()
    learner.opens(page)
    page.get_by_text("Bladzijde 2").wait_for()
    page.get_by_role("button", name="Klaar").click()

    learner.has_said(page, "launched", "initialized", "launched", "passed", "satisfied")
    (passed,) = (one for one in hosts.desk.statements() if one.verb.endswith("passed"))
    assert passed.object["id"] == ACTIVITY
    assert GOAL in passed.grouping


H5P_LIBRARY = """var H5P = H5P || {};
H5P.Waar = function (params, id, extras) {
  H5P.EventDispatcher.call(this);
  const self = this, state = (extras && extras.previousState) || {answer: "niets"};
  this.getCurrentState = () => state;
  this.attach = ($container) => {
    const $out = H5P.jQuery("<output></output>").text("Gekozen: " + state.answer);
    const $choose = H5P.jQuery("<button>Kies waar</button>").on("click", () => {
      state.answer = "waar";
      $out.text("Gekozen: " + state.answer);
      self.triggerXAPI("interacted");
    });
    const $done = H5P.jQuery("<button>Klaar</button>").on("click", () => {
      self.triggerXAPIScored(1, 1, "answered", true, true);
    });
    $container.append($out, $choose, $done);
  };
};
H5P.Waar.prototype = Object.create(H5P.EventDispatcher.prototype);
H5P.Waar.prototype.constructor = H5P.Waar;
"""


def is_kept(answer: Response, said: str) -> bool:
    return "/state/" in answer.url and said in (answer.request.post_data or "")


def test_h5p_is_left_resumed_and_finished(hosts: Hosts, page: Page) -> None:
    raw = h5p(files={"H5P.Waar-1.6/script.js": H5P_LIBRARY})
    learner = Learner(hosts, hosts.desk.add(raw))

    content = learner.opens_h5p(page)
    content.get_by_text("Gekozen: niets").wait_for()
    with page.expect_response(lambda answer: is_kept(answer, "waar")):
        content.get_by_role("button", name="Kies waar").click()
    content = learner.opens_h5p(page)
    content.get_by_text("Gekozen: waar").wait_for()
    content.get_by_role("button", name="Klaar").click()

    learner.has_said(page, "answered", "satisfied")
    told = hosts.desk.statements()[-2]
    assert told.body["actor"] == ACTOR
    assert told.result["score"] == {"raw": 1, "min": 0, "max": 1, "scaled": 1}
    assert "interacted" not in hosts.said()
    assert all(GOAL in one.grouping for one in hosts.desk.statements())
