"""Our own module: a valid package, the same zip each time, and good manners towards a platform."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from lxml import etree
from playwright.sync_api import Browser, Frame, Locator, Page, sync_playwright

from content_packages import Launch, check_package, progress_of
from content_packages.samples.build import MODULE, pack
from tests.content_packages.browser.conftest import (
    Hosts,
    database_url,  # noqa: F401 - a fixture
    hosts,  # noqa: F401 - a fixture
    open_in_frame,
    wait_for,
)
from tests.content_packages.conftest import TENANT
from tests.content_packages.small_academy import GOAL, MASTERY, Academy, open_academy

NAMESPACE = {"c": "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"}
UNITS = ("1-scherp", "2-herschrijven", "3-verwoorden")
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
CHROMIUM += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
ADDRESS = re.compile(rb"""(?:https?:)?//[a-z0-9][^\s"'`)<]*""", re.IGNORECASE)
NAMES_NOT_FETCHED = (b"https://w3id.org/", b"http://adlnet.gov/expapi/verbs/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield made
        made.close()


@pytest.fixture
def academy(tmp_path: Path) -> Iterator[Academy]:
    """Serves what is in the zip, not what happens to lie in the folder."""
    with ZipFile(BytesIO(pack(MODULE))) as archive:
        archive.extractall(tmp_path)
    with open_academy(tmp_path) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    opened.set_default_timeout(15_000)
    faults: list[str] = []
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    yield opened
    opened.close()
    assert faults == []


def open_unit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("body[data-ready]")


def _choose(box: Locator, right: bool) -> None:
    for value in (box.get_attribute("data-right") or "").split():
        chosen = value if right else {"a": "b", "b": "a"}.get(value, "a")
        box.locator(f"input[value={chosen}]").check()


def _match(box: Locator, _right: bool) -> None:
    for select in box.locator("select").all():
        select.select_option(select.get_attribute("data-right"))


def _mark(box: Locator, _right: bool) -> None:
    for chip in box.locator("button.chip[data-right]").all():
        chip.click()


def _write(box: Locator, _right: bool) -> None:
    box.locator("input").first.fill("een getal tot 20 splitsen")


DO = {"one": _choose, "many": _choose, "match": _match, "mark": _mark, "write": _write}


def answer(page: Page | Frame, right: bool = True) -> None:
    """Do every exercise of the step that shows."""
    for box in page.locator(".step:not([hidden]) .question").all():
        do = DO.get(box.get_attribute("data-kind") or "")
        if do:
            do(box, right)
        if box.locator("> .button").count():
            box.locator("> .button").click()
    if page.locator(".step[data-quiz]:not([hidden])").count():
        page.get_by_role("button", name="Lever in").click()


def walk(page: Page | Frame, right: bool = True) -> None:
    answer(page, right)
    while page.get_by_role("button", name="Volgende").is_visible():
        page.get_by_role("button", name="Volgende").click()
        answer(page, right)


def leave(page: Page, academy: Academy) -> None:
    page.get_by_role("button", name="Bewaar en stop").click()
    page.wait_for_url(f"{academy.content}/back.html")


def test_the_zip_is_the_same_each_time() -> None:
    assert pack(MODULE) == pack(MODULE)


def test_the_zip_holds_everything_with_the_manifest_at_its_root() -> None:
    with ZipFile(BytesIO(pack(MODULE))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(archive.namelist())
        assert {"cmi5.xml", *(f"{unit}/index.html" for unit in UNITS)} <= set(archive.namelist())


def test_the_manifest_names_three_units_that_exist() -> None:
    root = etree.parse(MODULE / "cmi5.xml").getroot()
    units = root.findall("c:au", NAMESPACE)

    addresses = [unit.findtext("c:url", namespaces=NAMESPACE) for unit in units]
    assert addresses == [f"{unit}/index.html" for unit in UNITS]
    assert all((MODULE / str(address)).is_file() for address in addresses)
    assert len({unit.get("id") for unit in units}) == 3
    assert [unit.get("moveOn") for unit in units] == [
        "Completed",
        "Completed",
        "CompletedAndPassed",
    ]
    assert [unit.get("masteryScore") for unit in units] == [None, None, "0.7"]


def test_nothing_in_it_asks_another_server_for_anything() -> None:
    for path in MODULE.rglob("*.*"):
        if path.name == "cmi5.xml":
            continue
        found = [address for address in ADDRESS.findall(path.read_bytes()) if b"." in address]
        strangers = [one for one in found if not one.startswith(NAMES_NOT_FETCHED)]
        assert strangers == [], path.name


def test_our_own_checks_find_nothing_to_say() -> None:
    report = check_package(pack(MODULE), "scherpe-lesdoelen.zip")

    assert (report.ok, report.format, report.title) == (True, "cmi5", "Scherpe lesdoelen")
    assert report.problems == ()


@pytest.mark.parametrize("unit", UNITS)
def test_every_exercise_has_an_id_of_its_own_and_words_for_every_outcome(unit: str) -> None:
    root = etree.parse(MODULE / unit / "index.html", etree.HTMLParser()).getroot()
    ids = [part.get("id") for part in root.iter() if part.get("id")]
    assert len(ids) == len(set(ids))
    for box in root.iter("fieldset"):
        said = {part.get("data-when") for part in box.iter("div")} - {None}
        radios = [part for part in box.iter("input") if part.get("type") == "radio"]
        values = {f"={radio.get('value')}" for radio in radios}
        assert said >= {"right", "wrong"} or said in ({"always"}, values), box.get("id")


@pytest.mark.browser
@pytest.mark.parametrize("unit", UNITS)
def test_a_learner_who_does_it_all_has_completed_the_unit(
    academy: Academy, page: Page, unit: str
) -> None:
    mastery = 0.7 if unit == "3-verwoorden" else None
    open_unit(page, academy.launch(unit, mastery=mastery))

    walk(page)
    leave(page, academy)

    judged = ["passed"] if mastery else []
    assert academy.refusals == []
    assert academy.names() == ["initialized", *judged, "completed", "terminated"]
    assert academy.seen[0] == "POST /fetch"
    assert academy.seen.count("POST /fetch") == 1


@pytest.mark.browser
def test_what_happened_carries_the_goal_and_the_score(academy: Academy, page: Page) -> None:
    open_unit(page, academy.launch("3-verwoorden", mastery=0.7))
    walk(page)
    leave(page, academy)

    passed = academy.statements[1]
    assert {"id": GOAL} in passed["context"]["contextActivities"]["grouping"]
    assert passed["context"]["extensions"][MASTERY] == 0.7
    assert passed["result"]["score"] == {"scaled": 1, "raw": 8, "min": 0, "max": 8}
    text = json.dumps([academy.statements, academy.documents])
    assert "een getal tot 20 splitsen" not in text  # what she typed stays on her screen


@pytest.mark.browser
def test_a_missed_test_is_told_at_the_end_and_can_be_passed_in_another_session(
    academy: Academy, page: Page
) -> None:
    open_unit(page, academy.launch("3-verwoorden", mastery=0.7))
    walk(page, right=False)
    assert "passed" not in academy.names()
    assert "failed" not in academy.names()  # she may still try again
    leave(page, academy)
    assert academy.names() == ["initialized", "completed", "failed", "terminated"]

    open_unit(page, academy.launch("3-verwoorden", mastery=0.7))
    page.get_by_role("button", name="Acht vragen").first.click()
    page.get_by_role("button", name="Probeer opnieuw").click()
    answer(page)
    leave(page, academy)

    assert academy.refusals == []
    assert academy.names()[4:] == ["initialized", "passed", "terminated"]


@pytest.mark.browser
def test_after_a_miss_another_try_in_the_same_session_counts(academy: Academy, page: Page) -> None:
    open_unit(page, academy.launch("3-verwoorden", mastery=0.7))
    walk(page, right=False)
    page.get_by_role("button", name="Acht vragen").first.click()
    page.get_by_role("button", name="Probeer opnieuw").click()
    answer(page)
    leave(page, academy)

    assert academy.refusals == []
    assert academy.names() == ["initialized", "completed", "passed", "terminated"]


@pytest.mark.browser
def test_a_learner_goes_on_where_she_was(academy: Academy, page: Page) -> None:
    open_unit(page, academy.launch("1-scherp"))
    answer(page)
    for _ in range(2):
        page.get_by_role("button", name="Volgende").click()
    leave(page, academy)

    open_unit(page, academy.launch("1-scherp"))

    assert page.locator(".step:not([hidden]) h2").inner_text().startswith("Vier kenmerken")
    page.get_by_role("button", name="Herken je dit?").click()
    assert page.locator("#u1-wat-weten-ze input[value=c]").is_checked()


@pytest.mark.browser
def test_a_unit_with_open_exercises_is_not_completed_yet(academy: Academy, page: Page) -> None:
    open_unit(page, academy.launch("1-scherp"))
    while page.get_by_role("button", name="Volgende").is_visible():
        page.get_by_role("button", name="Volgende").click()
    assert page.get_by_text("Hier staat nog iets voor je open").is_visible()
    leave(page, academy)

    assert academy.names() == ["initialized", "terminated"]


@pytest.mark.browser
@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_looking_around_records_nothing(academy: Academy, page: Page, mode: str) -> None:
    open_unit(page, academy.launch("3-verwoorden", mode=mode, mastery=0.7))
    assert page.get_by_text("Er wordt nu niets vastgelegd").is_visible()
    walk(page)
    leave(page, academy)

    assert academy.refusals == []
    assert academy.names() == ["initialized", "terminated"]
    assert academy.documents == {}


@pytest.mark.browser
def test_a_page_that_is_closed_ends_its_session(academy: Academy, page: Page) -> None:
    open_unit(page, academy.launch("3-verwoorden", mastery=0.7))
    walk(page, right=False)

    page.goto(f"{academy.content}/back.html")
    page.wait_for_timeout(500)

    assert academy.refusals == []
    assert academy.names()[-2:] == ["failed", "terminated"]


@pytest.mark.browser
def test_a_used_launch_says_so_and_records_nothing(academy: Academy, page: Page) -> None:
    address = academy.launch("1-scherp")
    open_unit(page, address)
    leave(page, academy)

    page.goto(address)

    page.get_by_text("Open de module opnieuw vanuit je academie").wait_for()
    assert not page.get_by_role("main").is_visible()
    assert academy.names() == ["initialized", "terminated"]


@pytest.mark.browser
def test_it_runs_in_a_sandbox_with_an_opaque_origin(academy: Academy, page: Page) -> None:
    page.goto(academy.in_sandbox(academy.launch("1-scherp", returns=False)))
    frame = page.frame_locator("iframe")
    frame.locator("body[data-ready=Normal]").wait_for()
    frame.locator("#u1-wat-weten-ze input[value=c]").check()
    frame.get_by_role("button", name="Kijk na").first.click()
    frame.get_by_role("button", name="Bewaar en stop").click()

    frame.get_by_text("Je kunt dit venster sluiten").wait_for()
    assert academy.refusals == []
    assert academy.names() == ["initialized", "terminated"]
    assert len(academy.documents) == 1


@pytest.mark.browser
def test_without_a_launch_it_can_be_looked_at(academy: Academy, page: Page) -> None:
    open_unit(page, f"{academy.content}/2-herschrijven/index.html")

    assert page.get_by_text("Je bekijkt deze module los van je academie").is_visible()
    walk(page)
    assert academy.seen == []


@pytest.mark.browser
def test_an_exercise_can_be_done_with_the_keyboard_alone(academy: Academy, page: Page) -> None:
    open_unit(page, academy.launch("1-scherp"))

    page.locator("#u1-wat-weten-ze input[value=a]").focus()
    for key in ("Space", "ArrowDown", "ArrowDown", "Tab", "Enter"):
        page.keyboard.press(key)

    assert "Precies." in page.locator("#u1-wat-weten-ze .status").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("unit", "width", "scheme"),
    [(UNITS[0], 390, "light"), (UNITS[1], 1280, "dark"), (UNITS[2], 390, "dark")],
)
def test_axe_finds_nothing_and_nothing_sticks_out(
    academy: Academy, browser: Browser, unit: str, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 800}
    page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    open_unit(page, f"{academy.content}/{unit}/index.html")
    page.add_script_tag(path=AXE)
    while True:
        answer(page)
        found = page.evaluate(
            "axe.run().then((r) => r.violations.map((v) => [v.id, v.nodes[0].html]))"
        )
        assert found == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        if not page.get_by_role("button", name="Volgende").is_visible():
            break
        page.get_by_role("button", name="Volgende").click()
    page.close()


@pytest.mark.browser
def test_it_prints_as_a_handout(academy: Academy, page: Page) -> None:
    open_unit(page, f"{academy.content}/1-scherp/index.html")
    page.emulate_media(media="print")

    assert page.get_by_text("Vier kenmerken van een scherp lesdoel").last.is_visible()
    assert not page.get_by_role("button", name="Volgende").is_visible()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.browser
def test_in_our_own_player_the_whole_course_is_satisfied(
    hosts: Hosts,  # noqa: F811 - the fixture
    page: Page,
) -> None:
    package = hosts.desk.add(pack(MODULE))
    registration = uuid4()

    for position, last in enumerate(("completed", "completed", "passed")):
        player = hosts.desk.launch(package, position, registration=registration)
        play(page, hosts, player.launch, last)

    with hosts.desk.shelf.database.reading(TENANT) as tx:
        assert progress_of(tx, registration).satisfied
    assert hosts.said()[-1] == "terminated"


def play(page: Page, hosts: Hosts, launch: Launch, last: str) -> None:  # noqa: F811
    open_in_frame(page, hosts, launch)
    frame = page.frames[1]
    frame.wait_for_selector("body[data-ready=Normal]")
    walk(frame)
    wait_for(page, lambda: last in hosts.said())
    frame.get_by_role("button", name="Bewaar en stop").click()
    frame.get_by_text("Je kunt dit venster sluiten").wait_for()
