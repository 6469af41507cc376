"""An enrolment: one person in one offering; its id is the xAPI registration."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lti_tool.blend.rules.items import Step


class EnrollmentState(StrEnum):
    ENROLLED = "aangemeld"
    WAITING = "wachtlijst"
    STARTED = "gestart"
    FINISHED = "afgerond"
    STOPPED = "afgebroken"
    CANCELLED = "afgemeld"


@dataclass(frozen=True, slots=True)
class Enrollment:
    """`assigned_by` is set where the employer assigned it (`opgedragen`, principle P3)."""

    id: UUID
    person_id: UUID
    offering_id: UUID
    state: EnrollmentState
    created_at: datetime
    goal_id: UUID | None = None
    assigned_by: UUID | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "state", EnrollmentState(self.state))

    @property
    def registration(self) -> UUID:
        return self.id

    @property
    def assigned(self) -> bool:
        return self.assigned_by is not None


AFTER: dict[tuple[EnrollmentState, Step], EnrollmentState] = {
    (EnrollmentState.ENROLLED, Step.STARTED): EnrollmentState.STARTED,
    (EnrollmentState.WAITING, Step.STARTED): EnrollmentState.STARTED,
    (EnrollmentState.STOPPED, Step.STARTED): EnrollmentState.STARTED,
    (EnrollmentState.CANCELLED, Step.STARTED): EnrollmentState.STARTED,
    (EnrollmentState.ENROLLED, Step.FINISHED): EnrollmentState.FINISHED,
    (EnrollmentState.WAITING, Step.FINISHED): EnrollmentState.FINISHED,
    (EnrollmentState.STARTED, Step.FINISHED): EnrollmentState.FINISHED,
    (EnrollmentState.STOPPED, Step.FINISHED): EnrollmentState.FINISHED,
    (EnrollmentState.CANCELLED, Step.FINISHED): EnrollmentState.FINISHED,
    (EnrollmentState.FINISHED, Step.WITHDRAWN): EnrollmentState.STARTED,
}


def enrollment_after(state: EnrollmentState, step: Step) -> EnrollmentState:
    return AFTER.get((state, step), state)
