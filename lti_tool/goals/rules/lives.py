"""When a goal was running and how it ended: what numbers are made of, without any words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lti_tool.goals.rules.evaluations import Judgement, Solved
from lti_tool.goals.rules.goals import OPEN, GoalState

Span = tuple[datetime, datetime | None]
"""From a moment up to, not including, another; None: it goes on."""


@dataclass(frozen=True, slots=True)
class Life:
    """A goal with the spans in which it was open (`Gact` of domain.md §5.5)."""

    id: UUID
    person_id: UUID
    theme_id: UUID | None
    state: GoalState
    activated_at: datetime
    deadline: date | None
    running: Sequence[Span]

    def runs_in(self, start: datetime, end: datetime) -> bool:
        """Whether it was open on some moment of [start, end)."""
        return any(
            begin < end and (until is None or until > start) for begin, until in self.running
        )

    @property
    def awaits_evaluation(self) -> bool:
        return self.state in (GoalState.ACTIVE, GoalState.EVALUATING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What its owner found, looking back on a goal."""

    id: UUID
    goal_id: UUID
    person_id: UUID
    theme_id: UUID | None
    at: datetime
    judgement: Judgement
    solved: Solved

    @property
    def is_reached(self) -> bool:
        return self.judgement in (Judgement.REACHED, Judgement.MOSTLY)


def running_spans(steps: Sequence[tuple[datetime, GoalState]]) -> list[Span]:
    """The spans in which a goal that took these steps, in order, was open."""
    ends = [*(at for at, _ in steps[1:]), None]
    return [(at, until) for (at, state), until in zip(steps, ends, strict=True) if state in OPEN]
