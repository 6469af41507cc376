"""What the pages of practice show, each in one value."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from lrs import find_statement
from lti_tool.goals.operations import goals_of, own_goal
from lti_tool.goals.rules import Goal, GoalState, sentence_of
from lti_tool.people.operations import colleagues_of, people_named
from lti_tool.people.rules import Person, Viewer
from lti_tool.practice import storage
from lti_tool.practice.rules import InformalMoment, LessonVisit
from lti_tool.shell.tool import Tool

LOOK_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class AboutGoal:
    """The goal one writes about, whom one could ask, and what one looks back on."""

    goal: Goal
    sentence: str
    colleagues: list[Person]
    title: str


@dataclass(frozen=True, slots=True)
class MomentsPage:
    goals: list[Goal]
    moments: list[InformalMoment]


@dataclass(frozen=True, slots=True)
class VisitShown:
    """A visit as one of the two sees it; `other` is who else is in it."""

    visit: LessonVisit
    other: Person
    is_mine: bool


@dataclass(frozen=True, slots=True)
class VisitsPage:
    """`to_me`: colleagues who come to look; `by_me`: whom the viewer goes to see."""

    to_me: list[VisitShown]
    by_me: list[VisitShown]


def show_goal(tool: Tool, viewer: Viewer, goal_id: UUID, follows: UUID | None = None) -> AboutGoal:
    with tool.database.reading(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        followed = find_statement(tx, follows) if follows else None
        hers = followed is not None and str(viewer.pseudonym) in str(followed.actor)
        names = followed.object.get("definition", {}).get("name", {}) if followed and hers else {}
        colleagues = colleagues_of(tx, viewer, tool.clock().date())
    title = str(names.get("nl-NL") or next(iter(names.values()), ""))
    return AboutGoal(goal, sentence_of(goal.parts), colleagues, title)


def show_moments(tool: Tool, viewer: Viewer) -> MomentsPage:
    with tool.database.reading(viewer.tenant) as tx:
        goals = [
            goal
            for goal in goals_of(tx, viewer.person_id)
            if goal.is_open or goal.state is GoalState.DRAFT
        ]
        since = tool.clock() - LOOK_BACK
        return MomentsPage(goals, storage.moments_of(tx, viewer.person_id, since))


def show_visits(tool: Tool, viewer: Viewer) -> VisitsPage:
    with tool.database.reading(viewer.tenant) as tx:
        found = storage.visits_of(tx, viewer.person_id)
        people = people_named(tx, {who for v in found for who in (v.person_id, v.visitor_id)})
    shown = [_as_seen(visit, people, viewer) for visit in found]
    return VisitsPage(
        [one for one in shown if one.is_mine], [one for one in shown if not one.is_mine]
    )


def show_visit(tool: Tool, viewer: Viewer, visit_id: UUID) -> VisitShown:
    with tool.database.reading(viewer.tenant) as tx:
        visit = storage.visit(tx, visit_id, viewer.person_id)
        people = people_named(tx, {visit.person_id, visit.visitor_id})
    return _as_seen(visit, people, viewer)


def _as_seen(visit: LessonVisit, people: dict[UUID, Person], viewer: Viewer) -> VisitShown:
    is_mine = visit.person_id == viewer.person_id
    return VisitShown(visit, people[visit.visitor_id if is_mine else visit.person_id], is_mine)
