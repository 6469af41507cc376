"""From what pinches to what holds: problem, learning process, theme and anchoring."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from foundation.problems import N_, Conflict, NotFound


class NoSuchTheme(NotFound):
    text = N_("Dit thema bestaat niet (meer).")


class NoSuchProcess(NotFound):
    text = N_("Dit leerproces bestaat niet (meer).")


class ProcessCannotGo(Conflict):
    text = N_("Dit leerproces kan deze stap nu niet zetten.")


class ProcessState(StrEnum):
    EXPLORING = "exploring"
    QUESTION_SET = "question_set"
    LEARNING = "learning"
    EVALUATING = "evaluating"
    SOLVED = "solved"
    PARTLY_SOLVED = "partly_solved"
    NOT_SOLVED = "not_solved"
    ANCHORING = "anchoring"
    CLOSED = "closed"
    NEW_ROUND = "new_round"


_ANSWERS = frozenset({ProcessState.SOLVED, ProcessState.PARTLY_SOLVED, ProcessState.NOT_SOLVED})
_AFTERWARDS = frozenset(
    {ProcessState.ANCHORING, ProcessState.CLOSED, ProcessState.NEW_ROUND, ProcessState.EVALUATING}
)

PROCESS_TRANSITIONS: dict[ProcessState, frozenset[ProcessState]] = {
    ProcessState.EXPLORING: frozenset({ProcessState.QUESTION_SET, ProcessState.LEARNING}),
    ProcessState.QUESTION_SET: frozenset({ProcessState.LEARNING}),
    ProcessState.LEARNING: frozenset({ProcessState.EVALUATING}),
    ProcessState.EVALUATING: _ANSWERS | {ProcessState.LEARNING},
    ProcessState.SOLVED: _AFTERWARDS,
    ProcessState.PARTLY_SOLVED: _AFTERWARDS,
    ProcessState.NOT_SOLVED: _AFTERWARDS,
    ProcessState.ANCHORING: frozenset({ProcessState.CLOSED, ProcessState.EVALUATING}),
    ProcessState.CLOSED: frozenset({ProcessState.EVALUATING}),
    ProcessState.NEW_ROUND: frozenset({ProcessState.EVALUATING}),
}
"""Domain.md §5.2; a reopened goal brings its process back to evaluating, then to learning."""


class Origin(StrEnum):
    """How a problem came to be ours (Kokee 2017: urgency, persuasion, own interest)."""

    OWN = "own"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Theme:
    """What the team works on this school year; the school leader gives direction with it."""

    id: UUID
    school_id: UUID
    school_year: int
    title: str
    why: str
    expectation: str
    created_by: UUID
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LearningProcess:
    """Problem → goal → evaluation → successor; `problem` is one sentence of what pinches."""

    id: UUID
    person_id: UUID
    theme_id: UUID | None
    problem: str
    origin: Origin
    state: ProcessState
    predecessor_id: UUID | None
    started_at: datetime
    closed_at: datetime | None


class AnchorKind(StrEnum):
    AGREEMENT = "afspraak"
    QUALITY_CARD = "kwaliteitskaart"
    TIMETABLE = "rooster"
    HANDOVER = "overdracht"
    SCHOOL_PLAN = "schoolplantekst"


ANCHOR_NAMES: dict[AnchorKind, str] = {
    AnchorKind.AGREEMENT: N_("Een afspraak in het team"),
    AnchorKind.QUALITY_CARD: N_("Een kwaliteitskaart"),
    AnchorKind.TIMETABLE: N_("Een vast moment in het rooster"),
    AnchorKind.HANDOVER: N_("Een overdracht aan een collega"),
    AnchorKind.SCHOOL_PLAN: N_("Een zin in het schoolplan"),
}


class AnchorState(StrEnum):
    AGREED = "agreed"
    INTRODUCED = "introduced"
    CUSTOMARY = "customary"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What makes the solution stay when attention moves on, with the day we look again."""

    id: UUID
    process_id: UUID
    goal_id: UUID
    person_id: UUID
    kind: AnchorKind
    text: str
    review_on: date
    state: AnchorState
    created_at: datetime


def expect_process_can_go(process: LearningProcess, to: ProcessState) -> None:
    if to not in PROCESS_TRANSITIONS[process.state]:
        raise ProcessCannotGo(state=process.state.value, to=to.value)


def school_year_of(day: date) -> int:
    """The year in which the school year of this day began: 23 November 2026 → 2026."""
    return day.year if day.month >= 8 else day.year - 1  # noqa: PLR2004  (August)


def spoken_school_year(year: int) -> str:
    return f"{year}-{year + 1}"


def needs_review(anchor: Anchor, today: date) -> bool:
    """*Herzien nodig*: the date has passed and nobody has said how it goes."""
    return anchor.review_on < today and anchor.state in {AnchorState.AGREED, AnchorState.INTRODUCED}
