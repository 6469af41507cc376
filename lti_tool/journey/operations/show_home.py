"""Everything on *Mijn leren*, in one transaction and a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from foundation.database import Transaction
from lti_tool.blend.operations import NextMoment, items_of, next_moment
from lti_tool.blend.rules.items import BlendItem
from lti_tool.evidence.operations import (
    facts_of,
    facts_per_mode,
    latest_loose_facts,
)
from lti_tool.evidence.rules.facts import Fact
from lti_tool.goals.operations import (
    SharedGoal,
    anchors_of,
    evaluations_of,
    goals_of,
    goals_shared_with,
    predecessors_of,
    themes_by_id,
    themes_of,
)
from lti_tool.goals.rules import (
    GOAL_OBJECT,
    Evaluation,
    Goal,
    GoalState,
    Theme,
    hints,
    school_year_of,
    short_sentence_of,
)
from lti_tool.journey.rules.board import (
    CARDS,
    PUT_AWAY,
    Card,
    Column,
    FilledColumn,
    in_columns,
    visibility_of,
)
from lti_tool.journey.rules.progress import FINISHED, LINKABLE, progress_of
from lti_tool.journey.rules.steps import FRESH, Situation, next_step
from lti_tool.people.operations import grants_on, people_named
from lti_tool.people.rules import Audience, Person, ShareGrant, Viewer
from lti_tool.practice.operations import visits_of
from lti_tool.practice.rules import LessonVisit
from lti_tool.profile.rules import Mode
from lti_tool.providers.operations.answer_questions import questions_for
from lti_tool.shell.tool import Tool

SHOWN_OF_COLLEAGUES = 3
SHOWN_LOOSE = 3

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class OfColleague:
    """A goal that a colleague lets her see."""

    goal_id: UUID
    name: str
    sentence: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Request:
    """A colleague asks her to come and look."""

    visit: LessonVisit
    name: str


@dataclass(frozen=True, slots=True)
class Home:
    columns: list[FilledColumn]
    put_away: list[Goal]
    themes: list[Theme]
    moment: NextMoment | None
    requests: list[Request]
    questions: int
    loose: list[Fact]
    loose_count: int
    colleagues: list[OfColleague]
    running: list[Goal]

    @property
    def is_empty(self) -> bool:
        return not any(column.count for column in self.columns) and not self.put_away

    def goal_choices(self, none: str) -> list[tuple[str, str]]:
        """For a moment: which running goal it belongs to, or none yet."""
        return [
            ("", none),
            *((str(goal.id), short_sentence_of(goal.parts)) for goal in self.running),
        ]


@dataclass(frozen=True, slots=True)
class Material:
    """What was read for the cards, by goal; one query each.

    `facts` are at least the fresh ones, `done` is counted over all.
    """

    items: dict[UUID, list[BlendItem]]
    facts: dict[UUID, list[Fact]]
    done: Mapping[UUID, Mapping[Mode, int]]
    grants: dict[UUID, list[ShareGrant]]
    visits: dict[UUID, list[LessonVisit]]
    evaluations: dict[UUID, Evaluation]
    anchored: frozenset[UUID]
    followed: frozenset[UUID]
    themes: dict[UUID, Theme]
    people: dict[UUID, Person]


def show_home(tool: Tool, viewer: Viewer) -> Home:
    at = tool.clock()
    with tool.database.reading(viewer.tenant) as tx:
        hers = goals_of(tx, viewer.person_id)
        placed = in_columns(hers)
        shown = [goal for _, goals in placed for goal in goals[:CARDS]]
        visits = visits_of(tx, viewer.person_id)
        given = goals_shared_with(tx, viewer, at, limit=SHOWN_OF_COLLEAGUES)
        loose, loose_count = latest_loose_facts(
            tx, viewer.person_id, FINISHED, at - LINKABLE, SHOWN_LOOSE
        )
        of_team = _themes_of_team(tx, viewer)
        material = _material(tx, viewer, shown, visits, given, of_team, at)
        return Home(
            columns=[_filled(column, goals, material, at) for column, goals in placed],
            put_away=[goal for goal in hers if goal.state in PUT_AWAY],
            themes=[one for one in of_team if one.school_year == school_year_of(at.date())],
            moment=next_moment(tx, viewer.person_id, at),
            requests=_requests(viewer, visits, material.people),
            questions=len(questions_for(tx, viewer.person)),
            loose=loose,
            loose_count=loose_count,
            colleagues=[_of_colleague(one, material.people) for one in given],
            running=[goal for goal in hers if goal.state is GoalState.ACTIVE],
        )


def _filled(column: Column, goals: list[Goal], material: Material, at: datetime) -> FilledColumn:
    cards = [card_of(goal, material, at) for goal in goals[:CARDS]]
    return FilledColumn(column, cards, goals[CARDS:])


def card_of(goal: Goal, material: Material, at: datetime) -> Card:
    items, facts = material.items.get(goal.id, []), material.facts.get(goal.id, [])
    grants, evaluation = material.grants.get(goal.id, []), material.evaluations.get(goal.id)
    situation = Situation(
        goal=goal,
        items=items,
        facts=facts,
        now=at,
        visits=material.visits.get(goal.id, []),
        shared=bool(grants),
        anchored=goal.id in material.anchored,
        followed=goal.process_id in material.followed,
        evaluation=evaluation,
    )
    return Card(
        goal=goal,
        theme=material.themes.get(goal.theme_id) if goal.theme_id else None,
        visibility=visibility_of(grants, material.people),
        progress=progress_of(items, material.done.get(goal.id, {})),
        step=next_step(situation),
        items=tuple(items),
        evaluation=evaluation,
        hint=_hint(goal, at),
        names={one.id: one.name for one in material.people.values()},
    )


def _hint(goal: Goal, at: datetime) -> str:
    found = hints(goal.parts, at.date()) if goal.state is GoalState.DRAFT else []
    return found[0].text if found else ""


def _material(
    tx: Transaction,
    viewer: Viewer,
    goals: list[Goal],
    visits: list[LessonVisit],
    given: list[SharedGoal],
    of_team: list[Theme],
    at: datetime,
) -> Material:
    ids = [goal.id for goal in goals]
    ended = [goal.id for goal in goals if goal.state is GoalState.FINISHED]
    grants = grants_on(tx, GOAL_OBJECT, ids, at)
    themes = {theme.id: theme for theme in of_team}
    others = {goal.theme_id for goal in goals if goal.theme_id} - themes.keys()
    items = items_of(tx, ids)
    named = _named(grants, visits, given) | visitors(items)
    return Material(
        items=items,
        facts=by_goal(facts_of(tx, ids, at - FRESH)),
        done=facts_per_mode(tx, ids, FINISHED),
        grants=_by(grants, "object_id"),
        visits=_by([v for v in visits if v.person_id == viewer.person_id], "goal_id"),
        evaluations={one.goal_id: one for one in reversed(evaluations_of(tx, ended))},
        anchored=frozenset(anchor.goal_id for anchor in anchors_of(tx, ended)),
        followed=predecessors_of(tx, viewer.person_id) if ended else frozenset(),
        themes=themes | themes_by_id(tx, others),
        people=people_named(tx, named),
    )


def by_goal(facts: Iterable[Fact]) -> dict[UUID, list[Fact]]:
    found: dict[UUID, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.goal_id:
            found[fact.goal_id].append(fact)
    return found


def _by(things: Iterable[Thing], key: str) -> dict[UUID, list[Thing]]:
    found: dict[UUID, list[Thing]] = defaultdict(list)
    for thing in things:
        found[getattr(thing, key)].append(thing)
    return found


def _named(
    grants: Iterable[ShareGrant], visits: Iterable[LessonVisit], given: Iterable[SharedGoal]
) -> set[UUID]:
    """Everybody whose name stands on the page."""
    shared_with = {one.audience_id for one in grants if one.audience is Audience.PERSON}
    return shared_with | {v.person_id for v in visits} | {one.goal.person_id for one in given}


def visitors(items: Mapping[UUID, list[BlendItem]]) -> set[UUID]:
    """The colleagues with whom a lesson visit is planned."""
    return {one.colleague_id for ours in items.values() for one in ours if one.colleague_id}


def _themes_of_team(tx: Transaction, viewer: Viewer) -> list[Theme]:
    """Of all school years: the goals of the past year still have theirs."""
    return themes_of(tx, viewer.school_id) if viewer.school_id else []


def _requests(
    viewer: Viewer, visits: list[LessonVisit], people: dict[UUID, Person]
) -> list[Request]:
    return [
        Request(visit, people[visit.person_id].name)
        for visit in visits
        if visit.visitor_id == viewer.person_id and visit.is_open
    ]


def _of_colleague(shared: SharedGoal, people: dict[UUID, Person]) -> OfColleague:
    goal = shared.goal
    name = people[goal.person_id].name
    return OfColleague(goal.id, name, short_sentence_of(goal.parts), shared.grant.given)
