"""A year of goals in every state: drafts, running, paused, evaluated, stopped."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from leerspoor.demo.school.story import Story
from leerspoor.demo.school.texts import LAST_YEAR, PUPILS_SHOWED, SHARP, VAGUE, GoalText
from lti_tool.goals.operations import (
    LookBack,
    NewAnchor,
    NewGoal,
    anchor_goal,
    evaluate_goal,
    move_goal,
    share_goal,
    start_goal,
)
from lti_tool.goals.rules import (
    AnchorKind,
    Goal,
    GoalParts,
    GoalState,
    Judgement,
    ShareWish,
    Solved,
    StopReason,
    Theme,
)
from lti_tool.people.rules import Audience, ShareLevel, Viewer
from lti_tool.shell.tool import Tool

JUDGEMENTS = (Judgement.REACHED, Judgement.MOSTLY, Judgement.MOSTLY, Judgement.PARTLY)
ANSWERS = (Solved.YES, Solved.YES, Solved.PARTLY, Solved.NO)
EVERY = 7
WITH_LEADER = (2, 12, 17)


@dataclass(frozen=True, slots=True)
class Lived:
    """A goal of the demo with the stretch of time in which it was worked on."""

    viewer: Viewer
    goal: Goal
    begin: datetime
    end: datetime

    def during(self, part: float) -> datetime:
        return self.begin + (self.end - self.begin) * part


def live_last_year(story: Story, theme: Theme) -> list[Lived]:
    """Goals of last year: begun in the autumn, looked back on in spring."""
    lived = []
    for number, viewer in enumerate(story.staff.teachers[:14]):
        begin = story.calendar.last_year(0.1 + 0.02 * number)
        end = story.calendar.last_year(0.72 + 0.015 * number)
        text = LAST_YEAR[number % len(LAST_YEAR)]
        goal = begin_goal(story, viewer, text, theme, begin, end, confidence=2 + number % 2)
        lived.append(Lived(viewer, goal, begin, end))
        look_back(story, lived[-1])
    return lived


def live_first_weeks(story: Story, theme: Theme) -> list[Lived]:
    """Short goals with which some began the year, looked back on in the autumn."""
    lived = []
    for number, viewer in enumerate(story.staff.teachers[6:14]):
        begin = story.calendar.this_year(0.02 + 0.01 * number)
        end = story.calendar.this_year(0.45 + 0.05 * number)
        text = SHARP[(number + 3) % len(SHARP)]
        goal = begin_goal(story, viewer, text, theme, begin, end, confidence=3)
        lived.append(Lived(viewer, goal, begin, end))
    return lived


def live_this_year(story: Story, theme: Theme) -> list[Lived]:
    """Goals of this year; each teacher's number decides what became of hers."""
    yesterday = story.calendar.this_year(1)
    lived = []
    for number, viewer in enumerate(story.staff.teachers[:19]):
        begin = story.calendar.this_year(0.05 + 0.03 * number)
        text = SHARP[number % len(SHARP)]
        deadline = yesterday + timedelta(days=14 - 5 * (number % 6))
        about = theme if number % 4 else None
        if number == 0:
            about, deadline = theme, yesterday + timedelta(days=25)
        goal = begin_goal(story, viewer, text, about, begin, deadline, 2 + number % 3)
        lived.append(Lived(viewer, goal, begin, yesterday))
        _go_on(story, lived[-1], number)
    _add_vague(story)
    return [*lived, _add_leader(story, theme)]


def begin_goal(
    story: Story,
    viewer: Viewer,
    text: GoalText,
    theme: Theme | None,
    begin: datetime,
    deadline: datetime,
    confidence: int,
) -> Goal:
    parts = GoalParts(text.what, text.situation, text.criterion, deadline.date(), text.evidence)
    wanted = NewGoal(
        parts, text.problem, theme_id=theme.id if theme else None, confidence=confidence
    )
    return start_goal(story.at(begin), viewer, wanted)


def look_back(story: Story, lived: Lived) -> None:
    """Evaluate a goal at its end; what was solved is sometimes anchored."""
    then = story.at(lived.end)
    solved = story.dice.choice(ANSWERS)
    said = LookBack(
        story.dice.choice(JUDGEMENTS),
        solved,
        pupils=story.dice.choice(PUPILS_SHOWED),
        confidence=4,
        guskey=story.dice.choice((2, 4, 4, 5)),
    )
    evaluate_goal(then, lived.viewer, lived.goal.id, said)
    if solved is Solved.YES:
        later = lived.end.date() + timedelta(days=180)
        wanted = NewAnchor(AnchorKind.AGREEMENT, "We doen dit in alle groepen zo.", later)
        anchor_goal(then, lived.viewer, lived.goal.id, wanted)


def _go_on(story: Story, lived: Lived, number: int) -> None:
    """What became of the goal with this number, and with whom it is shared."""
    then = story.at(lived.during(0.7))
    goal_id: UUID = lived.goal.id
    match number % EVERY:
        case 3:
            move_goal(then, lived.viewer, goal_id, GoalState.PAUSED)
        case 2 | 5:
            look_back(story, lived)
        case 6:
            move_goal(then, lived.viewer, goal_id, GoalState.STOPPED, StopReason.PRIORITY)
    _share(story, then, lived, number)


def _share(story: Story, then: Tool, lived: Lived, number: int) -> None:
    wish = None
    if number == 0:
        wish = ShareWish(Audience.PERSON, story.staff.teachers[1].person_id)
    elif number % 3 == 1:
        wish = ShareWish(Audience.TEAM, level=ShareLevel.WITH_EVIDENCE)
    elif number in WITH_LEADER:
        wish = ShareWish(Audience.LEADER)
    if wish:
        share_goal(then, lived.viewer, lived.goal.id, wish)


def _add_leader(story: Story, theme: Theme) -> Lived:
    """The leader learns along, and shows it."""
    text = GoalText(
        "Na een lesbezoek praat ik meer dan de leerkracht.",
        "stel in elk nagesprek eerst drie open vragen",
        "na mijn lesbezoeken in alle bouwen",
        "de ander in vier gesprekken meer praat dan ik",
        "ik vraag het na afloop",
    )
    begin, end = story.calendar.this_year(0.2), story.calendar.this_year(1)
    goal = begin_goal(
        story, story.staff.leader, text, theme, begin, end + timedelta(days=40), confidence=3
    )
    share_goal(story.at(begin), story.staff.leader, goal.id, ShareWish(Audience.TEAM))
    return Lived(story.staff.leader, goal, begin, end)


def _add_vague(story: Story) -> None:
    """Goals that may still be vague: one stays a draft, others run all the same."""
    soon = story.calendar.this_year(1) + timedelta(days=60)
    for number, (index, text) in enumerate(zip((0, 8, 18), VAGUE, strict=True)):
        parts = GoalParts(text.what, text.situation, deadline=None if number else soon.date())
        wanted = NewGoal(parts, text.problem, draft=number == 0)
        then = story.at(story.calendar.this_year(0.8 + 0.05 * number))
        start_goal(then, story.staff.teachers[index], wanted)
