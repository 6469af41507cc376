"""Start a leerdoel: it is active the moment the teacher says so."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from foundation.identifiers import new_id
from lti_tool.goals.operations.bring_process import close_predecessor, start_learning
from lti_tool.goals.operations.give_share import give_share
from lti_tool.goals.operations.look_up import own_goal
from lti_tool.goals.rules import (
    Goal,
    GoalParts,
    GoalState,
    LearningProcess,
    Move,
    NoSuchTheme,
    Origin,
    ProcessState,
    ShareWish,
    count_clear,
    expect_can_go,
)
from lti_tool.goals.rules.statements import defined
from lti_tool.goals.storage import goals, processes
from lti_tool.people.rules import Viewer
from lti_tool.profile.operations import record
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class NewGoal:
    """What a teacher filled in: what pinches, the five parts, and what stays with her.

    `draft` keeps it as a concept that nobody else sees; `predecessor_id` is the learning
    process this one follows from.
    """

    parts: GoalParts
    problem: str = ""
    theme_id: UUID | None = None
    confidence: int | None = None
    wish: ShareWish | None = None
    draft: bool = False
    predecessor_id: UUID | None = field(default=None)


def start_goal(tool: Tool, viewer: Viewer, wanted: NewGoal) -> Goal:
    """Keep a new goal with its learning process; unless it is a draft, start it at once."""
    at = tool.clock()
    with tool.database.writing(viewer.tenant) as tx:
        expect_theme_of_school(tx, viewer, wanted.theme_id)
        process = _new_process(tx, viewer, wanted, at)
        goal = _new_goal(viewer, wanted, process.id, at)
        goals.add(tx, goal)
        goals.add_version(tx, goal)
        goals.add_move(tx, Move(goal.id, at, None, GoalState.DRAFT))
        if wanted.draft:
            return goal
        goal = _activate(tx, tool, viewer, goal, at)
        if wanted.wish:
            give_share(tx, tool, viewer, goal, wanted.wish, at)
        return goal


def start_draft(tool: Tool, viewer: Viewer, goal_id: UUID, wish: ShareWish | None = None) -> Goal:
    """Make a concept active, as it reads now."""
    at = tool.clock()
    with tool.database.writing(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        expect_can_go(goal, GoalState.ACTIVE)
        goal = _activate(tx, tool, viewer, goal, at)
        if wish:
            give_share(tx, tool, viewer, goal, wish, at)
        return goal


def expect_theme_of_school(tx: Transaction, viewer: Viewer, theme_id: UUID | None) -> None:
    """A goal can only belong to a theme of her own school."""
    if theme_id and processes.theme(tx, theme_id).school_id != viewer.school_id:
        raise NoSuchTheme(id=theme_id)


def _new_process(tx: Transaction, viewer: Viewer, wanted: NewGoal, at: datetime) -> LearningProcess:
    if wanted.predecessor_id:
        close_predecessor(tx, viewer, wanted.predecessor_id, at)
    process = LearningProcess(
        id=new_id(),
        person_id=viewer.person_id,
        theme_id=wanted.theme_id,
        problem=wanted.problem,
        origin=Origin.THEME if wanted.theme_id else Origin.OWN,
        state=ProcessState.EXPLORING,
        predecessor_id=wanted.predecessor_id,
        started_at=at,
        closed_at=None,
    )
    processes.add_process(tx, process)
    return process


def _new_goal(viewer: Viewer, wanted: NewGoal, process_id: UUID, at: datetime) -> Goal:
    parts = wanted.parts
    return Goal(
        id=new_id(),
        person_id=viewer.person_id,
        school_id=viewer.school_id,
        process_id=process_id,
        theme_id=wanted.theme_id,
        what=parts.what,
        situation=parts.situation,
        criterion=parts.criterion,
        deadline=parts.deadline,
        evidence=parts.evidence,
        state=GoalState.DRAFT,
        version=1,
        sharpness=None,
        confidence_start=wanted.confidence,
        confidence_end=None,
        created_at=at,
        changed_at=at,
        activated_at=None,
        ended_at=None,
    )


def _activate(tx: Transaction, tool: Tool, viewer: Viewer, goal: Goal, at: datetime) -> Goal:
    active = replace(
        goal,
        state=GoalState.ACTIVE,
        sharpness=count_clear(goal.parts),
        activated_at=at,
        changed_at=at,
    )
    goals.change(
        tx,
        goal.id,
        state=active.state.value,
        sharpness=active.sharpness,
        activated_at=at,
        changed_at=at,
    )
    goals.add_move(tx, Move(goal.id, at, goal.state, GoalState.ACTIVE))
    start_learning(tx, goal.process_id)
    record(tx, tool, defined(tool.tool_url, viewer.pseudonym, active, at))
    return active
