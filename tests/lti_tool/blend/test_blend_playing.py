"""Playing a module for a goal: what it says carries the goal, and the blend moves by itself."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from content_packages import Launch, Upload, add_package
from content_packages.rules.vocabulary import AuVerb
from foundation.database import metadata
from lti_tool.blend.operations import (
    add_offering,
    all_offerings,
    enrollments_of,
    items_of,
    take_in,
)
from lti_tool.blend.operations.plan_blend import plan_blend
from lti_tool.blend.operations.play import finish_by_own_word, play
from lti_tool.blend.operations.show_module import show_module
from lti_tool.blend.rules.choices import Plan
from lti_tool.blend.rules.enrollments import EnrollmentState
from lti_tool.blend.rules.items import ItemState
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.blend.rules.problems import CountsByItself, NothingToPlay
from lti_tool.goals.rules import Goal
from lti_tool.profile.rules import Mode
from tests.content_packages.conftest import Player
from tests.content_packages.other_packages import activity, h5p, scorm12, scorm2004, tincan
from tests.content_packages.packages import Au, course, zipped
from tests.lti_tool.blend.conftest import SmallSchool
from tests.product import CONTENT_URL, TOOL_URL

BACK = f"{TOOL_URL}/klaar"
HOSTILE = "<script>alert(1)</script>"
MODULE = course(Au(attributes={"moveOn": "CompletedAndPassed"}))


@pytest.fixture
def goal(small_school: SmallSchool) -> Goal:
    return small_school.goal(small_school.teacher)


@pytest.fixture
def module(small_school: SmallSchool) -> Offering:
    package = add_package(
        small_school.tool.shelf, small_school.tenant, zipped(MODULE), "module.zip"
    )
    with small_school.tool.database.writing(small_school.tenant) as tx:
        return add_offering(
            tx,
            TOOL_URL,
            "Scherpe lesdoelen",
            OfferingKind.MODULE,
            Mode.ONLINE,
            20,
            package_id=package.id,
            activity_iri=package.activity_id,
        )


def player(at: SmallSchool, launched: Launch) -> Player:
    product = at.product
    return Player(
        at.tool.shelf, at.clock, product.tool_app, product.content_app, launched, at.tenant
    )


def item_state(at: SmallSchool, goal: Goal) -> ItemState:
    with at.tool.database.reading(at.tenant) as tx:
        (item,) = items_of(tx, [goal.id])[goal.id]
    return item.state


def test_everything_a_module_says_carries_the_goal_and_the_school(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    _, launched = play(small_school.tool, small_school.teacher, module.id, goal.id, 0, BACK)
    unit = player(small_school, launched).start()

    (told,) = small_school.said("initialized")
    goal_iri = f"{TOOL_URL}/leerdoelen/{goal.id}"
    assert goal_iri in told.grouping
    assert unit.data["returnURL"] == BACK
    extensions = told.body["context"]["extensions"]
    assert f"{TOOL_URL}/scholen/{small_school.school.id}" in extensions.values()
    assert told.body["actor"]["account"]["name"] == str(small_school.teacher.pseudonym)


def test_a_module_that_is_done_counts_by_itself(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    plan_blend(small_school.tool, small_school.teacher, goal.id, Plan((f"aanbod-{module.id}",)))
    _, launched = play(small_school.tool, small_school.teacher, module.id, goal.id, 0, BACK)

    unit = player(small_school, launched).start()
    assert item_state(small_school, goal) is ItemState.BUSY
    for verb in (AuVerb.COMPLETED, AuVerb.PASSED, AuVerb.TERMINATED):
        assert unit.say(verb).status_code == 200

    assert item_state(small_school, goal) is ItemState.DONE
    shown = show_module(small_school.tool, small_school.teacher, module.id, goal.id)
    assert shown.finished
    assert shown.enrollment is not None
    assert shown.enrollment.state is EnrollmentState.FINISHED


def test_a_unit_that_is_done_opens_to_be_read_again(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    _, launched = play(small_school.tool, small_school.teacher, module.id, goal.id, 0, BACK)
    unit = player(small_school, launched).start()
    assert unit.data["launchMode"] == "Normal"
    for verb in (AuVerb.COMPLETED, AuVerb.PASSED, AuVerb.TERMINATED):
        unit.say(verb)

    _, again = play(small_school.tool, small_school.teacher, module.id, goal.id, 0, BACK)

    assert player(small_school, again).begin().data["launchMode"] == "Review"


def test_the_registration_of_the_plan_is_that_of_every_launch(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    plan_blend(small_school.tool, small_school.teacher, goal.id, Plan((f"aanbod-{module.id}",)))

    for _ in range(2):
        play(small_school.tool, small_school.teacher, module.id, goal.id, 0, BACK)

    with small_school.tool.database.reading(small_school.tenant) as tx:
        (enrolled,) = enrollments_of(tx, small_school.teacher.person_id)
    assert {one.registration for one in small_school.said("launched")} == {enrolled.registration}
    assert {one.registration for one in small_school.said("registered")} == {enrolled.registration}


def test_the_page_frames_the_content_host_and_nothing_else(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    browser = small_school.browser(small_school.teacher)
    path = f"/aanbod/{module.id}/start?doel={goal.id}"

    before = browser.get(path)
    apart = browser.post(path, {"deel": "0"})
    opened = browser.post(path, {"deel": "0", "waar": "hier"})

    assert "<iframe" not in apart.text  # a tab of its own, unless she asks otherwise
    assert "frame-src" not in apart.headers["Content-Security-Policy"]
    assert "frame-src" not in before.headers["Content-Security-Policy"]
    policy = opened.headers["Content-Security-Policy"].split("; ")
    assert f"frame-src {CONTENT_URL} 'self'" in policy  # and our page where a unit ends
    frame = re.search(r"<iframe[^>]+>", opened.text)
    assert frame is not None
    assert f'src="{CONTENT_URL}/' in frame[0]
    assert "allow-top-navigation" not in frame[0]
    assert "sandbox=" in frame[0]


def test_the_page_goes_on_asking_how_far_she_is_as_long_as_a_unit_is_open(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    browser = small_school.browser(small_school.teacher)
    path = f"/aanbod/{module.id}/start?doel={goal.id}"
    asking = re.compile(r'id="stand"[^>]+hx-get="([^"]+)" hx-trigger="every 6s[^"]*"')

    opened = asking.search(browser.post(path, {"deel": "0"}).text)
    assert opened is not None
    again = browser.get(f"{path}&speelt=0").text

    assert "speelt=0" in opened[1]
    assert asking.search(again) is not None
    assert asking.search(browser.get(path).text) is None


@pytest.mark.parametrize("unit", ["1000", "99999", "-1", "x", ""])
def test_a_unit_that_is_not_there_gets_a_clear_answer(
    small_school: SmallSchool, goal: Goal, module: Offering, unit: str
) -> None:
    browser = small_school.browser(small_school.teacher)

    answer = browser.post(f"/aanbod/{module.id}/start?doel={goal.id}", {"deel": unit})

    assert answer.status_code in (400, 404)
    assert small_school.said("launched") == []


def test_what_is_done_elsewhere_counts_by_her_word_and_once(
    small_school: SmallSchool, goal: Goal
) -> None:
    article = small_school.offering("Artikel", 10)
    plan_blend(small_school.tool, small_school.teacher, goal.id, Plan((f"aanbod-{article.id}",)))

    for _ in range(2):
        finish_by_own_word(small_school.tool, small_school.teacher, article.id, goal.id)

    (told,) = small_school.said("completed")
    assert f"{TOOL_URL}/leerdoelen/{goal.id}" in told.grouping
    assert item_state(small_school, goal) is ItemState.DONE


def test_a_module_of_ours_is_never_claimed_by_hand(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    with pytest.raises(CountsByItself):
        finish_by_own_word(small_school.tool, small_school.teacher, module.id, goal.id)


def test_what_has_no_package_cannot_be_played(small_school: SmallSchool, goal: Goal) -> None:
    article = small_school.offering("Artikel", 10)

    with pytest.raises(NothingToPlay):
        play(small_school.tool, small_school.teacher, article.id, goal.id, 0, BACK)


def test_the_page_where_a_module_ends_stands_in_any_frame_and_knows_nobody(
    small_school: SmallSchool,
) -> None:
    answer = small_school.phone().get("/klaar")

    assert answer.status_code == 200
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


def test_what_never_reports_is_finished_by_her_word(small_school: SmallSchool, goal: Goal) -> None:
    tool, teacher = small_school.tool, small_school.teacher
    package = add_package(tool.shelf, small_school.tenant, tincan(activity()), "tincan.zip")
    with tool.database.writing(small_school.tenant) as tx:
        offering = add_offering(
            tx,
            TOOL_URL,
            "Rekenen",
            OfferingKind.MODULE,
            Mode.ONLINE,
            20,
            package_id=package.id,
            activity_iri=package.activity_id,
        )
    browser = small_school.browser(teacher)
    path = f"/aanbod/{offering.id}/start?doel={goal.id}"
    before = browser.get(path).text
    play(tool, teacher, offering.id, goal.id, 0, BACK)

    assert "Ik ben klaar" not in before
    assert "Ik ben klaar" in browser.get(path).text
    answer = browser.post(f"/aanbod/{offering.id}/klaar?doel={goal.id}", {"deel": "0"})

    assert answer.status_code == 303
    assert "Ik ben klaar" not in browser.get(path).text
    (told,) = small_school.said("completed")
    assert f"{TOOL_URL}/leerdoelen/{goal.id}" in told.grouping
    shown = show_module(tool, teacher, offering.id, goal.id)
    assert shown.finished
    assert shown.enrollment is not None
    assert shown.enrollment.state is EnrollmentState.FINISHED


def test_what_reports_by_itself_is_never_finished_by_word(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    play(small_school.tool, small_school.teacher, module.id, goal.id, 0, BACK)

    answer = small_school.browser(small_school.teacher).post(
        f"/aanbod/{module.id}/klaar?doel={goal.id}", {"deel": "0"}
    )

    assert answer.status_code == 409
    assert small_school.said("completed") == []


def test_scorm_for_a_goal_is_found_in_the_fact_table(small_school: SmallSchool, goal: Goal) -> None:
    tool, teacher = small_school.tool, small_school.teacher
    package = add_package(tool.shelf, small_school.tenant, scorm12(), "scorm.zip")
    with tool.database.writing(small_school.tenant) as tx:
        offering = add_offering(
            tx,
            TOOL_URL,
            "Rekenen",
            OfferingKind.MODULE,
            Mode.ONLINE,
            20,
            package_id=package.id,
            activity_iri=package.activity_id,
        )
    _, launched = play(tool, teacher, offering.id, goal.id, 0, BACK)
    token = launched.url.rsplit("/", 1)[-1]
    answer = {"id": HOSTILE, "student_response": "<b onclick='x'>", "result": "wrong"}
    core = {"lesson_status": "passed", "total_time": "00:03:00"}
    data = {"core": core, "interactions": {"0": answer}}
    said = {"sitting": "een", "moment": 1, "final": True, "data": data}
    saved = small_school.product.content_app.test_client().post(f"/save/{token}/0", json=said)

    assert saved.status_code == 200
    page = small_school.browser(teacher).get(f"/aanbod/{offering.id}/bewaard?doel={goal.id}").text
    assert "3 min" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b onclick=" in page
    assert HOSTILE not in page
    theirs = small_school.browser(small_school.colleague)
    assert "Er is nog niets bewaard" in theirs.get(f"/aanbod/{offering.id}/bewaard").text
    facts = metadata.tables["fact"]
    with tool.database.reading(small_school.tenant) as tx:
        chosen = sa.select(facts.c.kind, facts.c.goal_id, facts.c.offering_id).where(
            facts.c.tenant_id == small_school.tenant
        )
        found = tx.execute(chosen.order_by(facts.c.kind)).all()
    assert {(goal_id, offering_id) for _, goal_id, offering_id in found} == {(goal.id, offering.id)}
    assert [kind for kind, _, _ in found].count("completed") == 1
    assert "left" in {kind for kind, _, _ in found}


def finish_2004(at: SmallSchool, launched: Launch) -> None:
    data = {"completion_status": "completed", "total_time": "PT3M"}
    save(at, launched, "save", {"moment": 1, "final": True, "data": data})


def finish_h5p(at: SmallSchool, launched: Launch) -> None:
    score = {"raw": 1, "min": 0, "max": 1, "scaled": 1}
    said = {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {"id": "http://h5p.example/x"},
        "result": {"score": score, "completion": True, "success": True},
    }
    save(at, launched, "heard", {"first": 0, "events": [said]})


def finish_tincan(at: SmallSchool, launched: Launch) -> None:
    unit = player(at, launched)
    unit.token = unit.given["auth"].removeprefix("Basic ")
    told = {
        "actor": unit.actor,
        "verb": {"id": AuVerb.COMPLETED.value},
        "object": {"id": unit.given["activity_id"]},
    }
    assert unit.send(told).status_code == 200


def finish_cmi5(at: SmallSchool, launched: Launch) -> None:
    unit = player(at, launched).start()
    for verb in (AuVerb.COMPLETED, AuVerb.PASSED, AuVerb.TERMINATED):
        assert unit.say(verb).status_code == 200


def save(at: SmallSchool, launched: Launch, where: str, said: dict[str, object]) -> None:
    token = launched.url.rsplit("/", 1)[-1]
    client = at.product.content_app.test_client()
    answer = client.post(f"/{where}/{token}/0", json={"sitting": "een", **said})
    assert answer.status_code == 200, answer.text


FORMATS: dict[str, tuple[bytes, Callable[[SmallSchool, Launch], None]]] = {
    "cmi5": (zipped(MODULE), finish_cmi5),
    "scorm2004": (scorm2004(), finish_2004),
    "tincan": (tincan(activity()), finish_tincan),
    "h5p": (h5p(), finish_h5p),
}


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_finished_for_a_goal_is_found_in_the_fact_table(
    small_school: SmallSchool, goal: Goal, kind: str
) -> None:
    tool, teacher = small_school.tool, small_school.teacher
    raw, finish = FORMATS[kind]
    package = take_in(tool, small_school.tenant, Upload(raw, f"pakket.{kind}"))
    with tool.database.reading(small_school.tenant) as tx:
        (offering,) = all_offerings(tx)
    _, launched = play(tool, teacher, offering.id, goal.id, 0, BACK)
    small_school.clock.forward(minutes=3)

    finish(small_school, launched)

    facts = metadata.tables["fact"]
    with tool.database.reading(small_school.tenant) as tx:
        chosen = sa.select(facts.c.kind, facts.c.goal_id, facts.c.offering_id).where(
            facts.c.tenant_id == small_school.tenant
        )
        found = tx.execute(chosen.order_by(facts.c.kind)).all()
    assert {(goal_id, offering_id) for _, goal_id, offering_id in found} == {(goal.id, offering.id)}
    assert [kind for kind, _, _ in found].count("completed") == 1
    shown = show_module(tool, teacher, offering.id, goal.id)
    assert shown.finished
    assert shown.minutes_spent == 3
    assert package.format == kind
