"""The pages of the blend: they work by plain forms, and only for whom they are."""

from datetime import UTC, datetime, timedelta

import pytest

from lti_tool.blend.operations import items_of, join_session
from lti_tool.blend.operations.agenda import show_agenda
from lti_tool.blend.operations.plan_blend import plan_blend
from lti_tool.blend.operations.sessions import cancel_session, join
from lti_tool.blend.rules.choices import Plan
from lti_tool.blend.rules.items import BlendItem
from lti_tool.blend.rules.sessions import Session
from lti_tool.goals.rules import Goal
from tests.lti_tool.blend.conftest import SmallSchool


@pytest.fixture
def goal(small_school: SmallSchool) -> Goal:
    return small_school.goal(small_school.teacher)


def blend_of(at: SmallSchool, goal: Goal) -> list[BlendItem]:
    with at.tool.database.reading(at.tenant) as tx:
        return items_of(tx, [goal.id])[goal.id]


def test_the_picker_keeps_what_was_ticked_when_it_is_sent(
    small_school: SmallSchool, goal: Goal
) -> None:
    module = small_school.offering()
    form = {"kies": [f"aanbod-{module.id}"], "uitproberen": "exit-kaartje", "collega": ""}

    answer = small_school.browser(small_school.teacher).post(f"/doelen/{goal.id}/blend", form)

    assert answer.status_code == 303
    assert answer.location.endswith(f"/doelen/{goal.id}")
    assert [one.title for one in blend_of(small_school, goal)] == [module.title, "exit-kaartje"]


def test_reckoning_and_moving_change_the_page_only(small_school: SmallSchool, goal: Goal) -> None:
    first, second = small_school.offering("Eerst", 20), small_school.offering("Daarna", 40)
    keys = [f"aanbod-{one.id}" for one in (first, second)]
    form = {"kies": keys, "volgorde": keys, "stap": f"omhoog:{keys[1]}"}

    shown = small_school.browser(small_school.teacher).post(f"/doelen/{goal.id}/blend/reken", form)

    order = shown.text.partition('class="order"')[2]
    assert order.index("Daarna") < order.index("Eerst")
    assert "<strong>1 u</strong>" in shown.text
    assert blend_of(small_school, goal) == []


@pytest.mark.parametrize(
    "form",
    [
        {"kies": ["aanbod-x"]},
        {"collega": "niemand"},
        {"kies": ["x" * 5000]},
        {"volgorde": ["x"], "uitproberen": "y" * 5000},
    ],
)
def test_a_form_that_makes_no_sense_gets_a_clear_answer(
    small_school: SmallSchool, goal: Goal, form: dict[str, object]
) -> None:
    answer = small_school.browser(small_school.teacher).post(f"/doelen/{goal.id}/blend", form)

    assert answer.status_code in (303, 400, 404)


def test_a_wrong_code_is_said_at_the_field(small_school: SmallSchool) -> None:
    small_school.running()

    answer = small_school.browser(small_school.teacher).post("/inchecken", {"code": "AAAAAA"})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert 'value="AAAAAA"' in answer.text


def test_the_right_code_leads_to_the_page_that_says_so(small_school: SmallSchool) -> None:
    session = small_school.running()
    browser = small_school.browser(small_school.teacher)

    answer = browser.post("/inchecken", {"code": small_school.screen(session).code})

    assert answer.status_code == 303
    assert "Je bent er." in browser.get(f"/bijeenkomsten/{session.id}").text


def test_who_enrols_and_cannot_come_says_so_by_buttons(small_school: SmallSchool) -> None:
    session = small_school.session()
    browser = small_school.browser(small_school.teacher)

    browser.post(f"/bijeenkomsten/{session.id}/aanmelden")
    assert "Je komt." in browser.get(f"/bijeenkomsten/{session.id}").text

    browser.post(f"/bijeenkomsten/{session.id}/afmelden")
    assert "Ik kom" in browser.get(f"/bijeenkomsten/{session.id}").text


def test_the_screen_shows_the_code_and_only_to_its_trainer(small_school: SmallSchool) -> None:
    session = small_school.running()
    path = f"/bijeenkomsten/{session.id}/digibord"

    shown = small_school.browser(small_school.trainer).get(path)
    code = small_school.screen(session).code

    assert f"{code[:3]} {code[3:]}" in shown.text
    assert "<svg" in shown.text
    assert 'http-equiv="refresh"' in shown.text
    assert small_school.browser(small_school.teacher).get(path).status_code == 403


def test_the_trainer_ticks_closes_and_corrects_by_plain_forms(small_school: SmallSchool) -> None:
    session = small_school.running()
    with small_school.tool.database.writing(small_school.tenant) as tx:
        join_session(tx, small_school.tool, small_school.colleague, session.id, None)
    browser = small_school.browser(small_school.trainer)
    teacher = small_school.teacher.person_id

    browser.post(f"/bijeenkomsten/{session.id}/tik/{teacher}")
    browser.post(f"/bijeenkomsten/{session.id}/sluiten")
    form = {f"stand-{teacher}": "aanwezig", f"minuten-{teacher}": "40"}
    saved = browser.post(f"/bijeenkomsten/{session.id}/presentie", form)

    shown = browser.get(f"/bijeenkomsten/{session.id}/presentie").text
    assert saved.status_code == 303
    assert 'value="40"' in shown
    assert "aanwezig (1 u 15) → aanwezig · door Tess Bakker" in " ".join(shown.split())


@pytest.mark.parametrize(
    "form",
    [
        {"stand-x": "aanwezig"},
        {"stand-{teacher}": "gecorrigeerd"},
        {"stand-{teacher}": "aanwezig", "minuten-{teacher}": "-1"},
        {"stand-{teacher}": "aanwezig", "minuten-{teacher}": "9999"},
        {"stand-{teacher}": "aanwezig", "minuten-{teacher}": "twee uur"},
    ],
)
def test_a_list_that_makes_no_sense_changes_nothing(
    small_school: SmallSchool, form: dict[str, str]
) -> None:
    session = small_school.running()
    teacher = str(small_school.teacher.person_id)
    wanted = {name.format(teacher=teacher): value for name, value in form.items()}

    answer = small_school.browser(small_school.trainer).post(
        f"/bijeenkomsten/{session.id}/presentie", wanted
    )

    assert answer.status_code == 400
    assert small_school.said("attended") == []


def test_after_a_week_the_list_can_only_be_read(small_school: SmallSchool) -> None:
    session = small_school.running()
    browser = small_school.browser(small_school.trainer)
    browser.post(f"/bijeenkomsten/{session.id}/tik/{small_school.teacher.person_id}")
    browser.post(f"/bijeenkomsten/{session.id}/sluiten")
    small_school.clock.forward(days=8)

    shown = small_school.browser(small_school.trainer).get(f"/bijeenkomsten/{session.id}/presentie")

    assert "Deze lijst is definitief." in shown.text
    assert "<select" not in shown.text
    assert "Sanne de Vries" in shown.text


def test_a_full_session_cannot_be_ticked(small_school: SmallSchool, goal: Goal) -> None:
    session = _offered(small_school, capacity=1)
    other = small_school.goal(small_school.colleague)
    key = f"bijeenkomst-{session.id}"
    plan_blend(small_school.tool, small_school.colleague, other.id, Plan((key,)))

    shown = small_school.browser(small_school.teacher).get(f"/doelen/{goal.id}/blend").text

    assert "disabled" in shown.partition(key)[2].partition(">")[0]


def _offered(at: SmallSchool, capacity: int) -> Session:
    series = at.offering("Teamsessies")
    begin = at.clock() + timedelta(days=3)
    return at.session("Teamsessie 3", begin, capacity=capacity, offering_id=series.id)


def test_pages_carry_no_goal_of_somebody_else(small_school: SmallSchool, goal: Goal) -> None:
    stranger = small_school.browser(small_school.colleague)

    for path in (f"/doelen/{goal.id}/blend", f"/doelen/{goal.id}/blend/reken"):
        assert stranger.post(path, {}).status_code == 404
    module = small_school.offering()
    assert stranger.get(f"/aanbod/{module.id}/start?doel={goal.id}").status_code == 404


GOOD = {
    "title": "Intervisie groep 5/6",
    "offering": "",
    "day": "2026-12-03",
    "begins": "15:15",
    "ends": "16:30",
    "place": "Teamkamer",
    "online_url": "",
    "capacity": "12",
}


def test_somebody_plans_a_session_that_she_leads_herself(small_school: SmallSchool) -> None:
    answer = small_school.browser(small_school.teacher).post("/bijeenkomsten/nieuw", GOOD)

    assert answer.status_code == 303
    (entry,) = show_agenda(small_school.tool, small_school.colleague).coming
    assert entry.session.trainer_id == small_school.teacher.person_id
    assert entry.session.starts_at == datetime(2026, 12, 3, 14, 15, tzinfo=UTC)
    assert entry.seats == 12


def test_a_concept_is_only_in_her_own_agenda(small_school: SmallSchool) -> None:
    browser = small_school.browser(small_school.teacher)

    browser.post("/bijeenkomsten/nieuw", {**GOOD, "concept": "1"})

    (entry,) = show_agenda(small_school.tool, small_school.teacher).coming
    assert "Concept" in browser.get("/agenda").text
    assert show_agenda(small_school.tool, small_school.colleague).coming == ()
    path = f"/bijeenkomsten/{entry.session.id}"
    assert small_school.browser(small_school.colleague).get(path).status_code == 404


def test_who_would_come_still_sees_what_is_cancelled(small_school: SmallSchool) -> None:
    session = small_school.session()
    join(small_school.tool, small_school.teacher, session.id)

    cancel_session(small_school.tool, small_school.trainer, session.id)

    assert "Gaat niet door" in small_school.browser(small_school.teacher).get("/agenda").text
    assert show_agenda(small_school.tool, small_school.colleague).coming == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 201),
        ("offering", "een andere"),
        ("day", "morgen"),
        ("begins", "half vier"),
        ("ends", "15:00"),
        ("online_url", "javascript:alert(1)"),
        ("capacity", "0"),
        ("capacity", "veel"),
    ],
)
def test_a_session_that_cannot_be_gets_its_form_back(
    small_school: SmallSchool, field: str, value: str
) -> None:
    browser = small_school.browser(small_school.teacher)

    answer = browser.post("/bijeenkomsten/nieuw", {**GOOD, field: value})

    assert answer.status_code == 422
    assert "Kijk hier nog even naar" in answer.text
    assert show_agenda(small_school.tool, small_school.teacher).coming == ()
