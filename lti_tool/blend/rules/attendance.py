"""Who was there: the life cycle of one attendance, and what changing it asks for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class AttendanceState(StrEnum):
    EXPECTED = "aangemeld"
    PRESENT = "aanwezig"
    EXCUSED = "afwezig_met_bericht"
    ABSENT = "afwezig"
    CORRECTED = "gecorrigeerd"
    """Only in the history: what stood here before it was corrected."""


class Method(StrEnum):
    """How presence was recorded; the `registratiewijze` of the statement."""

    QR = "qr"
    CODE = "code"
    TRAINER = "trainer"
    SELF = "zelf"


TAKES_A_SEAT = frozenset({AttendanceState.EXPECTED, AttendanceState.PRESENT})


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person at one session. `statement_id` is the `attended` statement that stands."""

    session_id: UUID
    person_id: UUID
    state: AttendanceState
    registration: UUID
    method: Method | None = None
    minutes: int | None = None
    goal_id: UUID | None = None
    statement_id: UUID | None = None
    checked_in_at: datetime | None = None
    corrected_by: UUID | None = None
    corrected_at: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "state", AttendanceState(self.state))
        if self.method is not None:
            object.__setattr__(self, "method", Method(self.method))

    @property
    def present(self) -> bool:
        return self.state is AttendanceState.PRESENT


@dataclass(frozen=True, slots=True)
class AttendanceChange:
    """A line of history: what stood there, what came instead, by whom and when."""

    id: UUID
    session_id: UUID
    person_id: UUID
    was: AttendanceState
    became: AttendanceState
    was_minutes: int | None
    method: Method | None
    by_person_id: UUID
    at: datetime
    voided_statement: UUID | None
    new_statement: UUID | None
    state: AttendanceState = AttendanceState.CORRECTED

    def __post_init__(self) -> None:
        for name in ("was", "became", "state"):
            object.__setattr__(self, name, AttendanceState(getattr(self, name)))
        if self.method is not None:
            object.__setattr__(self, "method", Method(self.method))


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a wished attendance asks for: void the old statement, record a new one, or neither."""

    void: bool
    record: bool
    changes: bool
    correction: bool


NOTHING = Settlement(void=False, record=False, changes=False, correction=False)


def settle(
    current: Attendance | None, wish: AttendanceState, minutes: int | None, *, final: bool
) -> Settlement:
    """Compare what stands with what is wished; the same wish twice asks for nothing.

    `final` says the session is closed: from then on every change is a correction. Before,
    only taking back a recorded presence is one, because a statement must be voided.
    """
    present = current is not None and current.present
    wishes_presence = wish is AttendanceState.PRESENT
    same_state = current is not None and current.state is wish
    if same_state and (not wishes_presence or current is None or current.minutes == minutes):
        return NOTHING
    return Settlement(
        void=present,
        record=wishes_presence,
        changes=True,
        correction=final or present,
    )


@dataclass(frozen=True, slots=True)
class AttendanceCounts:
    """The numbers of one session; all that a leader sees (question 9)."""

    session_id: UUID
    expected: int = 0
    present: int = 0
    excused: int = 0
    absent: int = 0
    corrected: int = 0

    @property
    def counted(self) -> int:
        """The denominator of question 9: everyone of whom we know."""
        return self.present + self.excused + self.absent
