"""Sessions: from one launch of a unit to its end, and what was said in it so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from content_packages.rules.courses import LaunchMode, MoveOn
from content_packages.rules.vocabulary import OUTCOMES, AuVerb, is_defined, verb_of

CMI5_FORMAT = "cmi5"


@dataclass(frozen=True, slots=True)
class Session:
    """`template` is the contextTemplate of its launch data (cmi5 §10.2.1).

    Of a `preview` nothing that is said is kept.
    """

    id: UUID
    registration: UUID
    package_id: UUID
    position: int
    mode: LaunchMode
    actor: dict[str, Any]
    activity_id: str
    publisher_id: str
    mastery_score: float | None
    template: dict[str, Any]
    launched_at: datetime
    format: str = CMI5_FORMAT
    return_url: str | None = None
    preview: bool = False
    fetched_at: datetime | None = None
    preferences_read_at: datetime | None = None
    initialized_at: datetime | None = None
    last_at: datetime | None = None
    completed_at: datetime | None = None
    passed_at: datetime | None = None
    failed_at: datetime | None = None
    terminated_at: datetime | None = None
    abandoned_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.terminated_at is None and self.abandoned_at is None

    def heard(self, body: Mapping[str, Any], at: datetime) -> "Session":
        """The session after this statement."""
        noted: dict[str, Any] = {"last_at": max(at, self.last_at or at)}
        if is_defined(body) and verb_of(body) in set(AuVerb):
            noted[f"{AuVerb(verb_of(body)).name.lower()}_at"] = at
        return replace(self, **noted)


LONGEST_SITTING = timedelta(hours=4)
"""A unit that is left open overnight does not count the night."""


def seconds_spent(sessions: Sequence[Session]) -> float:
    """From each launch to the last thing that was heard of it."""
    spans = [one.last_at - one.launched_at for one in sessions if one.last_at is not None]
    return sum(max(0.0, min(span, LONGEST_SITTING).total_seconds()) for span in spans)


@dataclass(frozen=True, slots=True)
class UnitState:
    """How far one learner is with one unit, over all sessions of a registration.

    `score` is the last scaled score, `progress` a percentage that the unit itself reported.
    """

    registration: UUID
    position: int
    completed_at: datetime | None = None
    passed_at: datetime | None = None
    failed_at: datetime | None = None
    waived_at: datetime | None = None
    satisfied_at: datetime | None = None
    score: float | None = None
    progress: int | None = None

    def heard(self, body: Mapping[str, Any], at: datetime) -> "UnitState":
        noted: dict[str, Any] = {"progress": _progress(body, self.progress)}
        if is_defined(body) and verb_of(body) in OUTCOMES:
            noted[f"{AuVerb(verb_of(body)).name.lower()}_at"] = at
            noted["score"] = _scaled(body, self.score)
        return replace(self, **noted)

    def reached(
        self,
        at: datetime,
        *,
        completion: bool | None,
        success: bool | None,
        score: float | None = None,
        progress: int | None = None,
    ) -> "UnitState":
        """What a format without statements of its own says; the first moment of each stays."""
        noted: dict[str, Any] = {
            "score": self.score if score is None else score,
            "progress": self.progress if progress is None else progress,
        }
        if completion:
            noted["completed_at"] = self.completed_at or at
        if success is not None:
            name = "passed_at" if success else "failed_at"
            noted[name] = getattr(self, name) or at
        return replace(self, **noted)

    def meets(self, move_on: MoveOn) -> bool:
        """Whether the unit counts as satisfied (§13.1.4); a waived one always does (§9.3.7)."""
        completed, passed = self.completed_at is not None, self.passed_at is not None
        return (
            self.waived_at is not None
            or {
                MoveOn.NOT_APPLICABLE: True,
                MoveOn.COMPLETED: completed,
                MoveOn.PASSED: passed,
                MoveOn.COMPLETED_AND_PASSED: completed and passed,
                MoveOn.COMPLETED_OR_PASSED: completed or passed,
            }[move_on]
        )


def _scaled(body: Mapping[str, Any], before: float | None) -> float | None:
    scaled = body.get("result", {}).get("score", {}).get("scaled")
    return before if scaled is None else float(scaled)


PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"


def _progress(body: Mapping[str, Any], before: int | None) -> int | None:
    """§9.5.5.1: a whole number from 0 to 100; anything else is not believed."""
    said = body.get("result", {}).get("extensions", {}).get(PROGRESS)
    fits = isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= 100  # noqa: PLR2004
    return said if fits else before


@dataclass(frozen=True, slots=True)
class Registration:
    """One enrolment of one learner in one package; a `preview` is of nobody, and goes again."""

    id: UUID
    package_id: UUID
    actor: dict[str, Any]
    template: dict[str, Any]
    enrolled_at: datetime
    satisfied_at: datetime | None = None
    preview: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a registration is; `units` has every unit of the package, in order."""

    registration: UUID
    package_id: UUID
    units: tuple[UnitState, ...]
    satisfied: bool

    @property
    def started(self) -> bool:
        return any(
            (one.completed_at, one.passed_at, one.failed_at, one.progress) != (None,) * 4
            for one in self.units
        )

    @property
    def done(self) -> int:
        """How many units are behind the learner: satisfied by something she did or was waived."""
        return sum(is_done(one) for one in self.units)


def is_done(state: UnitState) -> bool:
    """Unlike satisfied, never true for a unit that nobody opened (moveOn NotApplicable)."""
    acted = (state.completed_at, state.passed_at, state.waived_at)
    return state.satisfied_at is not None and any(acted)


def is_for_review(state: UnitState, mastery_score: float | None) -> bool:
    """Whether nothing is left to reach: she is done, and did not leave a score to be mended."""
    return is_done(state) and (state.passed_at is not None or mastery_score is None)


def fill_up(registration: UUID, states: Sequence[UnitState], count: int) -> tuple[UnitState, ...]:
    """The states of all units, also those that nothing was said of yet."""
    known = {state.position: state for state in states}
    return tuple(known.get(n) or UnitState(registration, n) for n in range(count))
