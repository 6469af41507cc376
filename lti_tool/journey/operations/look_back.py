"""Look back on a goal with what was recorded for it already on the page."""

from collections import Counter
from dataclasses import dataclass, replace
from uuid import UUID

from foundation.database import Transaction
from lti_tool.blend.operations import items_of
from lti_tool.evidence.operations import facts_of
from lti_tool.evidence.rules.facts import Fact, Kind
from lti_tool.goals.operations import LookBack, evaluate_goal, own_goal, process_of
from lti_tool.goals.rules import (
    Evaluation,
    Goal,
    GoalState,
    LearningProcess,
    expect_can_go,
    guskey_levels,
    sentence_of,
    short_sentence_of,
)
from lti_tool.journey.rules.progress import Progress, done_per_mode, is_done, progress_of
from lti_tool.journey.rules.story import Line, story_of
from lti_tool.people.rules import Viewer
from lti_tool.shell.tool import Tool

COUNTED = frozenset({Kind.REFLECTED, Kind.EARNED})
"""Kinds that are no dot of a mode and still evidence of learning."""


@dataclass(frozen=True, slots=True)
class Looking:
    """What she has in front of her when she looks back; nothing of it has to be typed."""

    goal: Goal
    process: LearningProcess
    progress: list[Progress]
    story: list[Line]
    levels: dict[int, int]

    @property
    def title(self) -> str:
        return short_sentence_of(self.goal.parts)

    @property
    def sentence(self) -> str:
        return sentence_of(self.goal.parts)


def prepare_look_back(tool: Tool, viewer: Viewer, goal_id: UUID) -> Looking:
    """Raises GoalCannotGo where the goal is not one that runs."""
    with tool.database.reading(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        if goal.state is not GoalState.EVALUATING:
            expect_can_go(goal, GoalState.EVALUATING)
        facts = _evidence(tx, goal_id)
        return Looking(
            goal=goal,
            process=process_of(tx, goal),
            progress=progress_of(items_of(tx, [goal_id])[goal_id], done_per_mode(facts)),
            story=story_of(facts, [], {}, tool.clock()),
            levels=_levels(facts),
        )


def look_back(tool: Tool, viewer: Viewer, goal_id: UUID, said: LookBack) -> Evaluation:
    """Finish the goal; how deep it went follows from what was recorded and what she saw."""
    with tool.database.reading(viewer.tenant) as tx:
        facts = _evidence(tx, goal_id) if own_goal(tx, viewer, goal_id) else []
    levels = guskey_levels([fact.kind.value for fact in facts], pupils=said.pupils)
    return evaluate_goal(tool, viewer, goal_id, replace(said, guskey=max(levels, default=None)))


def _evidence(tx: Transaction, goal_id: UUID) -> list[Fact]:
    return [fact for fact in facts_of(tx, [goal_id]) if is_done(fact) or fact.kind in COUNTED]


def _levels(facts: list[Fact]) -> dict[int, int]:
    """Guskey's level → how many facts are evidence for it, the lowest first."""
    found = Counter(
        level for fact in facts for level in guskey_levels([fact.kind.value], pupils="")
    )
    return dict(sorted(found.items()))
