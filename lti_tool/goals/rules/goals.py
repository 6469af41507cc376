"""What a leerdoel is, and where it may go: no state ever needs somebody's approval."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from foundation.problems import N_, Conflict, NotFound


class NoSuchGoal(NotFound):
    text = N_("Dit leerdoel bestaat niet (meer), of het is niet van jou.")


class GoalCannotGo(Conflict):
    text = N_("Dat kan niet met dit leerdoel: het is nu {state}.")


class GoalChangedMeanwhile(Conflict):
    text = N_(
        "Dit leerdoel is intussen in een ander venster aangepast. Kijk eerst wat er nu staat."
    )


class GoalState(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    EVALUATING = "evaluating"
    FINISHED = "finished"
    STOPPED = "stopped"
    ARCHIVED = "archived"


TRANSITIONS: dict[GoalState, frozenset[GoalState]] = {
    GoalState.DRAFT: frozenset({GoalState.ACTIVE, GoalState.STOPPED}),
    GoalState.ACTIVE: frozenset({GoalState.PAUSED, GoalState.EVALUATING, GoalState.STOPPED}),
    GoalState.PAUSED: frozenset({GoalState.ACTIVE, GoalState.STOPPED}),
    GoalState.EVALUATING: frozenset({GoalState.ACTIVE, GoalState.FINISHED, GoalState.STOPPED}),
    GoalState.FINISHED: frozenset({GoalState.ACTIVE, GoalState.ARCHIVED}),
    GoalState.STOPPED: frozenset({GoalState.ACTIVE, GoalState.ARCHIVED}),
    GoalState.ARCHIVED: frozenset(),
}
"""From a finished or stopped goal to active is *heropend*: its history stays."""

OPEN = frozenset({GoalState.ACTIVE, GoalState.PAUSED, GoalState.EVALUATING})
"""A goal that counts as running in every metric (domain.md §5.5, `Gact`)."""

STATE_NAMES: dict[GoalState, str] = {
    GoalState.DRAFT: N_("nog een concept"),
    GoalState.ACTIVE: N_("actief"),
    GoalState.PAUSED: N_("gepauzeerd"),
    GoalState.EVALUATING: N_("in evaluatie"),
    GoalState.FINISHED: N_("afgerond"),
    GoalState.STOPPED: N_("gestopt"),
    GoalState.ARCHIVED: N_("gearchiveerd"),
}

ACTIVE_SOFT_LIMIT = 3
"""Marzano: choose one to three for a year. A fourth is advised against, never refused."""


class StopReason(StrEnum):
    PRIORITY = "other_priority"
    REPLACED = "replaced"
    POSITION = "position"
    OTHER = "other"


STOP_REASONS: dict[StopReason, str] = {
    StopReason.PRIORITY: N_("Iets anders gaat nu voor"),
    StopReason.REPLACED: N_("Er kwam een ander doel voor in de plaats"),
    StopReason.POSITION: N_("Ik heb een andere groep of functie"),
    StopReason.OTHER: N_("Anders"),
}


@dataclass(frozen=True, slots=True)
class GoalParts:
    """The five small fields. The fields are the truth; the sentence follows from them."""

    what: str
    situation: str = ""
    criterion: str = ""
    deadline: date | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A leerdoel of one teacher."""

    id: UUID
    person_id: UUID
    school_id: UUID | None
    process_id: UUID
    theme_id: UUID | None
    what: str
    situation: str
    criterion: str
    deadline: date | None
    evidence: str
    state: GoalState
    version: int
    sharpness: int | None
    confidence_start: int | None
    confidence_end: int | None
    created_at: datetime
    changed_at: datetime
    activated_at: datetime | None
    ended_at: datetime | None

    @property
    def parts(self) -> GoalParts:
        return GoalParts(self.what, self.situation, self.criterion, self.deadline, self.evidence)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Move:
    """One step in the life of a goal; together they tell in which state it was when."""

    goal_id: UUID
    at: datetime
    from_state: GoalState | None
    to_state: GoalState
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """How the goal read before or after a change."""

    goal_id: UUID
    version: int
    what: str
    situation: str
    criterion: str
    deadline: date | None
    evidence: str
    changed_at: datetime


def next_states(goal: Goal) -> frozenset[GoalState]:
    """Where a leerdoel may go from here."""
    return TRANSITIONS[goal.state]


def expect_can_go(goal: Goal, to: GoalState) -> None:
    """Refuse a step that the life cycle does not know."""
    if to not in next_states(goal):
        raise GoalCannotGo(state=goal.state.value, to=to.value)


def too_many_running(goals: Sequence[Goal]) -> bool:
    """Whether one more active goal is over the soft limit."""
    return sum(goal.state is GoalState.ACTIVE for goal in goals) >= ACTIVE_SOFT_LIMIT


def is_due(goal: Goal, today: date, *, days_ahead: int = 7) -> bool:
    """Whether it is time to look back: from a week before the date (journey 10 of §5.4)."""
    if goal.state not in {GoalState.ACTIVE, GoalState.EVALUATING} or goal.deadline is None:
        return False
    return (goal.deadline - today).days <= days_ahead
