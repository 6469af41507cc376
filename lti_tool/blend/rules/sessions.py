"""A meeting: its life cycle, its seats, and when one can check in or correct."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from lti_tool.blend.rules.problems import SessionMayNot, SessionNeedsEnd


class SessionState(StrEnum):
    CONCEPT = "concept"
    PUBLISHED = "gepubliceerd"
    RUNNING = "bezig"
    CLOSED = "gesloten"
    CANCELLED = "geannuleerd"


TRANSITIONS: dict[SessionState, frozenset[SessionState]] = {
    SessionState.CONCEPT: frozenset({SessionState.PUBLISHED, SessionState.CANCELLED}),
    SessionState.PUBLISHED: frozenset(
        {SessionState.RUNNING, SessionState.CLOSED, SessionState.CANCELLED}
    ),
    SessionState.RUNNING: frozenset({SessionState.CLOSED}),
    SessionState.CLOSED: frozenset(),
    SessionState.CANCELLED: frozenset(),
}

CORRECTION_TIME = timedelta(days=7)
"""After closing, attendance is final but for corrections (domain.md §5.2)."""

AFTERGLOW = timedelta(minutes=30)
"""So long after the end a latecomer to the code can still check in."""


@dataclass(frozen=True, slots=True)
class Session:
    """A moment of an offering. `school_id` None: for every school of the board.

    `place` is a room, `online_url` an address; one of the two may be empty. `for_group` names
    the group of a course that it is for, to show; who else comes is welcome.
    """

    id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    trainer_id: UUID
    place: str = ""
    online_url: str | None = None
    capacity: int | None = None
    offering_id: UUID | None = None
    school_id: UUID | None = None
    closed_at: datetime | None = None
    for_group: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "state", SessionState(self.state))
        if self.ends_at <= self.starts_at:
            raise SessionNeedsEnd

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def online(self) -> bool:
        return bool(self.online_url)

    @property
    def checkin_ends(self) -> datetime:
        return self.ends_at + AFTERGLOW

    @property
    def upcoming(self) -> bool:
        return self.state in (SessionState.PUBLISHED, SessionState.RUNNING)


def expect_transition(session: Session, to: SessionState) -> None:
    if to not in TRANSITIONS[session.state]:
        raise SessionMayNot


def admits_check_in(session: Session, now: datetime) -> bool:
    """The trainer opens the door; it falls shut half an hour after the end."""
    return session.state is SessionState.RUNNING and now <= session.checkin_ends


def admits_enrolment(session: Session, now: datetime) -> bool:
    return session.upcoming and now < session.ends_at


def admits_correction(session: Session, now: datetime) -> bool:
    """While it runs always; after closing for seven days."""
    if session.state is SessionState.RUNNING:
        return True
    closed = session.state is SessionState.CLOSED and session.closed_at is not None
    return closed and now <= (session.closed_at or now) + CORRECTION_TIME


def seats_left(session: Session, taken: int) -> int | None:
    """None: as many as come."""
    return None if session.capacity is None else max(0, session.capacity - taken)
