"""Choosing a blend: what is offered, what it makes, and what is said of it."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest

from foundation.problems import Problem
from lti_tool.blend.operations import (
    add_offering,
    enroll,
    enrollments_of,
    finish_item,
    items_of,
    known_offerings,
    mark_progress,
    next_moment,
    offering_of,
)
from lti_tool.blend.operations.plan_blend import plan_blend, show_picker
from lti_tool.blend.operations.progress import tick_item
from lti_tool.blend.rules.choices import TRY_OUT, VISIT, Plan
from lti_tool.blend.rules.enrollments import EnrollmentState
from lti_tool.blend.rules.items import BlendItem, ItemKind, ItemState, Step
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.blend.rules.problems import (
    NotByHand,
    SessionFull,
    UnknownChoice,
    UnknownColleague,
    UnknownItem,
)
from lti_tool.blend.rules.sessions import Session
from lti_tool.blend.storage import attendance
from lti_tool.goals.operations import NewGoal, ThemeWords, add_theme, start_goal
from lti_tool.goals.rules import Goal, GoalParts, NoSuchGoal
from lti_tool.people.rules import Viewer
from lti_tool.profile.rules import Mode
from tests.lti_tool.blend.conftest import SmallSchool
from tests.product import TOOL_URL


@pytest.fixture
def goal(small_school: SmallSchool) -> Goal:
    return small_school.goal(small_school.teacher)


@pytest.fixture
def module(small_school: SmallSchool) -> Offering:
    return small_school.offering("Scherpe lesdoelen", 20)


def series(at: SmallSchool) -> Offering:
    with at.tool.database.writing(at.tenant) as tx:
        kind, mode = OfferingKind.MEETING, Mode.MEETING
        return add_offering(tx, TOOL_URL, "Teamsessies", kind, mode, 75)


def offered_meeting(at: SmallSchool, capacity: int | None = None) -> Session:
    return at.session(
        "Teamsessie 3",
        at.clock() + timedelta(days=3),
        capacity=capacity,
        offering_id=series(at).id,
    )


def keys(*things: Offering | Session) -> tuple[str, ...]:
    return tuple(
        f"{'aanbod' if isinstance(one, Offering) else 'bijeenkomst'}-{one.id}" for one in things
    )


def blend_of(at: SmallSchool, goal: Goal) -> list[BlendItem]:
    with at.tool.database.reading(at.tenant) as tx:
        return items_of(tx, [goal.id])[goal.id]


def test_the_picker_offers_what_fits_the_goal(small_school: SmallSchool, module: Offering) -> None:
    session = offered_meeting(small_school)
    theme = add_theme(small_school.tool, small_school.leader, ThemeWords("Scherpe lesdoelen"))
    themed = NewGoal(GoalParts("benoem het lesdoel"), theme_id=theme.id)
    goal = start_goal(small_school.tool, small_school.teacher, themed)
    own = small_school.goal(small_school.teacher, "geef elke week een compliment")
    with small_school.tool.database.writing(small_school.tenant) as tx:
        add_offering(
            tx,
            TOOL_URL,
            "Van een ander thema",
            OfferingKind.MODULE,
            Mode.ONLINE,
            20,
            theme_id=uuid4(),
        )

    picker = show_picker(small_school.tool, small_school.teacher, goal.id)

    assert [one.title for one in picker.online] == [module.title]
    assert [one.session_id for one in picker.together] == [session.id]
    assert [one.name for one in picker.colleagues] == ["Mirjam Jansen", "Youssef El Amrani"]
    assert picker.total.minutes == 0
    without_theme = show_picker(small_school.tool, small_school.teacher, own.id)
    assert [one.title for one in without_theme.online] == ["Van een ander thema", module.title]


def test_a_blend_makes_items_enrolments_and_statements(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    session = offered_meeting(small_school)
    plan = Plan(
        (*keys(module), TRY_OUT, *keys(session)),
        "exit-kaartje",
        small_school.colleague.person_id,
    )

    plan_blend(small_school.tool, small_school.teacher, goal.id, plan)

    online, tried, together, visit = blend_of(small_school, goal)
    assert (online.kind, online.mode, online.minutes) == (ItemKind.MATERIAL, Mode.ONLINE, 20)
    assert (tried.title, tried.mode) == ("exit-kaartje", Mode.WORKPLACE)
    assert (together.kind, together.session_id) == (ItemKind.METHOD, session.id)
    assert together.planned_on == session.starts_at.date()
    assert (visit.title, visit.colleague_id) == ("Lesbezoek", small_school.colleague.person_id)
    assert {one.state for one in blend_of(small_school, goal)} == {ItemState.PLANNED}
    assert small_school.page(session).entry.joined
    assert len(small_school.said("registered")) == 2
    assert len(small_school.said("scheduled")) == 2
    goal_iri = f"{TOOL_URL}/leerdoelen/{goal.id}"
    said = [*small_school.said("registered"), *small_school.said("scheduled")]
    assert all(goal_iri in one.grouping for one in said)
    assert "exit-kaartje" not in str([one.body for one in said])


def test_the_registration_of_a_session_is_her_enrolment_in_the_series(
    small_school: SmallSchool, goal: Goal
) -> None:
    session = offered_meeting(small_school)

    plan_blend(small_school.tool, small_school.teacher, goal.id, Plan(keys(session)))

    with small_school.tool.database.reading(small_school.tenant) as tx:
        (enrolled,) = enrollments_of(tx, small_school.teacher.person_id)
    assert small_school.said("registered")[0].registration == enrolled.registration
    assert enrolled.goal_id == goal.id


def test_the_same_plan_twice_says_nothing_new(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    plan = Plan(keys(module, offered_meeting(small_school)))

    first = plan_blend(small_school.tool, small_school.teacher, goal.id, plan)
    again = plan_blend(small_school.tool, small_school.teacher, goal.id, plan)

    assert again == first
    assert len(small_school.said("registered")) == 2


def test_another_order_only_moves(small_school: SmallSchool, goal: Goal, module: Offering) -> None:
    session = offered_meeting(small_school)
    plan_blend(small_school.tool, small_school.teacher, goal.id, Plan(keys(module, session)))

    plan_blend(small_school.tool, small_school.teacher, goal.id, Plan(keys(session, module)))

    assert [one.title for one in blend_of(small_school, goal)] == ["Teamsessie 3", module.title]
    assert len(small_school.said("registered")) == 2


def test_what_is_no_longer_ticked_is_dropped_and_its_seat_is_free(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    session = offered_meeting(small_school, capacity=1)
    plan_blend(small_school.tool, small_school.teacher, goal.id, Plan(keys(module, session)))

    plan_blend(small_school.tool, small_school.teacher, goal.id, Plan(()))

    assert blend_of(small_school, goal) == []
    assert not small_school.page(session).entry.joined
    assert small_school.page(session, small_school.colleague).entry.seats == 1
    assert len(small_school.said("unregistered")) == 2


def test_a_seat_stays_while_another_goal_wants_it(small_school: SmallSchool, goal: Goal) -> None:
    other = small_school.goal(small_school.teacher, "laat ik leerlingen vergelijken")
    session = offered_meeting(small_school)
    for one in (goal, other):
        plan_blend(small_school.tool, small_school.teacher, one.id, Plan(keys(session)))

    plan_blend(small_school.tool, small_school.teacher, goal.id, Plan(()))

    assert small_school.page(session).entry.joined
    assert len(small_school.said("registered")) == 1


def test_what_is_done_cannot_be_unticked(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    (item,) = plan_blend(small_school.tool, small_school.teacher, goal.id, Plan(keys(module)))
    with small_school.tool.database.writing(small_school.tenant) as tx:
        finish_item(tx, item.id)

    plan_blend(small_school.tool, small_school.teacher, goal.id, Plan(()))

    assert [one.state for one in blend_of(small_school, goal)] == [ItemState.DONE]


@pytest.mark.parametrize(
    ("plan", "problem"),
    [
        (Plan((f"aanbod-{uuid4()}",)), UnknownChoice),
        (Plan(("zomaar iets",)), UnknownChoice),
        (Plan((VISIT,), colleague_id=uuid4()), UnknownColleague),
    ],
)
def test_what_is_not_on_offer_is_refused_and_nothing_is_kept(
    small_school: SmallSchool, goal: Goal, module: Offering, plan: Plan, problem: type[Problem]
) -> None:
    wished = Plan((*keys(module), *plan.keys), plan.try_out, plan.colleague_id)

    with pytest.raises(problem):
        plan_blend(small_school.tool, small_school.teacher, goal.id, wished)

    assert blend_of(small_school, goal) == []
    assert small_school.said("registered") == []


def test_nobody_plans_for_anothers_goal(small_school: SmallSchool, goal: Goal) -> None:
    for act in (show_picker, plan_blend):
        with pytest.raises(NoSuchGoal):
            act(small_school.tool, small_school.colleague, goal.id, Plan(()))


def test_planners_who_want_the_same_sessions_in_any_order_never_wait_in_a_ring(
    small_school: SmallSchool,
) -> None:
    first, second = offered_meeting(small_school, 2), offered_meeting(small_school, 2)
    people = [small_school.person(f"Leerkracht {number}") for number in range(5)]
    goals = {who.person_id: small_school.goal(who) for who in people}
    full: list[SessionFull] = []
    faults: list[BaseException] = []

    def plan(who: Viewer, wanted: tuple[str, ...]) -> None:
        try:
            plan_blend(small_school.tool, who, goals[who.person_id].id, Plan(wanted))
        except SessionFull as problem:
            full.append(problem)
        except BaseException as fault:  # noqa: BLE001  (a thread swallows what is not kept)
            faults.append(fault)

    acts = [
        threading.Thread(
            target=plan, args=(who, keys(first, second) if n % 2 else keys(second, first))
        )
        for n, who in enumerate(people)
    ]
    for act in acts:
        act.start()
    for act in acts:
        act.join()

    assert faults == []
    assert len(full) == 3
    with small_school.tool.database.reading(small_school.tenant) as tx:
        taken = attendance.seats_taken(tx, [first.id, second.id])
    assert taken == {first.id: 2, second.id: 2}


def test_facts_move_items_and_enrolments_on_and_never_back(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    plan_blend(small_school.tool, small_school.teacher, goal.id, Plan(keys(module)))
    who = small_school.teacher.person_id

    for step, item_state, enrolled in (
        (Step.STARTED, ItemState.BUSY, EnrollmentState.STARTED),
        (Step.FINISHED, ItemState.DONE, EnrollmentState.FINISHED),
        (Step.STARTED, ItemState.DONE, EnrollmentState.FINISHED),
        (Step.WITHDRAWN, ItemState.PLANNED, EnrollmentState.STARTED),
    ):
        with small_school.tool.database.writing(small_school.tenant) as tx:
            mark_progress(tx, [(who, goal.id, module.id, step)])
            (held,) = enrollments_of(tx, who)
        assert [one.state for one in blend_of(small_school, goal)] == [item_state]
        assert held.state is enrolled


def test_only_what_happens_at_work_is_ticked_by_hand(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    plan = Plan((*keys(module), TRY_OUT), "exit-kaartje")
    online, tried = plan_blend(small_school.tool, small_school.teacher, goal.id, plan)

    assert tick_item(small_school.tool, small_school.teacher, tried.id).done
    assert not tick_item(small_school.tool, small_school.teacher, tried.id).done
    with pytest.raises(NotByHand):
        tick_item(small_school.tool, small_school.teacher, online.id)
    with pytest.raises(UnknownItem):
        tick_item(small_school.tool, small_school.colleague, tried.id)


def test_an_offering_is_found_by_its_activity_and_by_an_enrolment(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    with small_school.tool.database.writing(small_school.tenant) as tx:
        enrolled = enroll(tx, small_school.tool, small_school.teacher, module.id, goal.id)
        by_enrolment, by_activity = known_offerings(
            tx, [enrolled.registration, uuid4()], [module.activity_iri, "https://anders.example"]
        )
        assert by_enrolment == {enrolled.registration: module}
        assert by_activity == {module.activity_iri: module}
        assert offering_of(tx, registration=enrolled.registration) == module
        assert offering_of(tx, activity_iri="https://anders.example") is None


def test_two_first_enrolments_at_once_make_one_registration(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    found = []

    def enrol() -> None:
        with small_school.tool.database.writing(small_school.tenant) as tx:
            made = enroll(tx, small_school.tool, small_school.teacher, module.id, goal.id)
            found.append(made.registration)

    acts = [threading.Thread(target=enrol) for _ in range(4)]
    for act in acts:
        act.start()
    for act in acts:
        act.join()

    assert len(found) == 4
    assert len(set(found)) == 1
    assert len(small_school.said("registered")) == 1


def test_the_next_moment_says_what_to_prepare(
    small_school: SmallSchool, goal: Goal, module: Offering
) -> None:
    session = offered_meeting(small_school)
    plan_blend(small_school.tool, small_school.teacher, goal.id, Plan(keys(module, session)))

    with small_school.tool.database.reading(small_school.tenant) as tx:
        moment = next_moment(tx, small_school.teacher.person_id, small_school.clock())

    assert moment is not None
    assert moment.goal_id == goal.id
    assert moment.prepare is not None
    assert moment.prepare.offering_id == module.id
