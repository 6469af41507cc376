"""What somebody's agenda and the page of one session show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from foundation.database import Transaction
from lti_tool.blend.operations.check_in import Inside, goals_inside
from lti_tool.blend.operations.sessions import about
from lti_tool.blend.rules.attendance import Attendance, AttendanceCounts, AttendanceState
from lti_tool.blend.rules.offerings import Offering
from lti_tool.blend.rules.problems import UnknownSession
from lti_tool.blend.rules.sessions import (
    Session,
    SessionState,
    admits_check_in,
    admits_correction,
    admits_enrolment,
    seats_left,
)
from lti_tool.blend.storage import attendance, offerings, sessions
from lti_tool.people.operations import person
from lti_tool.people.rules import Permission, Viewer, expect_may, may
from lti_tool.shell.tool import Tool

AHEAD = timedelta(days=180)
BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Entry:
    """One session as this viewer may see it; `mine` is her own attendance."""

    session: Session
    mine: Attendance | None
    seats: int | None
    trains: bool
    check_in_open: bool
    may_join: bool

    @property
    def joined(self) -> bool:
        return self.mine is not None and self.mine.state is AttendanceState.EXPECTED

    @property
    def present(self) -> bool:
        return self.mine is not None and self.mine.present

    @property
    def full(self) -> bool:
        return self.seats == 0


@dataclass(frozen=True, slots=True)
class Agenda:
    now: tuple[Entry, ...]
    coming: tuple[Entry, ...]
    past: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class SessionPage:
    """`counts` only for its trainer; `inside` only for who is in."""

    entry: Entry
    offering: Offering | None
    trainer: str
    counts: AttendanceCounts | None
    inside: Inside | None
    may_correct: bool


def show_agenda(tool: Tool, viewer: Viewer) -> Agenda:
    """The sessions of her schools and her own, from a quarter back to half a year ahead."""
    at = tool.clock()
    with tool.database.reading(viewer.tenant) as tx:
        found = _sessions_for(tx, viewer, at)
        entries = _entries(tx, viewer, found, at)
    coming = [one for one in entries if _is_coming(one, at)]
    past = [one for one in entries if one not in coming and (one.mine or one.trains)]
    return Agenda(
        now=tuple(one for one in coming if one.check_in_open),
        coming=tuple(one for one in coming if not one.check_in_open),
        past=tuple(reversed(past)),
    )


def _is_coming(entry: Entry, at: datetime) -> bool:
    """Not over yet. One that is cancelled stays in the agenda of who would come."""
    session = entry.session
    cancelled = session.state is SessionState.CANCELLED and not (entry.mine or entry.trains)
    ended = session.state is SessionState.CLOSED or session.ends_at <= at
    return not cancelled and (entry.check_in_open or not ended)


def _sessions_for(tx: Transaction, viewer: Viewer, at: datetime) -> list[Session]:
    start, end = at - BACK, at + AHEAD
    found = {one.id: one for one in sessions.of_trainer(tx, viewer.person_id, start, end)}
    schools = {m.school_id for m in viewer.memberships}
    for school_id in schools:
        found |= {
            one.id: one
            for one in sessions.of_school(tx, school_id, start, end)
            if one.state is not SessionState.CONCEPT
        }
    found |= {one.id: one for one in sessions.of_attendee(tx, viewer.person_id, start)}
    return sorted(found.values(), key=lambda one: (one.starts_at, one.title))


def _entries(tx: Transaction, viewer: Viewer, found: list[Session], at: datetime) -> list[Entry]:
    taken = attendance.seats_taken(tx, [one.id for one in found])
    hers = attendance.of_person(tx, viewer.person_id)
    return [
        Entry(
            session=one,
            mine=hers.get(one.id),
            seats=seats_left(one, taken.get(one.id, 0)),
            trains=one.trainer_id == viewer.person_id,
            check_in_open=admits_check_in(one, at),
            may_join=admits_enrolment(one, at)
            and one.trainer_id != viewer.person_id
            and may(viewer, Permission.CHECK_IN, about(one, viewer)),
        )
        for one in found
    ]


def show_session(tool: Tool, viewer: Viewer, session_id: UUID) -> SessionPage:
    at = tool.clock()
    with tool.database.reading(viewer.tenant) as tx:
        session = sessions.find(tx, session_id)
        entry = _entries(tx, viewer, [session], at)[0]
        if session.state is SessionState.CONCEPT and not entry.trains:
            raise UnknownSession
        if entry.mine is None:
            expect_may(viewer, Permission.READ_SESSION, about(session, viewer))
        counted = attendance.counts(tx, [session.id]) if entry.trains else None
        return SessionPage(
            entry=entry,
            offering=offerings.find(tx, session.offering_id) if session.offering_id else None,
            trainer=person(tx, session.trainer_id).name,
            counts=None
            if counted is None
            else counted.get(session.id, AttendanceCounts(session.id)),
            inside=goals_inside(tx, tool, session.id, viewer.person_id) if entry.present else None,
            may_correct=entry.trains and admits_correction(session, at),
        )
