"""What the pages around a goal need to know before anything is written."""

from dataclasses import dataclass
from uuid import UUID

from foundation.database import Transaction
from lti_tool.goals.operations.look_up import own_goal
from lti_tool.goals.rules import (
    Goal,
    GoalParts,
    GoalState,
    LearningProcess,
    Theme,
    school_year_of,
    short_sentence_of,
    too_many_running,
)
from lti_tool.goals.rules.previews import Preview, preview_of
from lti_tool.goals.storage import goals, processes
from lti_tool.people.operations import colleagues_of
from lti_tool.people.rules import Person, Viewer
from lti_tool.shell.tool import Tool

OVER = frozenset({GoalState.STOPPED, GoalState.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What somebody can choose from when she formulates a goal.

    `colleagues` are those she could share with; `crowded` says that three goals run already.
    """

    themes: list[Theme]
    colleagues: list[Person]
    goals: list[Goal]
    crowded: bool
    predecessor: LearningProcess | None = None

    def preview(self, tool: Tool, parts: GoalParts) -> Preview:
        return preview_of(parts, tool.clock().date(), self.goals)


@dataclass(frozen=True, slots=True)
class GoalAndSurroundings:
    goal: Goal
    process: LearningProcess
    around: Surroundings

    @property
    def title(self) -> str:
        return short_sentence_of(self.goal.parts)


def prepare_goal(tool: Tool, viewer: Viewer, predecessor_id: UUID | None = None) -> Surroundings:
    """For a new goal; `predecessor_id` is the learning process it follows from."""
    with tool.database.reading(viewer.tenant) as tx:
        before = processes.process(tx, predecessor_id) if predecessor_id else None
        hers = before if before and before.person_id == viewer.person_id else None
        return _surroundings(tx, tool, viewer, predecessor=hers)


def prepare_edit(tool: Tool, viewer: Viewer, goal_id: UUID) -> GoalAndSurroundings:
    """For a goal she has: it is not one of the goals it may look like."""
    with tool.database.reading(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        process = processes.process(tx, goal.process_id)
        return GoalAndSurroundings(goal, process, _surroundings(tx, tool, viewer, without=goal_id))


def preview_goal(
    tool: Tool, viewer: Viewer, parts: GoalParts, without: UUID | None = None
) -> Preview:
    """The live sentence with its hints; also looks for goals of hers that say the same."""
    with tool.database.reading(viewer.tenant) as tx:
        others = _comparable(goals.of_person(tx, viewer.person_id), without)
    return preview_of(parts, tool.clock().date(), others)


def _surroundings(
    tx: Transaction,
    tool: Tool,
    viewer: Viewer,
    *,
    predecessor: LearningProcess | None = None,
    without: UUID | None = None,
) -> Surroundings:
    today = tool.clock().date()
    school_id, year = viewer.school_id, school_year_of(today)
    hers = _comparable(goals.of_person(tx, viewer.person_id), without)
    return Surroundings(
        themes=processes.themes_of_school(tx, school_id, year) if school_id else [],
        colleagues=colleagues_of(tx, viewer, today),
        goals=hers,
        crowded=too_many_running(hers),
        predecessor=predecessor,
    )


def _comparable(found: list[Goal], without: UUID | None) -> list[Goal]:
    return [goal for goal in found if goal.id != without and goal.state not in OVER]
