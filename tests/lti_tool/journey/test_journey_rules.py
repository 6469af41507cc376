"""The one next step of a goal, its dots, its column and its story: tables of situations."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from lti_tool.blend.rules.items import BlendItem, ItemKind, ItemState
from lti_tool.evidence.rules.facts import Fact, Kind, Standing
from lti_tool.goals.rules import Evaluation, Goal, GoalState, Judgement, Move, Solved
from lti_tool.journey.rules.board import in_columns, visibility_of
from lti_tool.journey.rules.progress import done_per_mode, progress_of
from lti_tool.journey.rules.steps import Situation, StepKind, next_step
from lti_tool.journey.rules.story import story_of
from lti_tool.people.rules import Audience, Person, ShareGrant, ShareLevel
from lti_tool.practice.rules import LessonVisit, VisitState
from lti_tool.profile.rules import Block, Mode
from tests.lti_tool.goals.test_goals_rules import a_goal

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
LATER = date(2027, 2, 1)


def an_item(
    mode: Mode = Mode.ONLINE, state: ItemState = ItemState.PLANNED, **more: object
) -> BlendItem:
    item = BlendItem(
        id=uuid4(),
        goal_id=uuid4(),
        person_id=uuid4(),
        kind=ItemKind.MATERIAL,
        mode=mode,
        title="Module",
        minutes=20,
        state=state,
        position=0,
    )
    return replace(item, **more)  # type: ignore[arg-type]


def a_fact(
    kind: Kind = Kind.COMPLETED, mode: Mode | None = Mode.ONLINE, days_ago: int = 10, **more: object
) -> Fact:
    fact = Fact(
        id=uuid4(),
        statement_id=uuid4(),
        person_id=uuid4(),
        goal_id=uuid4(),
        theme_id=None,
        school_id=None,
        offering_id=None,
        kind=kind,
        mode=mode,
        building_block=Block.BLENDED,
        activity=f"https://example.org/{uuid4()}",
        title="Scherpe lesdoelen",
        happened_at=NOW - timedelta(days=days_ago),
        month=202611,
        occasion=1,
        duration=None,
        success=None,
        score=None,
        source="us",
        registration=None,
        reference=None,
        revision=0,
    )
    return replace(fact, **more)  # type: ignore[arg-type]


def an_evaluation(solved: Solved) -> Evaluation:
    return Evaluation(uuid4(), uuid4(), Judgement.REACHED, solved, "", "", None, NOW)


def active(**more: object) -> Goal:
    return a_goal(**{"deadline": LATER, **more})


PLAYABLE = an_item(offering_id=uuid4())
MEETING = an_item(Mode.MEETING, offering_id=uuid4(), session_id=uuid4())
TRY = an_item(Mode.WORKPLACE)
VISIT = an_item(Mode.WORKPLACE, colleague_id=uuid4())
COFFEE = an_item(Mode.INFORMAL)
DONE = an_item(state=ItemState.DONE, offering_id=uuid4())
INVITED = LessonVisit(
    uuid4(), uuid4(), uuid4(), uuid4(), VISIT.id, "", VisitState.INVITED, None, "", NOW, None, None
)
YES, NO = an_evaluation(Solved.YES), an_evaluation(Solved.NO)
FINISHED = active(state=GoalState.FINISHED)


@pytest.mark.parametrize(
    ("here", "kind"),
    [
        (Situation(active(state=GoalState.DRAFT), [], [], NOW), StepKind.SHARPEN),
        (Situation(active(state=GoalState.PAUSED), [TRY], [], NOW), StepKind.RESUME),
        (Situation(active(), [], [], NOW), StepKind.PICK_BLEND),
        (Situation(active(), [PLAYABLE], [], NOW), StepKind.PLAY),
        (Situation(active(), [MEETING], [], NOW), StepKind.MEET),
        (Situation(active(), [TRY], [], NOW), StepKind.TRY_OUT),
        (Situation(active(), [COFFEE], [], NOW), StepKind.CATCH),
        (Situation(active(), [VISIT], [], NOW), StepKind.INVITE),
        (Situation(active(), [VISIT], [], NOW, visits=[INVITED]), StepKind.VISIT),
        (Situation(active(), [DONE], [], NOW), StepKind.LOOK_BACK),
        (Situation(active(deadline=None), [DONE], [], NOW), StepKind.SET_DATE),
        (Situation(active(deadline=date(2026, 11, 28)), [TRY], [], NOW), StepKind.LOOK_BACK),
        (Situation(active(deadline=date(2026, 11, 1)), [], [], NOW), StepKind.LOOK_BACK),
        (Situation(active(state=GoalState.EVALUATING), [TRY], [], NOW), StepKind.LOOK_BACK),
        (Situation(active(), [TRY], [a_fact(days_ago=1)], NOW), StepKind.REFLECT),
        (Situation(active(), [TRY], [a_fact(days_ago=9)], NOW), StepKind.TRY_OUT),
        (
            Situation(active(), [TRY], [a_fact(Kind.STARTED, days_ago=1)], NOW),
            StepKind.TRY_OUT,
        ),
        (
            Situation(
                active(),
                [TRY],
                [a_fact(Kind.REFLECTED, None, 1), a_fact(days_ago=2)],
                NOW,
            ),
            StepKind.TRY_OUT,
        ),
        (Situation(FINISHED, [], [], NOW, evaluation=YES), StepKind.ANCHOR),
        (Situation(FINISHED, [], [], NOW, evaluation=NO), StepKind.SHARE),
        (Situation(FINISHED, [], [], NOW, evaluation=YES, anchored=True), StepKind.SHARE),
        (Situation(FINISHED, [], [], NOW, evaluation=NO, shared=True), StepKind.FOLLOW_UP),
        (Situation(FINISHED, [], [], NOW, evaluation=NO, shared=True, followed=True), None),
        (Situation(active(state=GoalState.STOPPED), [TRY], [], NOW), None),
        (Situation(active(state=GoalState.ARCHIVED), [TRY], [], NOW), None),
    ],
)
def test_each_situation_has_one_next_step(here: Situation, kind: StepKind | None) -> None:
    step = next_step(here)

    assert (step.kind if step else None) is kind


def test_what_she_is_busy_with_comes_before_what_is_first_in_the_blend() -> None:
    busy = replace(PLAYABLE, state=ItemState.BUSY, position=3)

    step = next_step(Situation(active(), [TRY, busy], [], NOW))

    assert step is not None
    assert step.item == busy


def test_dots_count_what_happened_and_what_was_ticked_of_what_was_planned() -> None:
    items = [DONE, PLAYABLE, TRY, replace(TRY, state=ItemState.DONE)]
    facts = [a_fact(), a_fact(Kind.MOMENT, Mode.INFORMAL), a_fact(Kind.REFLECTED, None)]

    found = {one.mode: (one.done, one.all) for one in progress_of(items, done_per_mode(facts))}

    assert found == {Mode.ONLINE: (1, 2), Mode.WORKPLACE: (1, 2), Mode.INFORMAL: (1, 1)}


@pytest.mark.parametrize(
    "fact",
    [
        a_fact(Kind.STARTED),
        a_fact(Kind.PROGRESSED),
        a_fact(standing=Standing.REPEATS),
        a_fact(standing=Standing.SUPERSEDED),
    ],
)
def test_what_does_not_count_is_no_dot(fact: Fact) -> None:
    assert progress_of([], done_per_mode([fact])) == []


def test_every_goal_stands_in_one_column_unless_it_was_put_away() -> None:
    goals = [a_goal(state=state) for state in GoalState]

    placed = {column.key: [goal.state for goal in found] for column, found in in_columns(goals)}

    assert placed == {
        "concept": [GoalState.DRAFT],
        "bezig": [GoalState.ACTIVE, GoalState.PAUSED, GoalState.EVALUATING],
        "bereikt": [GoalState.FINISHED],
    }


def a_grant(audience: Audience, audience_id: object = None) -> ShareGrant:
    return ShareGrant(
        uuid4(),
        uuid4(),
        "goal",
        uuid4(),
        ShareLevel.GOAL_AND_PROGRESS,
        audience,
        audience_id or uuid4(),  # type: ignore[arg-type]
        NOW,
        None,
        None,
    )


def test_a_goal_says_who_may_see_it() -> None:
    youssef = Person(uuid4(), "Youssef", "nl", uuid4(), None, None)
    grants = [a_grant(Audience.PERSON, youssef.id), a_grant(Audience.TEAM)]

    seen = visibility_of(grants, {youssef.id: youssef})

    assert (seen.level, seen.names, seen.team, seen.leader) == ("team", ("Youssef",), True, False)
    assert visibility_of([], {}).level == "private"


def test_the_story_tells_what_happened_with_her_words_newest_first() -> None:
    tried = a_fact(Kind.TRIED, Mode.WORKPLACE, 2, title="Uitproberen in de klas")
    done, begun = a_fact(days_ago=4), a_fact(Kind.STARTED, days_ago=5)
    started = Move(uuid4(), NOW - timedelta(days=9), GoalState.DRAFT, GoalState.ACTIVE)

    lines = story_of(
        [tried, done, begun], [started], {tried.statement_id: ("Een exit-kaartje",)}, NOW
    )

    assert [(line.called, line.title, line.words) for line in lines] == [
        ("Uitgeprobeerd in de klas", "", ("Een exit-kaartje",)),
        ("Online afgerond", "Scherpe lesdoelen", ()),
        ("Doel gestart", "", ()),
    ]


def test_the_story_asks_to_look_back_on_what_is_recent_and_not_yet_looked_back_on() -> None:
    recent, old = a_fact(days_ago=2), a_fact(days_ago=60)
    seen = a_fact(days_ago=3)
    looked = a_fact(Kind.REFLECTED, None, 1, activity=seen.activity)

    asks = {
        line.fact.id: line.asks
        for line in story_of([recent, old, seen, looked], [], {}, NOW)
        if line.fact
    }

    assert asks == {recent.id: True, old.id: False, seen.id: False, looked.id: False}
