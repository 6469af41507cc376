"""What a blend shows of itself to other features, and how facts move it on."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from lti_tool.blend.rules.attendance import AttendanceCounts, AttendanceState
from lti_tool.blend.rules.enrollments import Enrollment, EnrollmentState, enrollment_after
from lti_tool.blend.rules.items import BlendItem, ItemState, Step, state_after
from lti_tool.blend.rules.problems import NotByHand, UnknownItem
from lti_tool.blend.rules.sessions import Session, admits_check_in
from lti_tool.blend.storage import attendance, enrollments, items, sessions
from lti_tool.people.rules import Viewer
from lti_tool.shell.tool import Tool

Progress = tuple[UUID, UUID | None, UUID, Step]
"""Person, goal (None: whichever), offering, and what happened."""


@dataclass(frozen=True, slots=True)
class NextMoment:
    """The session somebody goes to next. `prepare`: the online item of the same blend."""

    session: Session
    goal_id: UUID | None
    check_in_open: bool
    prepare: BlendItem | None


def items_of(tx: Transaction, goal_ids: Collection[UUID]) -> dict[UUID, list[BlendItem]]:
    """The blend of each goal in its order, without what was dropped."""
    found: dict[UUID, list[BlendItem]] = {goal_id: [] for goal_id in goal_ids}
    for item in items.of_goals(tx, goal_ids):
        if item.state is not ItemState.DROPPED:
            found[item.goal_id].append(item)
    return found


def item(tx: Transaction, viewer: Viewer, item_id: UUID) -> BlendItem:
    """Her own item. Raises UnknownItem, also for somebody else's."""
    found = items.find(tx, item_id)
    if found.person_id != viewer.person_id:
        raise UnknownItem
    return found


def finish_item(tx: Transaction, item_id: UUID, *, done: bool = True) -> None:
    """Another feature recorded that something in class was done (or took it back)."""
    found = items.find(tx, item_id)
    step = Step.FINISHED if done else Step.WITHDRAWN
    items.set_state(tx, [item_id], state_after(found.state, step))


def tick_item(tool: Tool, viewer: Viewer, item_id: UUID) -> BlendItem:
    """By hand, and back again: only what happens at work leaves no fact by itself."""
    with tool.database.writing(viewer.tenant) as tx:
        found = item(tx, viewer, item_id)
        if not found.by_hand:
            raise NotByHand
        finish_item(tx, item_id, done=not found.done)
        return items.find(tx, item_id)


def mark_progress(tx: Transaction, steps: Sequence[Progress]) -> None:
    """Move enrolments and items on as facts come in; saying it twice changes nothing."""
    people = {step[0] for step in steps}
    offering_ids = {step[2] for step in steps}
    if not steps:
        return
    _move_enrollments(tx, steps, enrollments.of_people_in(tx, people, offering_ids))
    theirs = [one for one in items.of_people(tx, people) if one.offering_id in offering_ids]
    _move_items(tx, steps, theirs)


def _move_items(tx: Transaction, steps: Sequence[Progress], found: Sequence[BlendItem]) -> None:
    states = {one.id: one.state for one in found}
    for person_id, goal_id, offering_id, step in steps:
        for one in found:
            same = (one.person_id, one.offering_id) == (person_id, offering_id)
            if same and one.session_id is None and goal_id in (None, one.goal_id):
                states[one.id] = state_after(states[one.id], step)
    moved: dict[ItemState, list[UUID]] = defaultdict(list)
    for one in found:
        if states[one.id] is not one.state:
            moved[states[one.id]].append(one.id)
    for state, ids in moved.items():
        items.set_state(tx, ids, state)


def _move_enrollments(
    tx: Transaction, steps: Sequence[Progress], found: Sequence[Enrollment]
) -> None:
    states = {(one.person_id, one.offering_id): one.state for one in found}
    for person_id, _, offering_id, step in steps:
        if (person_id, offering_id) in states:
            before = states[person_id, offering_id]
            states[person_id, offering_id] = enrollment_after(before, step)
    moved: dict[EnrollmentState, list[UUID]] = defaultdict(list)
    for one in found:
        after = states[one.person_id, one.offering_id]
        if after is not one.state:
            moved[after].append(one.id)
    for state, ids in moved.items():
        enrollments.set_states(tx, ids, state)


def next_moment(tx: Transaction, person_id: UUID, now: datetime) -> NextMoment | None:
    """The first session she is expected at that has not ended; None where there is none."""
    expected = (AttendanceState.EXPECTED, AttendanceState.PRESENT)
    coming = sessions.coming(tx, person_id, now)
    going = [(one, hers) for one, hers in coming if one.upcoming and hers.state in expected]
    if not going:
        return None
    session, hers = going[0]
    planned = items.of_people(tx, [person_id])
    goal_id = hers.goal_id or next(
        (one.goal_id for one in planned if one.session_id == session.id), None
    )
    to_prepare = [
        one
        for one in planned
        if one.goal_id == goal_id and one.open and one.offering_id and not one.session_id
    ]
    open_now = admits_check_in(session, now) and not hers.present
    return NextMoment(session, goal_id, open_now, to_prepare[0] if to_prepare else None)


def enrollments_of(tx: Transaction, person_id: UUID) -> list[Enrollment]:
    return enrollments.of_person(tx, person_id)


def enrollment(tx: Transaction, registration: UUID) -> Enrollment | None:
    return enrollments.find(tx, registration)


def sessions_of_team(
    tx: Transaction, school_id: UUID, start: datetime, end: datetime
) -> list[Session]:
    """Sessions for a school (or for all schools) that begin in [start, end)."""
    return sessions.of_school(tx, school_id, start, end)


def attendance_counts(
    tx: Transaction, session_ids: Collection[UUID], people: Collection[UUID] | None = None
) -> dict[UUID, AttendanceCounts]:
    """Per session, of everybody or of these people only; one query."""
    found = attendance.counts(tx, session_ids, people)
    return {each: found.get(each, AttendanceCounts(each)) for each in session_ids}


def meetings_held(
    tx: Transaction,
    school_id: UUID,
    people: Collection[UUID],
    leaders: Collection[UUID],
    start: datetime,
    end: datetime,
) -> list[tuple[Session, AttendanceCounts, frozenset[UUID]]]:
    """Closed sessions of a school in [start, end): counts of these people, leaders who came."""
    closed = sessions.closed_between(tx, school_id, start, end)
    ids = [session.id for session in closed]
    counted, present = attendance_counts(tx, ids, people), attendance.present_at(tx, ids, leaders)
    return [(one, counted[one.id], present.get(one.id, frozenset())) for one in closed]
