"""Look back on a goal, and make what was solved hold."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from foundation.identifiers import new_id
from lti_tool.goals.operations.bring_process import bring_process
from lti_tool.goals.operations.change_goal import take_step
from lti_tool.goals.operations.look_up import own_goal
from lti_tool.goals.rules import (
    Anchor,
    AnchorKind,
    AnchorState,
    Evaluation,
    GoalCannotGo,
    GoalState,
    Judgement,
    ProcessState,
    Solved,
)
from lti_tool.goals.rules.evaluations import EVALUATED, PROCESS_AFTER, column_of_evaluations
from lti_tool.goals.rules.statements import anchored, evaluated
from lti_tool.goals.storage import goals, processes
from lti_tool.people.rules import Viewer
from lti_tool.platforms.operations.owe_score import owe_score
from lti_tool.profile.operations import record
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class LookBack:
    """What a teacher says at the end; `guskey` is the deepest level her evidence reaches."""

    judgement: Judgement
    solved: Solved
    pupils: str = ""
    learned: str = ""
    confidence: int | None = None
    guskey: int | None = None


@dataclass(frozen=True, slots=True)
class NewAnchor:
    kind: AnchorKind
    text: str
    review_on: date


def evaluate_goal(tool: Tool, viewer: Viewer, goal_id: UUID, said: LookBack) -> Evaluation:
    """Finish a goal with the teacher's own words; nobody else can."""
    at = tool.clock()
    with tool.database.writing(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        if goal.state is not GoalState.EVALUATING:
            goal = take_step(tx, goal, GoalState.EVALUATING, at)
        goal = take_step(tx, goal, GoalState.FINISHED, at)
        goals.change(tx, goal_id, confidence_end=said.confidence)
        bring_process(tx, goal.process_id, ProcessState.EVALUATING, PROCESS_AFTER[said.solved])
        evaluation = Evaluation(
            id=new_id(),
            goal_id=goal_id,
            judgement=said.judgement,
            solved=said.solved,
            pupils=said.pupils,
            learned=said.learned,
            guskey=said.guskey,
            at=at,
        )
        processes.add_evaluation(tx, evaluation)
        record(tx, tool, evaluated(tool.tool_url, viewer.pseudonym, goal, evaluation))
        column = column_of_evaluations(tool.tool_url)
        owe_score(tx, viewer.person_id, column, EVALUATED, at)
        return evaluation


def anchor_goal(tool: Tool, viewer: Viewer, goal_id: UUID, wanted: NewAnchor) -> Anchor:
    """Write down what keeps the solution in place, and when to look again."""
    at = tool.clock()
    with tool.database.writing(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        if goal.state is not GoalState.FINISHED:
            raise GoalCannotGo(state=goal.state.value)
        anchor = Anchor(
            id=new_id(),
            process_id=goal.process_id,
            goal_id=goal_id,
            person_id=viewer.person_id,
            kind=wanted.kind,
            text=wanted.text,
            review_on=wanted.review_on,
            state=AnchorState.AGREED,
            created_at=at,
        )
        processes.add_anchor(tx, anchor)
        if processes.process(tx, goal.process_id).state is not ProcessState.CLOSED:
            bring_process(tx, goal.process_id, ProcessState.ANCHORING)
        record(tx, tool, anchored(tool.tool_url, viewer.pseudonym, goal, anchor, at))
        return anchor
