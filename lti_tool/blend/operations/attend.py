"""Change somebody's attendance: the one way in which it ever changes."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from foundation.identifiers import new_id
from foundation.turns import take_turn
from lti_tool.blend.operations.who import grouping_of, who
from lti_tool.blend.rules.attendance import (
    Attendance,
    AttendanceChange,
    AttendanceState,
    Method,
    settle,
)
from lti_tool.blend.rules.drafts import About, attended
from lti_tool.blend.rules.items import ItemState, Step, state_after
from lti_tool.blend.rules.sessions import Session, SessionState
from lti_tool.blend.storage import attendance, enrollments, items, offerings, sessions
from lti_tool.people.operations import person
from lti_tool.profile.operations import record, void
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody's attendance should stand, by whose hand, and for which goal."""

    person_id: UUID
    state: AttendanceState
    by_person_id: UUID
    method: Method | None = None
    minutes: int | None = None
    goal_id: UUID | None = None


def session_in_turn(tx: Transaction, session_id: UUID) -> Session:
    """The session as it is now, while nobody else can change it or its attendance."""
    take_turn(tx, f"session {session_id}")
    return sessions.find(tx, session_id)


def attend(tx: Transaction, tool: Tool, session: Session, wish: Wish) -> Attendance:
    """Let attendance stand as wished; the caller holds the session's turn.

    The same wish twice changes nothing. A presence taken back voids its statement; one that
    changes is voided and recorded anew, at the moment it first had (domain.md §6.3, 10).
    """
    current = attendance.find(tx, session.id, wish.person_id)
    minutes = wish.minutes if wish.minutes is not None else _minutes(session, current)
    asked = settle(current, wish.state, minutes, final=session.state is SessionState.CLOSED)
    regrouped = _other_goal(current, wish)
    if current is not None and not asked.changes and not regrouped:
        return current
    kept = _wished(tx, tool.clock(), session, current, wish, minutes)
    if current is not None and current.statement_id and (asked.void or regrouped):
        void(tx, tool, current.statement_id)
        kept = replace(kept, statement_id=None)
    if kept.present:
        kept = replace(kept, statement_id=_record(tx, tool, session, kept))
    if asked.correction and current is not None:
        kept = replace(kept, corrected_by=wish.by_person_id, corrected_at=tool.clock())
        attendance.add_change(tx, _change(current, kept, wish, tool.clock()))
    attendance.keep(tx, kept)
    _move_items(tx, session, kept)
    return kept


def _minutes(session: Session, current: Attendance | None) -> int:
    known = current.minutes if current is not None else None
    return session.minutes if known is None else known


def _other_goal(current: Attendance | None, wish: Wish) -> bool:
    """Whether a presence that stands is now said to belong to another goal."""
    if current is None or not current.present or wish.state is not AttendanceState.PRESENT:
        return False
    return wish.goal_id is not None and wish.goal_id != current.goal_id


def _wished(
    tx: Transaction,
    at: datetime,
    session: Session,
    current: Attendance | None,
    wish: Wish,
    minutes: int,
) -> Attendance:
    present = wish.state is AttendanceState.PRESENT
    base = current or Attendance(
        session.id, wish.person_id, wish.state, _registration(tx, session, wish.person_id)
    )
    first_seen = base.checked_in_at or min(at, session.ends_at)
    return replace(
        base,
        state=wish.state,
        method=wish.method or base.method if present else None,
        minutes=minutes if present else None,
        goal_id=wish.goal_id or base.goal_id,
        checked_in_at=first_seen if present else None,
    )


def _registration(tx: Transaction, session: Session, person_id: UUID) -> UUID:
    """That of her enrolment in the offering; somebody who walks in gets one of her own."""
    enrolled = enrollments.of(tx, person_id, session.offering_id) if session.offering_id else None
    return enrolled.registration if enrolled else new_id()


def _record(tx: Transaction, tool: Tool, session: Session, kept: Attendance) -> UUID:
    planned = items.of_session(tx, session.id, [kept.person_id])
    goals = dict.fromkeys(
        goal_id
        for goal_id in (kept.goal_id, *(i.goal_id for i in planned if i.open or i.done))
        if goal_id
    )
    about = About(
        tool.tool_url,
        kept.checked_in_at or session.starts_at,
        kept.registration,
        grouping_of(tx, tool, goals),
    )
    draft = attended(
        who(tx, kept.person_id, session.starts_at),
        session,
        offerings.find(tx, session.offering_id) if session.offering_id else None,
        person(tx, session.trainer_id).pseudonym,
        kept.minutes or session.minutes,
        kept.method or Method.TRAINER,
        about,
    )
    return record(tx, tool, draft)[0]


def _change(current: Attendance, kept: Attendance, wish: Wish, at: datetime) -> AttendanceChange:
    return AttendanceChange(
        id=new_id(),
        session_id=kept.session_id,
        person_id=kept.person_id,
        was=current.state,
        became=kept.state,
        was_minutes=current.minutes,
        method=current.method,
        by_person_id=wish.by_person_id,
        at=at,
        voided_statement=current.statement_id,
        new_statement=kept.statement_id,
    )


def _move_items(tx: Transaction, session: Session, kept: Attendance) -> None:
    """What she planned with this session is done, or to do again."""
    step = Step.FINISHED if kept.present else Step.WITHDRAWN
    moved: dict[ItemState, list[UUID]] = {}
    for item in items.of_session(tx, session.id, [kept.person_id]):
        after = state_after(item.state, step)
        if after is not item.state:
            moved.setdefault(after, []).append(item.id)
    for state, ids in moved.items():
        items.set_state(tx, ids, state)
