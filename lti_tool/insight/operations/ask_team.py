"""Ask the questions of a team: its leader and every colleague get the same answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from foundation.problems import N_, Invalid
from lti_tool.evidence.rules.facts import day_of
from lti_tool.goals.operations import goals_of, goals_shared_with
from lti_tool.goals.rules import GOAL_OBJECT, OPEN, NoSuchTheme, sentence_of
from lti_tool.insight.operations.read_team import read_team
from lti_tool.insight.rules.answers import Answer
from lti_tool.insight.rules.periods import Period, Span
from lti_tool.insight.rules.question import Question, ask
from lti_tool.insight.rules.questions import QUESTIONS
from lti_tool.insight.rules.records import Scope, SharedGoal, TeamRecord, Theme
from lti_tool.insight.rules.suggestions import Suggestion, suggestions
from lti_tool.people.operations import grants_on, people_named, school_and_board
from lti_tool.people.rules import (
    Audience,
    Permission,
    SchoolUnknown,
    Subject,
    Viewer,
    expect_may,
)
from lti_tool.shell.tool import Tool


class NoSuchPeriod(Invalid):
    text = N_("Deze periode ken ik niet. Kies schooljaar, blok of maand.")


@dataclass(frozen=True, slots=True)
class TeamWish:
    """What a reader asks for, unchecked: `jaar`, `blok` or `maand`; a theme's id or nothing."""

    period: str = ""
    theme: str = ""
    time: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True)
class TeamPage:
    """Everything on the page and in the export; both print exactly this."""

    school: str
    at: datetime
    k: int
    scope: Scope
    periods: Sequence[Period]
    themes: Sequence[Theme]
    theme: Theme | None
    answers: Sequence[Answered]
    suggestions: Sequence[Suggestion] = ()

    @property
    def team_is_too_small(self) -> bool:
        return all(not one.answer.shown for one in self.answers if one.question.about_the_team)


def ask_team(tool: Tool, viewer: Viewer, wish: TeamWish) -> TeamPage:
    """The answers for the viewer's school. Raises NotAllowed, NoSuchPeriod, NoSuchTheme."""
    school_id = viewer.school_id
    if school_id is None:
        raise SchoolUnknown
    expect_may(viewer, Permission.READ_TEAM_NUMBERS, Subject(school_id=school_id))
    at = tool.clock()
    with tool.database.reading(viewer.tenant) as tx:
        shared = _shared(tx, viewer, at)
        school, board = school_and_board(tx, school_id)
        record = read_team(tx, school, at, board.k, shared, with_time=wish.time)
        leaders_shared = _leaders_shared(tx, record.leaders, school_id, at)
    asked = answer_all(replace(record, leaders_shared=leaders_shared), wish, at)
    if viewer.person_id not in record.leaders:
        return asked
    answers = {one.question.number: one.answer for one in asked.answers}
    return replace(asked, suggestions=suggestions(answers, leaders_shared))


def answer_all(record: TeamRecord, wish: TeamWish, at: datetime) -> TeamPage:
    theme = _theme(record, wish.theme)
    scope = Scope(_period(record, wish, theme), theme.id if theme else None, wish.time)
    return TeamPage(
        school=record.school,
        at=at,
        k=record.k,
        scope=scope,
        periods=list(record.periods.values()),
        themes=record.themes,
        theme=theme,
        answers=[Answered(question, ask(question, record, scope)) for question in QUESTIONS],
    )


def _period(record: TeamRecord, wish: TeamWish, theme: Theme | None) -> Period:
    if wish.period and wish.period not in set(Span):
        raise NoSuchPeriod
    return record.periods[Span.YEAR if theme else Span(wish.period or Span.YEAR)]


def _theme(record: TeamRecord, wished: str) -> Theme | None:
    if not wished:
        return None
    found = next((theme for theme in record.themes if str(theme.id) == wished), None)
    if found is None:
        raise NoSuchTheme
    return found


def _shared(tx: Transaction, viewer: Viewer, at: datetime) -> dict[UUID, SharedGoal]:
    """What colleagues let this viewer see and is past its date, with their names."""
    found = [one.goal for one in goals_shared_with(tx, viewer, at, due_before=day_of(at))]
    owners = people_named(tx, {goal.person_id for goal in found})
    return {
        goal.id: SharedGoal(goal.id, owners[goal.person_id].name, sentence_of(goal.parts))
        for goal in found
    }


def _leaders_shared(
    tx: Transaction, leaders: frozenset[UUID], school_id: UUID, at: datetime
) -> int:
    """How many running goals of the leaders themselves the whole team may see."""
    own = [g.id for leader in sorted(leaders) for g in goals_of(tx, leader) if g.state in OPEN]
    grants = grants_on(tx, GOAL_OBJECT, own, at) if own else []
    return len(
        {
            grant.object_id
            for grant in grants
            if grant.audience is Audience.TEAM and grant.audience_id == school_id
        }
    )
