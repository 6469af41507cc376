"""A result as the academy's gradebook wants it (assignment and grade services §3.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

SECOND = timedelta(seconds=1)
MAXIMUM = 100


@dataclass(frozen=True, slots=True)
class OwedScore:
    """A score on its way, as it waits in the outbox; it names no person but by our own id.

    `scaled` is empty where a score is taken back.
    """

    registration_id: UUID
    person_id: UUID
    lineitems_url: str
    resource_id: str
    label: str
    scaled: float | None
    at: datetime

    def payload(self) -> dict[str, Any]:
        return {
            "registration_id": str(self.registration_id),
            "person_id": str(self.person_id),
            "lineitems_url": self.lineitems_url,
            "resource_id": self.resource_id,
            "label": self.label,
            "scaled": self.scaled,
            "at": self.at.isoformat(),
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "OwedScore":
        return cls(
            registration_id=UUID(payload["registration_id"]),
            person_id=UUID(payload["person_id"]),
            lineitems_url=payload["lineitems_url"],
            resource_id=payload["resource_id"],
            label=payload["label"],
            scaled=payload["scaled"],
            at=datetime.fromisoformat(payload["at"]),
        )


@dataclass(frozen=True, slots=True)
class Promised:
    """The last score of somebody in a column, as it was promised to the academy."""

    person_id: UUID
    lineitems_url: str
    resource_id: str
    at: datetime
    label: str
    scaled: float | None

    @property
    def name(self) -> dict[str, str]:
        """How it is named in what waits in the outbox."""
        return {
            "person_id": str(self.person_id),
            "lineitems_url": self.lineitems_url,
            "resource_id": self.resource_id,
        }


class ScoreState(StrEnum):
    SENT = "sent"
    WAITING = "waiting"
    REFUSED = "refused"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True, slots=True)
class ReportedScore:
    """`fault`: what the academy last said, where it was not taken (yet)."""

    promised: Promised
    state: ScoreState
    fault: str = ""


@dataclass(frozen=True, slots=True)
class PromisedColumn:
    """How many scores were promised in a column; of these `taken_back` so many."""

    lineitems_url: str
    resource_id: str
    label: str
    promised: int
    taken_back: int


@dataclass(frozen=True, slots=True)
class ColumnState:
    """Of one column of an academy's gradebook: how many scores are in which state.

    `fault` is the heart of what went wrong, such as `status 403`.
    """

    registration_id: UUID
    label: str
    scores: Mapping[ScoreState, int]
    fault: str


def state_of_column(
    column: PromisedColumn, registration_id: UUID, open_ones: Sequence[ReportedScore]
) -> ColumnState:
    """What is not open any more has arrived; the last open one of each person counts."""
    last = {one.promised.person_id: one for one in open_ones}.values()
    gone = sum(one.promised.scaled is None for one in last)
    scores = {
        ScoreState.SENT: max(column.promised - column.taken_back - len(last) + gone, 0),
        ScoreState.TAKEN_BACK: max(column.taken_back - gone, 0),
        ScoreState.WAITING: sum(one.state is ScoreState.WAITING for one in last),
        ScoreState.REFUSED: sum(one.state is ScoreState.REFUSED for one in last),
    }
    fault = next((one.fault for one in last if one.fault), "").rpartition(": ")[2].rstrip(".")
    return ColumnState(registration_id, column.label, scores, fault)


def next_score_time(last: datetime | None, now: datetime) -> datetime:
    """To the second, and later than any before: academies refuse an equal or older moment.

    A moment that lies ahead is also when the score is due: one from the future would block
    all that follow.
    """
    whole = now.astimezone(UTC).replace(microsecond=0)
    return whole if last is None or last < whole else last + SECOND


def score_body(owed: OwedScore, subject: str) -> dict[str, Any]:
    """Complete and final, for Moodle erases a grade that is not; so does what takes one back."""
    said = {
        "userId": subject,
        "timestamp": owed.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if owed.scaled is None:
        return {**said, "activityProgress": "Initialized", "gradingProgress": "NotReady"}
    return {
        **said,
        "scoreGiven": round(min(max(owed.scaled, 0.0), 1.0) * MAXIMUM, 2),
        "scoreMaximum": MAXIMUM,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }


def scores_url(lineitem_url: str) -> str:
    """`…/lineitem?type_id=1` becomes `…/lineitem/scores?type_id=1` (§3.4.1)."""
    parts = urlsplit(lineitem_url)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + "/scores"))
