"""The life of a goal, its look-alikes, and what an evaluation says."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from lti_tool.goals.rules import (
    TRANSITIONS,
    Goal,
    GoalCannotGo,
    GoalParts,
    GoalState,
    Life,
    expect_can_go,
    guskey_levels,
    is_due,
    running_spans,
    school_year_of,
    similar_goals,
    too_many_running,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def a_goal(**changes: object) -> Goal:
    goal = Goal(
        id=uuid4(),
        person_id=uuid4(),
        school_id=uuid4(),
        process_id=uuid4(),
        theme_id=None,
        what="benoem het lesdoel",
        situation="in elke rekenles",
        criterion="",
        deadline=date(2026, 12, 20),
        evidence="",
        state=GoalState.ACTIVE,
        version=1,
        sharpness=3,
        confidence_start=None,
        confidence_end=None,
        created_at=NOON,
        changed_at=NOON,
        activated_at=NOON,
        ended_at=None,
    )
    return replace(goal, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "to"), [(state, to) for state, reach in TRANSITIONS.items() for to in sorted(reach)]
)
def test_every_step_of_the_life_cycle_is_allowed(state: GoalState, to: GoalState) -> None:
    expect_can_go(a_goal(state=state), to)


@pytest.mark.parametrize(
    ("state", "to"),
    [(state, to) for state in GoalState for to in GoalState if to not in TRANSITIONS[state]],
)
def test_every_other_step_is_refused_by_name(state: GoalState, to: GoalState) -> None:
    with pytest.raises(GoalCannotGo):
        expect_can_go(a_goal(state=state), to)


def test_a_goal_can_be_stopped_from_every_living_state() -> None:
    living = set(GoalState) - {GoalState.FINISHED, GoalState.STOPPED, GoalState.ARCHIVED}

    assert all(GoalState.STOPPED in TRANSITIONS[state] for state in living)


@pytest.mark.parametrize("ended", [GoalState.FINISHED, GoalState.STOPPED])
def test_what_ended_can_be_reopened(ended: GoalState) -> None:
    assert GoalState.ACTIVE in TRANSITIONS[ended]


def test_a_fourth_running_goal_is_over_the_soft_limit() -> None:
    assert not too_many_running([a_goal(), a_goal(), a_goal(state=GoalState.PAUSED)])
    assert too_many_running([a_goal(), a_goal(), a_goal()])


@pytest.mark.parametrize(
    ("deadline", "due"),
    [
        (date(2026, 12, 1), False),
        (date(2026, 11, 30), True),
        (date(2026, 11, 1), True),
        (None, False),
    ],
)
def test_a_week_before_its_date_it_is_time_to_look_back(deadline: date | None, due: bool) -> None:
    assert is_due(a_goal(deadline=deadline), date(2026, 11, 23)) is due


def test_a_paused_goal_is_never_due() -> None:
    assert not is_due(a_goal(state=GoalState.PAUSED), date(2027, 1, 1))


def test_a_goal_that_says_about_the_same_is_found() -> None:
    mine = a_goal(what="benoem het lesdoel in leerlingtaal")
    other = a_goal(what="geef complimenten bij schrijven", situation="elke middag")

    assert similar_goals(GoalParts("de lesdoelen benoemen in leerlingtaal"), [other, mine]) == [
        mine
    ]


def test_one_shared_word_is_not_the_same_goal() -> None:
    assert similar_goals(GoalParts("geef feedback"), [a_goal(what="vraag om feedback")]) == []


def test_the_guskey_levels_follow_the_recorded_facts() -> None:
    kinds = ["completed", "tried", "shared"]

    assert guskey_levels(kinds, pupils="") == {2, 4}
    assert guskey_levels(kinds, pupils="8 van de 10 konden het") == {2, 4, 5}


@pytest.mark.parametrize(
    ("steps", "open_in_november"),
    [
        ([(10, GoalState.DRAFT), (20, GoalState.ACTIVE)], True),
        ([(10, GoalState.DRAFT)], False),
        ([(40, GoalState.ACTIVE)], False),
        ([(-30, GoalState.ACTIVE), (-3, GoalState.FINISHED)], False),
        ([(-30, GoalState.ACTIVE), (3, GoalState.FINISHED)], True),
        ([(-30, GoalState.ACTIVE), (-20, GoalState.PAUSED)], True),
        ([(-9, GoalState.ACTIVE), (-3, GoalState.STOPPED), (40, GoalState.ACTIVE)], False),
    ],
)
def test_a_goal_is_open_in_a_period_by_its_steps(
    steps: list[tuple[int, GoalState]], open_in_november: bool
) -> None:
    begin = datetime(2026, 11, 1, tzinfo=UTC)
    taken = [(begin + timedelta(days=day), state) for day, state in steps]
    life = Life(uuid4(), uuid4(), None, steps[-1][1], begin, None, running_spans(taken))

    assert life.runs_in(begin, begin + timedelta(days=30)) is open_in_november


@pytest.mark.parametrize(("day", "year"), [(date(2026, 8, 1), 2026), (date(2026, 7, 31), 2025)])
def test_a_school_year_begins_in_august(day: date, year: int) -> None:
    assert school_year_of(day) == year
