"""Let a learning process follow its goal: learning, looking back, anchoring, the next one."""

from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from lti_tool.goals.rules import NoSuchProcess, ProcessState
from lti_tool.goals.rules.processes import expect_process_can_go
from lti_tool.goals.storage import processes
from lti_tool.people.rules import Viewer

ANSWERED = frozenset({ProcessState.SOLVED, ProcessState.PARTLY_SOLVED, ProcessState.NOT_SOLVED})


def bring_process(tx: Transaction, process_id: UUID, *through: ProcessState) -> None:
    """Take these steps one after the other; a step it already took is no step."""
    process = processes.process(tx, process_id)
    for state in through:
        if process.state is state:
            continue
        expect_process_can_go(process, state)
        processes.change_process(tx, process_id, state=state.value)
        process = processes.process(tx, process_id)


def start_learning(tx: Transaction, process_id: UUID) -> None:
    """Begin learning, or begin again with a goal that was reopened."""
    state = processes.process(tx, process_id).state
    fresh = {ProcessState.EXPLORING, ProcessState.QUESTION_SET, ProcessState.LEARNING}
    again = () if state in fresh else (ProcessState.EVALUATING,)
    bring_process(tx, process_id, *again, ProcessState.LEARNING)
    processes.change_process(tx, process_id, closed_at=None)


def close_predecessor(tx: Transaction, viewer: Viewer, process_id: UUID, at: datetime) -> None:
    """The next learning process begins: the one before it is closed, or goes another round."""
    process = processes.process(tx, process_id)
    if process.person_id != viewer.person_id:
        raise NoSuchProcess(id=process_id)
    if process.state in ANSWERED:
        bring_process(tx, process_id, ProcessState.NEW_ROUND)
    elif process.state is ProcessState.ANCHORING:
        bring_process(tx, process_id, ProcessState.CLOSED)
    processes.change_process(tx, process_id, closed_at=at)
