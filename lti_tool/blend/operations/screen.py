"""What the trainer's screen shows, and what she changes on it by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from foundation.database import Transaction
from lti_tool.blend.operations.attend import Wish, attend, session_in_turn
from lti_tool.blend.operations.doors import door_of
from lti_tool.blend.operations.sessions import expect_trainer
from lti_tool.blend.rules.attendance import (
    Attendance,
    AttendanceChange,
    AttendanceState,
    Method,
)
from lti_tool.blend.rules.codes import Address, code_at, seconds_left
from lti_tool.blend.rules.problems import CorrectionTooLate, UnknownAttendee
from lti_tool.blend.rules.sessions import Session, admits_check_in, admits_correction
from lti_tool.blend.storage import attendance, sessions
from lti_tool.people.operations import everybody, memberships_of, people_named, team_of
from lti_tool.people.rules import TEAM_ROLES, Person, Viewer
from lti_tool.shell.tool import Tool

SHORTEST_SEARCH = 2
MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person with where she stands; None: not expected, but she may walk in."""

    person: Person
    attendance: Attendance | None

    @property
    def present(self) -> bool:
        return self.attendance is not None and self.attendance.present


@dataclass(frozen=True, slots=True)
class Screen:
    """`code`, `address` and `seconds` are empty while the check-in is not open."""

    session: Session
    attendees: tuple[Attendee, ...]
    code: str
    address: str
    typed_at: str
    seconds: int
    minutes_open: int

    @property
    def inside(self) -> tuple[Attendee, ...]:
        """Who is in, in the order in which they came."""
        there = [one for one in self.attendees if one.attendance is not None and one.present]
        return tuple(sorted(there, key=_came_at))

    @property
    def expected(self) -> int:
        return sum(one.attendance is not None for one in self.attendees)


def _came_at(attendee: Attendee) -> tuple[str, str]:
    came = attendee.attendance.checked_in_at if attendee.attendance else None
    return (came.isoformat() if came else "", attendee.person.name)


@dataclass(frozen=True, slots=True)
class RegisterWish:
    """A line of the trainer's list; `minutes` None: as planned."""

    person_id: UUID
    state: AttendanceState
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Register:
    """The list of a session: everybody who may be ticked, and what was corrected."""

    session: Session
    attendees: tuple[Attendee, ...]
    changes: tuple[AttendanceChange, ...]
    names: dict[UUID, str]
    may_correct: bool

    def lines(self, said: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """Name, state in words and minutes, of who was known at the session."""
        known = [(one.person.name, one.attendance) for one in self.attendees if one.attendance]
        return [(name, said[held.state], str(held.minutes or "–")) for name, held in known]


def show_screen(tool: Tool, viewer: Viewer, session_id: UUID) -> Screen:
    """For the digiboard; only its trainer sees who is in."""
    at = tool.clock()
    with tool.database.reading(viewer.tenant) as tx:
        session = sessions.find(tx, session_id)
        expect_trainer(viewer, session)
        attendees = tuple(_known(tx, session))
    is_open = admits_check_in(session, at)
    code = code_at(door_of(tool, session.id), at) if is_open else ""
    return Screen(
        session=session,
        attendees=attendees,
        code=code,
        address=f"{tool.tool_url}/in/{Address(session.id, code)}" if is_open else "",
        typed_at=f"{tool.tool_url}/in".partition("://")[2],
        seconds=seconds_left(at) if is_open else 0,
        minutes_open=_minutes_until(session.checkin_ends, at) if is_open else 0,
    )


def _minutes_until(moment: datetime, at: datetime) -> int:
    return max(0, int((moment - at).total_seconds()) // 60)


def show_register(tool: Tool, viewer: Viewer, session_id: UUID, search: str = "") -> Register:
    """For her tick list: who is known at this session, and the others who may join.

    A session of the whole board has too many others to list: there `search` finds them.
    """
    at = tool.clock()
    with tool.database.reading(viewer.tenant) as tx:
        session = sessions.find(tx, session_id)
        expect_trainer(viewer, session)
        known = _known(tx, session)
        ids = {one.person.id for one in known}
        others = [
            Attendee(one, None) for one in _others(tx, session, search.strip()) if one.id not in ids
        ]
        changes = attendance.changes_of(tx, session.id)
        authors = people_named(tx, {change.by_person_id for change in changes})
    names = {one.person.id: one.person.name for one in (*known, *others)}
    names |= {author.id: author.name for author in authors.values()}
    return Register(
        session, (*known, *others), tuple(changes), names, admits_correction(session, at)
    )


def _known(tx: Transaction, session: Session) -> list[Attendee]:
    found = {one.person_id: one for one in attendance.of_session(tx, session.id)}
    people = people_named(tx, list(found))
    return [Attendee(people[each], found[each]) for each in people]


def _others(tx: Transaction, session: Session, search: str) -> list[Person]:
    """Colleagues who did not enrol: the school's team, or of a whole board who is looked for."""
    day = session.starts_at.date()
    if session.school_id is not None:
        team = team_of(tx, session.school_id, day, day + timedelta(days=1))
        return list(people_named(tx, team - {session.trainer_id}).values())
    if len(search) < SHORTEST_SEARCH:
        return []
    found = [
        one
        for one, held in everybody(tx, day)
        if search.casefold() in one.name.casefold() and any(m.role in TEAM_ROLES for m in held)
    ]
    return found[:MOST_FOUND]


def _belongs(tx: Transaction, session: Session, person_id: UUID) -> bool:
    """Whether somebody may be on the list: enrolled, or of the school's (the board's) teams."""
    if attendance.find(tx, session.id, person_id) is not None:
        return True
    return any(
        held.role in TEAM_ROLES and session.school_id in (None, held.school_id)
        for held in memberships_of(tx, person_id, session.starts_at.date())
    )


def correct_attendance(
    tool: Tool,
    viewer: Viewer,
    session_id: UUID,
    person_id: UUID,
    state: AttendanceState,
    minutes: int | None = None,
) -> Attendance:
    """The trainer ticks somebody, or corrects up to seven days after closing."""
    wish = RegisterWish(person_id, state, minutes)
    return keep_register(tool, viewer, session_id, [wish])[0]


def keep_register(
    tool: Tool, viewer: Viewer, session_id: UUID, wishes: Sequence[RegisterWish]
) -> list[Attendance]:
    """Let a whole list stand as the trainer wishes, or nothing of it.

    Raises UnknownAttendee for somebody of another school, CorrectionTooLate after seven days.
    """
    with tool.database.writing(viewer.tenant) as tx:
        session = session_in_turn(tx, session_id)
        expect_trainer(viewer, session)
        if not admits_correction(session, tool.clock()):
            raise CorrectionTooLate
        if not all(_belongs(tx, session, wish.person_id) for wish in wishes):
            raise UnknownAttendee
        return [attend(tx, tool, session, _by_hand(viewer, wish)) for wish in wishes]


def _by_hand(viewer: Viewer, wish: RegisterWish) -> Wish:
    return Wish(wish.person_id, wish.state, viewer.person_id, Method.TRAINER, wish.minutes)
