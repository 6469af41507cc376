"""A goal from what pinches to what holds, on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from lti_tool.goals.operations import (
    LookBack,
    NewAnchor,
    NewGoal,
    ThemeWords,
    add_theme,
    anchor_goal,
    anchors_of,
    edit_goal,
    evaluate_goal,
    evaluations_of,
    goals_of,
    goals_shared_with,
    list_themes,
    lives_between,
    move_goal,
    outcomes_between,
    own_goal,
    process_of,
    readable_goal,
    reword_theme,
    see_sharing,
    share_goal,
    start_draft,
    start_goal,
    successors_of,
    unshare_goal,
    versions_of,
)
from lti_tool.goals.rules import (
    AnchorKind,
    Goal,
    GoalCannotGo,
    GoalChangedMeanwhile,
    GoalParts,
    GoalState,
    Judgement,
    NoSuchGoal,
    NoSuchTheme,
    ProcessState,
    ShareWish,
    Solved,
    StopReason,
)
from lti_tool.goals.rules.sharing import DraftStaysPrivate, NotAColleague
from lti_tool.people.rules import Audience, NotAllowed, ShareUnknown, Viewer
from lti_tool.profile.rules import OWN
from tests.conftest import FrozenClock
from tests.lti_tool.schools import SHARP, TOOL_URL, SmallSchool

REACHED = LookBack(Judgement.MOSTLY, Solved.YES, "8 van de 10 konden het", guskey=5)


def of(school: SmallSchool, viewer: Viewer) -> list[Goal]:
    with school.tool.database.reading(school.tenant) as tx:
        return goals_of(tx, viewer.person_id)


def test_a_goal_is_active_the_moment_the_teacher_says_so(school: SmallSchool) -> None:
    theme = school.sets_theme()

    goal = school.starts_goal(problem="Ze kunnen niet zeggen wat ze leren.", theme_id=theme.id)

    assert goal.state is GoalState.ACTIVE
    assert goal.sharpness == 5
    assert of(school, school.teacher) == [goal]
    assert school.told() == ["defined"]


def test_defined_tells_what_the_domain_says_and_no_word_she_wrote(school: SmallSchool) -> None:
    theme = school.sets_theme()
    goal = school.starts_goal(problem="Het pinches.", theme_id=theme.id, confidence=4)

    body = school.statements()[0].body

    assert body["actor"]["account"]["name"] == str(school.teacher.pseudonym)
    assert body["object"]["id"] == f"{TOOL_URL}/leerdoelen/{goal.id}"
    assert body["object"]["definition"]["name"] == {"nl-NL": "Leerdoel"}
    assert body["result"]["extensions"] == {
        f"{OWN}/extensions/scherpte": {
            "werkwoord": True,
            "conditie": True,
            "criterium": True,
            "deadline": True,
            "bewijs": True,
        },
        f"{OWN}/extensions/streefdatum": "2026-12-20",
    }
    grouping = [one["id"] for one in body["context"]["contextActivities"]["grouping"]]
    assert grouping == [
        f"{TOOL_URL}/leervragen/{goal.process_id}",
        f"{TOOL_URL}/themas/{theme.id}",
    ]
    written = str(body)
    assert not any(word in written for word in ("lesdoel in", "rekenles", "pinches", "exit"))


def test_a_vague_goal_may_start_too(school: SmallSchool) -> None:
    goal = school.starts_goal(GoalParts("Beter differentiëren"))

    assert (goal.state, goal.sharpness) == (GoalState.ACTIVE, 0)


def test_a_draft_tells_nobody_and_starts_when_she_wants(school: SmallSchool) -> None:
    draft = school.starts_goal(draft=True)
    assert school.told() == []

    goal = start_draft(school.tool, school.teacher, draft.id)

    assert goal.state is GoalState.ACTIVE
    assert school.told() == ["defined"]


def test_nobody_else_can_touch_a_goal(school: SmallSchool) -> None:
    goal = school.starts_goal()

    for other in (school.colleague, school.leader, school.outsider):
        with pytest.raises(NoSuchGoal):
            edit_goal(school.tool, other, goal.id, SHARP, theme_id=None, seen_version=1)
        with pytest.raises(NoSuchGoal):
            move_goal(school.tool, other, goal.id, GoalState.PAUSED)
        with pytest.raises(NoSuchGoal):
            evaluate_goal(school.tool, other, goal.id, REACHED)
        with pytest.raises(NoSuchGoal):
            share_goal(school.tool, other, goal.id, ShareWish(Audience.TEAM))


def test_an_unknown_goal_is_not_there(school: SmallSchool) -> None:
    with pytest.raises(NoSuchGoal), school.tool.database.reading(school.tenant) as tx:
        own_goal(tx, school.teacher, uuid4())


def test_a_theme_of_another_school_is_refused_and_nothing_is_kept(school: SmallSchool) -> None:
    theme = school.sets_theme()

    with pytest.raises(NoSuchTheme):
        start_goal(school.tool, school.outsider, NewGoal(SHARP, theme_id=theme.id))

    assert of(school, school.outsider) == []


def test_editing_keeps_how_it_read_before(school: SmallSchool) -> None:
    goal = school.starts_goal()
    parts = replace(SHARP, evidence="een kijkformulier")

    edited = edit_goal(school.tool, school.teacher, goal.id, parts, theme_id=None, seen_version=1)

    with school.tool.database.reading(school.tenant) as tx:
        versions = versions_of(tx, goal.id)
    assert edited.version == 2
    assert [version.evidence for version in versions] == ["exit-ticket", "een kijkformulier"]
    assert school.told() == ["defined", "edited"]


def test_saving_without_a_change_tells_nothing(school: SmallSchool) -> None:
    goal = school.starts_goal()

    edit_goal(school.tool, school.teacher, goal.id, SHARP, theme_id=None, seen_version=1)

    assert school.told() == ["defined"]


def test_an_older_window_does_not_overwrite_a_newer_one(school: SmallSchool) -> None:
    goal = school.starts_goal()
    parts = replace(SHARP, situation="in taal")
    edit_goal(school.tool, school.teacher, goal.id, parts, theme_id=None, seen_version=1)

    with pytest.raises(GoalChangedMeanwhile):
        edit_goal(school.tool, school.teacher, goal.id, SHARP, theme_id=None, seen_version=1)


def test_a_changed_theme_is_an_edit(school: SmallSchool) -> None:
    theme = school.sets_theme()
    goal = school.starts_goal()

    edit_goal(school.tool, school.teacher, goal.id, SHARP, theme_id=theme.id, seen_version=1)

    assert school.told() == ["defined", "edited"]
    assert f"{TOOL_URL}/themas/{theme.id}" in str(school.statements()[-1].body)


def test_a_goal_pauses_goes_on_stops_and_is_reopened(
    school: SmallSchool, clock: FrozenClock
) -> None:
    goal = school.starts_goal()
    for to in (GoalState.PAUSED, GoalState.ACTIVE):
        clock.forward(days=1)
        move_goal(school.tool, school.teacher, goal.id, to)
    stopped = move_goal(
        school.tool, school.teacher, goal.id, GoalState.STOPPED, StopReason.PRIORITY
    )
    assert stopped.ended_at == clock()

    reopened = move_goal(school.tool, school.teacher, goal.id, GoalState.ACTIVE)

    assert (reopened.state, reopened.ended_at) == (GoalState.ACTIVE, None)
    assert reopened.activated_at == goal.activated_at
    assert school.told() == ["defined", "deselected"]


def test_finishing_asks_for_looking_back(school: SmallSchool) -> None:
    goal = school.starts_goal()

    with pytest.raises(GoalCannotGo):
        move_goal(school.tool, school.teacher, goal.id, GoalState.FINISHED)


def test_sharing_lets_one_colleague_look_and_taking_back_ends_it(school: SmallSchool) -> None:
    goal = school.starts_goal()
    tool = school.tool
    share_goal(
        tool, school.teacher, goal.id, ShareWish(Audience.PERSON, school.colleague.person_id)
    )
    with tool.database.reading(school.tenant) as tx:
        seen, grants = readable_goal(tx, school.colleague, goal.id, tool.clock())
        assert [one.goal.id for one in goals_shared_with(tx, school.colleague, tool.clock())] == [
            goal.id
        ]
    assert seen == goal

    unshare_goal(tool, school.teacher, goal.id, grants[0].id)

    with tool.database.reading(school.tenant) as tx, pytest.raises(NotAllowed):
        readable_goal(tx, school.colleague, goal.id, tool.clock())
    assert school.told() == ["defined", "shared", "unshared"]


def test_the_leader_sees_no_goal_that_was_not_shared_with_her(school: SmallSchool) -> None:
    goal = school.starts_goal()

    with school.tool.database.reading(school.tenant) as tx, pytest.raises(NotAllowed):
        readable_goal(tx, school.leader, goal.id, school.tool.clock())


def test_with_whom_it_was_shared_in_person_stays_out_of_the_statement(school: SmallSchool) -> None:
    colleague = school.colleague
    wish = ShareWish(Audience.PERSON, colleague.person_id)

    school.starts_goal(wish=wish)

    written = str(school.statements()[-1].body)
    assert str(colleague.person_id) not in written
    assert str(colleague.pseudonym) not in written


def test_sharing_with_the_team_names_the_team(school: SmallSchool) -> None:
    school.starts_goal(wish=ShareWish(Audience.TEAM))

    extensions = school.statements()[-1].body["context"]["extensions"]
    assert extensions[f"{OWN}/extensions/gedeeld-met"] == {
        "bereik": "team",
        "team": f"{TOOL_URL}/teams/{school.school_id}",
    }


def test_sharing_twice_is_sharing_once(school: SmallSchool) -> None:
    goal = school.starts_goal(wish=ShareWish(Audience.TEAM))

    assert share_goal(school.tool, school.teacher, goal.id, ShareWish(Audience.TEAM)) is None

    assert len(see_sharing(school.tool, school.teacher, goal.id).grants) == 1


def test_only_a_colleague_of_her_own_school_can_be_chosen(school: SmallSchool) -> None:
    goal = school.starts_goal()

    for stranger in (school.outsider.person_id, uuid4(), None):
        with pytest.raises(NotAColleague):
            share_goal(school.tool, school.teacher, goal.id, ShareWish(Audience.PERSON, stranger))


def test_a_draft_can_not_be_shared(school: SmallSchool) -> None:
    draft = school.starts_goal(draft=True)

    with pytest.raises(DraftStaysPrivate):
        share_goal(school.tool, school.teacher, draft.id, ShareWish(Audience.TEAM))


def test_somebody_elses_share_can_not_be_taken_back(school: SmallSchool) -> None:
    first, second = school.starts_goal(wish=ShareWish(Audience.TEAM)), school.starts_goal()
    grant = see_sharing(school.tool, school.teacher, first.id).grants[0]

    with pytest.raises(ShareUnknown):
        unshare_goal(school.tool, school.teacher, second.id, grant.id)


def test_looking_back_finishes_the_goal_in_her_own_words(school: SmallSchool) -> None:
    goal = school.starts_goal()

    evaluate_goal(school.tool, school.teacher, goal.id, REACHED)

    body = school.statements()[-1].body
    with school.tool.database.reading(school.tenant) as tx:
        process = process_of(tx, goal)
        said = evaluations_of(tx, [goal.id])
    assert of(school, school.teacher)[0].state is GoalState.FINISHED
    assert process.state is ProcessState.SOLVED
    assert said[0].pupils == "8 van de 10 konden het"
    assert body["result"] == {
        "success": True,
        "completion": True,
        "extensions": {
            f"{OWN}/extensions/oordeel": "grotendeels-bereikt",
            f"{OWN}/extensions/probleem-opgelost": "ja",
            f"{OWN}/extensions/guskey-niveau": 5,
        },
    }
    assert "8 van de 10" not in str(body)


@pytest.mark.parametrize("judgement", [Judgement.PARTLY, Judgement.OTHERWISE])
def test_half_reached_is_neither_success_nor_failure(
    school: SmallSchool, judgement: Judgement
) -> None:
    goal = school.starts_goal()

    evaluate_goal(school.tool, school.teacher, goal.id, LookBack(judgement, Solved.PARTLY))

    assert "success" not in school.statements()[-1].body["result"]


def test_a_reopened_goal_can_be_looked_back_on_again(school: SmallSchool) -> None:
    goal = school.starts_goal()
    evaluate_goal(school.tool, school.teacher, goal.id, LookBack(Judgement.NOT_YET, Solved.NO))
    move_goal(school.tool, school.teacher, goal.id, GoalState.ACTIVE)

    evaluate_goal(school.tool, school.teacher, goal.id, REACHED)

    with school.tool.database.reading(school.tenant) as tx:
        assert len(evaluations_of(tx, [goal.id])) == 2


def test_what_was_solved_is_anchored_and_the_next_process_follows(
    school: SmallSchool, clock: FrozenClock
) -> None:
    goal = school.starts_goal()
    evaluate_goal(school.tool, school.teacher, goal.id, REACHED)
    kept = NewAnchor(AnchorKind.AGREEMENT, "Elke les het doel op het bord.", date(2027, 6, 1))
    anchor_goal(school.tool, school.teacher, goal.id, kept)
    clock.forward(days=1)

    following = school.starts_goal(predecessor_id=goal.process_id)

    with school.tool.database.reading(school.tenant) as tx:
        assert process_of(tx, goal).state is ProcessState.CLOSED
        assert [one.id for one in successors_of(tx, goal.process_id)] == [following.process_id]
        assert [anchor.text for anchor in anchors_of(tx, [goal.id])] == [kept.text]
    assert school.told() == ["defined", "evaluated", "anchored", "defined"]
    assert "bord" not in str(school.statements()[2].body)


def test_a_goal_that_still_runs_can_not_be_anchored(school: SmallSchool) -> None:
    goal = school.starts_goal()

    with pytest.raises(GoalCannotGo):
        anchor_goal(
            school.tool,
            school.teacher,
            goal.id,
            NewAnchor(AnchorKind.AGREEMENT, "…", date(2027, 6, 1)),
        )


def test_only_the_leader_of_the_school_sets_its_theme(school: SmallSchool) -> None:
    theme = school.sets_theme()
    words = ThemeWords("Feedback die werkt", "omdat …")

    with pytest.raises(NotAllowed):
        add_theme(school.tool, school.teacher, words)
    with pytest.raises(NotAllowed):
        reword_theme(school.tool, school.outsider, theme.id, words)
    reword_theme(school.tool, school.leader, theme.id, words)

    assert [one.title for one in list_themes(school.tool, school.teacher)] == [words.title]
    assert list_themes(school.tool, school.outsider) == []


def test_the_goals_of_a_period_are_those_that_were_open_in_it(
    school: SmallSchool, clock: FrozenClock
) -> None:
    before = school.starts_goal()
    evaluate_goal(school.tool, school.teacher, before.id, REACHED)
    clock.forward(days=10)
    start = clock()
    running = school.starts_goal()
    school.starts_goal(draft=True)
    people = [school.teacher.person_id, school.colleague.person_id]

    with school.tool.database.reading(school.tenant) as tx:
        found = lives_between(tx, people, start, start + timedelta(days=5))
        looked_back = outcomes_between(tx, people, start - timedelta(days=20), start)

    assert [goal.id for goal in found] == [running.id]
    assert [(one.person_id, one.goal_id) for one in looked_back] == [
        (school.teacher.person_id, before.id)
    ]
