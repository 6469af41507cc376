"""The page of one goal: its sentence, what counts, its blend, its story, and what is next."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from lti_tool.blend.operations import items_of
from lti_tool.blend.rules.items import BlendItem
from lti_tool.evidence.operations import facts_of, loose_facts
from lti_tool.evidence.rules.facts import Fact, Kind
from lti_tool.goals.operations import (
    anchors_of,
    evaluations_of,
    moves_of,
    process_of,
    readable_goal,
    successors_of,
    themes_by_id,
)
from lti_tool.goals.rules import (
    Anchor,
    Evaluation,
    Goal,
    GoalState,
    LearningProcess,
    guskey_levels,
    is_due,
    next_states,
)
from lti_tool.journey.operations.show_home import Material, card_of, visitors
from lti_tool.journey.rules.board import Card
from lti_tool.journey.rules.progress import FINISHED, LINKABLE, done_per_mode, is_done
from lti_tool.journey.rules.steps import NextStep, step_of
from lti_tool.journey.rules.story import Line, story_of
from lti_tool.people.operations import people_named, person
from lti_tool.people.rules import Audience, ShareGrant, ShareLevel, Viewer, reaches
from lti_tool.practice.operations import attempts_of, moments_of, reflections_of, visits_for
from lti_tool.practice.rules import LessonVisit
from lti_tool.shell.tool import Tool

WITH_EVIDENCE = frozenset({ShareLevel.WITH_EVIDENCE, ShareLevel.WITH_REFLECTION})
SHOWN = 6
"""So many loose things stand on the page of a goal."""
FROM_ELSEWHERE = frozenset({Kind.COMPLETED, Kind.ATTENDED, Kind.EARNED})


@dataclass(frozen=True, slots=True)
class OwnGoal:
    """Everything about a goal for the one whose it is."""

    card: Card
    process: LearningProcess
    items: list[tuple[BlendItem, NextStep | None]]
    story: list[Line]
    loose: list[Fact]
    anchors: list[Anchor]
    levels: frozenset[int]
    due: bool
    followed_by: list[LearningProcess]

    @property
    def goal(self) -> Goal:
        return self.card.goal

    @property
    def sentence(self) -> str:
        return self.card.sentence

    @property
    def title(self) -> str:
        return self.card.title

    @property
    def evaluation(self) -> Evaluation | None:
        return self.card.evaluation

    @property
    def linked(self) -> list[Fact]:
        """What came from elsewhere and can be loosened from this goal again."""
        facts = [line.fact for line in self.story if line.fact]
        return [fact for fact in facts if fact.kind in FROM_ELSEWHERE]

    def may_become(self, state: str) -> bool:
        return GoalState(state) in next_states(self.goal)


@dataclass(frozen=True, slots=True)
class SeenGoal:
    """What somebody sees of a goal that was shared with her; the story only where that too."""

    goal: Goal
    owner: str
    theme: str
    card: Card
    story: list[Line]

    @property
    def title(self) -> str:
        return self.card.title

    @property
    def sentence(self) -> str:
        return self.card.sentence


def show_goal(tool: Tool, viewer: Viewer, goal_id: UUID) -> OwnGoal | SeenGoal:
    """Her own goal in full, or as much of a colleague's as was shared with her."""
    at = tool.clock()
    with tool.database.reading(viewer.tenant) as tx:
        goal, grants = readable_goal(tx, viewer, goal_id, at)
        material = _material(tx, goal, grants)
        card = card_of(goal, material, at)
        if goal.person_id != viewer.person_id:
            given = [one for one in grants if reaches(one, viewer)]
            return _seen(tx, goal, given, card, at)
        return _own(tx, viewer, goal, card, material, at)


def _material(tx: Transaction, goal: Goal, grants: list[ShareGrant]) -> Material:
    ids = [goal.id]
    persons = [one.audience_id for one in grants if one.audience is Audience.PERSON]
    followed = bool(successors_of(tx, goal.process_id))
    items, facts = items_of(tx, ids), facts_of(tx, ids)
    return Material(
        items=items,
        facts={goal.id: facts},
        done={goal.id: done_per_mode(facts)},
        grants={goal.id: grants},
        visits={goal.id: visits_for(tx, ids)},
        evaluations={one.goal_id: one for one in reversed(evaluations_of(tx, ids))},
        anchored=frozenset(anchor.goal_id for anchor in anchors_of(tx, ids)),
        followed=frozenset({goal.process_id}) if followed else frozenset(),
        themes=themes_by_id(tx, [goal.theme_id] if goal.theme_id else []),
        people=people_named(tx, visitors(items).union(persons)),
    )


def _own(
    tx: Transaction, viewer: Viewer, goal: Goal, card: Card, material: Material, at: datetime
) -> OwnGoal:
    facts, visits = material.facts.get(goal.id, []), material.visits[goal.id]
    said = card.evaluation
    lately = at - LINKABLE
    loose = loose_facts(tx, viewer.person_id, FINISHED, lately, SHOWN) if goal.is_open else []
    return OwnGoal(
        card=card,
        process=process_of(tx, goal),
        items=[
            (item, step_of(item, visits) if item.open else None)
            for item in material.items.get(goal.id, [])
        ],
        story=story_of(facts, moves_of(tx, [goal.id]), _words(tx, viewer, goal, visits), at),
        loose=loose,
        anchors=anchors_of(tx, [goal.id]),
        levels=guskey_levels(
            [fact.kind.value for fact in facts], pupils=said.pupils if said else ""
        ),
        due=is_due(goal, at.date()),
        followed_by=successors_of(tx, goal.process_id),
    )


def _words(
    tx: Transaction, viewer: Viewer, goal: Goal, visits: list[LessonVisit]
) -> dict[UUID, tuple[str, ...]]:
    """What she wrote herself, by the statement that told of it; only for her own eyes."""
    ids = [goal.id]
    found: dict[UUID, tuple[str, ...]] = {}
    for reflection in reflections_of(tx, ids):
        answers = (reflection.did, reflection.saw, reflection.next)
        found[reflection.statement_id] = tuple(answer for answer in answers if answer)
    for attempt in attempts_of(tx, ids):
        found[attempt.statement_id] = (attempt.what,)
    for moment in moments_of(tx, viewer.person_id, goal.created_at):
        found[moment.statement_id] = (moment.text,)
    for visit in visits:
        if visit.statement_id and visit.seen:
            found[visit.statement_id] = (visit.seen,)
    return found


def _seen(
    tx: Transaction, goal: Goal, given: list[ShareGrant], card: Card, at: datetime
) -> SeenGoal:
    """`given` are only the grants that reach who is looking."""
    with_story = any(grant.level in WITH_EVIDENCE for grant in given)
    facts = facts_of(tx, [goal.id]) if with_story else []
    return SeenGoal(
        goal=goal,
        owner=person(tx, goal.person_id).name,
        theme=card.theme.title if card.theme else "",
        card=card,
        story=story_of([fact for fact in facts if is_done(fact)], [], {}, at),
    )
