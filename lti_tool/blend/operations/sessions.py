"""Plan, publish, open, close and cancel sessions; enrol in one or say one cannot come."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction, tenant_of
from foundation.identifiers import new_id
from lti_tool.blend.operations.attend import Wish, attend, session_in_turn
from lti_tool.blend.operations.enroll import enroll
from lti_tool.blend.operations.who import grouping_of, who, who_is
from lti_tool.blend.rules.attendance import Attendance, AttendanceState
from lti_tool.blend.rules.codes import DoorKind, Lead
from lti_tool.blend.rules.drafts import About, registered, unregistered
from lti_tool.blend.rules.problems import SessionFull, SessionNotOpen
from lti_tool.blend.rules.sessions import (
    Session,
    SessionState,
    admits_enrolment,
    expect_transition,
    seats_left,
)
from lti_tool.blend.storage import attendance, doors, offerings, sessions
from lti_tool.people.rules import Permission, Subject, Viewer, expect_may
from lti_tool.profile.operations import record
from lti_tool.shell.tool import Tool


def plan_session(
    tx: Transaction,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    trainer_id: UUID,
    *,
    place: str = "",
    online_url: str | None = None,
    capacity: int | None = None,
    offering_id: UUID | None = None,
    school_id: UUID | None = None,
    state: SessionState = SessionState.PUBLISHED,
    for_group: str | None = None,
) -> Session:
    """A new session. Raises SessionNeedsEnd where it would end before it begins."""
    made = Session(
        id=new_id(),
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        state=state,
        trainer_id=trainer_id,
        place=place,
        online_url=online_url,
        capacity=capacity,
        offering_id=offering_id,
        school_id=school_id,
        for_group=for_group,
    )
    sessions.add(tx, made)
    return made


def about(session: Session, viewer: Viewer) -> Subject:
    """What permissions ask of a session; one of the whole board is at everybody's school."""
    return Subject(owner_id=session.trainer_id, school_id=session.school_id or viewer.school_id)


def expect_trainer(viewer: Viewer, session: Session) -> None:
    expect_may(viewer, Permission.RUN_SESSION, about(session, viewer))


def start_session(tool: Tool, viewer: Viewer, session_id: UUID) -> Session:
    """Open the check-in; opening it twice is fine."""
    with tool.database.writing(viewer.tenant) as tx:
        session = session_in_turn(tx, session_id)
        expect_trainer(viewer, session)
        if session.state is SessionState.RUNNING:
            return session
        expect_transition(session, SessionState.RUNNING)
        started = replace(session, state=SessionState.RUNNING)
        sessions.change(tx, started)
        doors.add(
            tx,
            Lead(session.id.bytes, DoorKind.SESSION, tenant_of(tx), session.id, None),
        )
    return started


def close_session(tool: Tool, viewer: Viewer, session_id: UUID) -> Session:
    """Attendance is final: who was expected and not seen was absent."""
    with tool.database.writing(viewer.tenant) as tx:
        session = session_in_turn(tx, session_id)
        expect_trainer(viewer, session)
        return close_in_turn(tx, session, tool.clock())


def close_in_turn(tx: Transaction, session: Session, at: datetime) -> Session:
    expect_transition(session, SessionState.CLOSED)
    for one in attendance.of_session(tx, session.id):
        if one.state is AttendanceState.EXPECTED:
            attendance.keep(tx, replace(one, state=AttendanceState.ABSENT))
    closed = replace(session, state=SessionState.CLOSED, closed_at=at)
    sessions.change(tx, closed)
    doors.remove(tx, session.id.bytes)
    return closed


def publish_session(tool: Tool, viewer: Viewer, session_id: UUID) -> Session:
    return _move(tool, viewer, session_id, SessionState.PUBLISHED)


def cancel_session(tool: Tool, viewer: Viewer, session_id: UUID) -> Session:
    """It will not take place; who was expected is no longer."""
    return _move(tool, viewer, session_id, SessionState.CANCELLED)


def _move(tool: Tool, viewer: Viewer, session_id: UUID, to: SessionState) -> Session:
    with tool.database.writing(viewer.tenant) as tx:
        session = session_in_turn(tx, session_id)
        expect_trainer(viewer, session)
        expect_transition(session, to)
        moved = replace(session, state=to)
        sessions.change(tx, moved)
    return moved


def join_session(
    tx: Transaction, tool: Tool, viewer: Viewer, session_id: UUID, goal_id: UUID | None
) -> Attendance:
    """Enrol for a session, exactly while there are seats. Twice is the same."""
    session = session_in_turn(tx, session_id)
    expect_may(viewer, Permission.CHECK_IN, about(session, viewer))
    current = attendance.find(tx, session.id, viewer.person_id)
    if current is not None and current.state in (AttendanceState.EXPECTED, AttendanceState.PRESENT):
        return current
    _expect_seat(tx, session, tool.clock())
    if session.offering_id:
        enroll(tx, tool, viewer, session.offering_id, goal_id, say=False)
    wish = Wish(viewer.person_id, AttendanceState.EXPECTED, viewer.person_id, goal_id=goal_id)
    joined = attend(tx, tool, session, wish)
    _say(tx, tool, viewer, session, joined, leaving=False)
    return joined


def _expect_seat(tx: Transaction, session: Session, at: datetime) -> None:
    if not admits_enrolment(session, at):
        raise SessionNotOpen(title=session.title)
    if seats_left(session, attendance.seats_taken(tx, [session.id]).get(session.id, 0)) == 0:
        raise SessionFull(title=session.title)


def leave_session(tx: Transaction, tool: Tool, viewer: Viewer, session_id: UUID) -> None:
    """Say that one cannot come: absent with notice, and the seat is free."""
    session = session_in_turn(tx, session_id)
    current = attendance.find(tx, session.id, viewer.person_id)
    if current is None or current.state is not AttendanceState.EXPECTED:
        raise SessionNotOpen(title=session.title)
    wish = Wish(viewer.person_id, AttendanceState.EXCUSED, viewer.person_id)
    left = attend(tx, tool, session, wish)
    _say(tx, tool, viewer, session, left, leaving=True)


def join(tool: Tool, viewer: Viewer, session_id: UUID, goal_id: UUID | None = None) -> Attendance:
    with tool.database.writing(viewer.tenant) as tx:
        return join_session(tx, tool, viewer, session_id, goal_id)


def leave(tool: Tool, viewer: Viewer, session_id: UUID) -> None:
    with tool.database.writing(viewer.tenant) as tx:
        leave_session(tx, tool, viewer, session_id)


def _say(
    tx: Transaction,
    tool: Tool,
    viewer: Viewer,
    session: Session,
    kept: Attendance,
    *,
    leaving: bool,
) -> None:
    goals = [kept.goal_id] if kept.goal_id else []
    context = About(tool.tool_url, tool.clock(), kept.registration, grouping_of(tx, tool, goals))
    offering = offerings.find(tx, session.offering_id) if session.offering_id else None
    if leaving:
        draft = unregistered(who_is(viewer), session, offering, context)
    else:
        draft = registered(who_is(viewer), session, offering, context)
    record(tx, tool, draft)


def enroll_somebody(tx: Transaction, session_id: UUID, person_id: UUID, at: datetime) -> Attendance:
    """Expect somebody at a session without her own doing (an import, the demo)."""
    session = session_in_turn(tx, session_id)
    known = attendance.find(tx, session.id, person_id)
    if known is not None:
        return known
    expected = Attendance(session.id, person_id, AttendanceState.EXPECTED, new_id())
    who(tx, person_id, at)  # raises PersonUnknown
    attendance.keep(tx, expected)
    return expected
