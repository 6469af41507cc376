"""Change a goal: how it reads, and where it is in its life."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from lti_tool.goals.operations.bring_process import start_learning
from lti_tool.goals.operations.look_up import own_goal
from lti_tool.goals.operations.start_goal import expect_theme_of_school
from lti_tool.goals.rules import (
    Goal,
    GoalChangedMeanwhile,
    GoalParts,
    GoalState,
    Move,
    StopReason,
    expect_can_go,
)
from lti_tool.goals.rules.statements import deselected, edited
from lti_tool.goals.storage import goals, processes
from lti_tool.goals.storage.goals import parts_as_values
from lti_tool.people.rules import Viewer
from lti_tool.profile.operations import record
from lti_tool.shell.tool import Tool

ENDED = frozenset({GoalState.FINISHED, GoalState.STOPPED})


def edit_goal(
    tool: Tool,
    viewer: Viewer,
    goal_id: UUID,
    parts: GoalParts,
    *,
    theme_id: UUID | None,
    seen_version: int,
) -> Goal:
    """Let the goal read otherwise from now on; how it read before is kept.

    Raises GoalChangedMeanwhile where the teacher was looking at an older version.
    """
    at = tool.clock()
    with tool.database.writing(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        if goal.version != seen_version:
            raise GoalChangedMeanwhile
        if (goal.parts, goal.theme_id) == (parts, theme_id):
            return goal
        expect_theme_of_school(tx, viewer, theme_id)
        return _rewrite(tx, tool, viewer, goal, parts, theme_id, at)


def _rewrite(
    tx: Transaction,
    tool: Tool,
    viewer: Viewer,
    goal: Goal,
    parts: GoalParts,
    theme_id: UUID | None,
    at: datetime,
) -> Goal:
    changes = {
        **parts_as_values(parts),
        "theme_id": theme_id,
        "version": goal.version + 1,
        "changed_at": at,
    }
    goals.change(tx, goal.id, **changes)
    processes.change_process(tx, goal.process_id, theme_id=theme_id)
    rewritten = replace(goal, **changes)
    goals.add_version(tx, rewritten)
    if goal.state is not GoalState.DRAFT:
        record(tx, tool, edited(tool.tool_url, viewer.pseudonym, rewritten, at))
    return rewritten


def move_goal(
    tool: Tool, viewer: Viewer, goal_id: UUID, to: GoalState, reason: StopReason | None = None
) -> Goal:
    """Pause, go on, stop, reopen or put away; finishing is what an evaluation does."""
    at = tool.clock()
    with tool.database.writing(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        moved = take_step(tx, goal, to, at, reason)
        if to is GoalState.ACTIVE:
            start_learning(tx, goal.process_id)
        if to is GoalState.STOPPED and goal.state is not GoalState.DRAFT:
            record(tx, tool, deselected(tool.tool_url, viewer.pseudonym, moved, at))
        return moved


def take_step(
    tx: Transaction, goal: Goal, to: GoalState, at: datetime, reason: StopReason | None = None
) -> Goal:
    """One step of the life cycle; raises GoalCannotGo where there is no such step."""
    expect_can_go(goal, to)
    ended_at = at if to in ENDED else goal.ended_at if to is GoalState.ARCHIVED else None
    goals.change(tx, goal.id, state=to.value, changed_at=at, ended_at=ended_at)
    goals.add_move(tx, Move(goal.id, at, goal.state, to, reason.value if reason else None))
    return replace(goal, state=to, changed_at=at, ended_at=ended_at)
