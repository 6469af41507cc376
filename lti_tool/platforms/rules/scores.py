"""A result as the academy's gradebook wants it (assignment and grade services §3.4)."""

from collections.abc import Mapping
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
    """A score on its way, as it waits in the outbox; it names no person but by our own id."""

    registration_id: UUID
    person_id: UUID
    lineitems_url: str
    resource_id: str
    label: str
    scaled: float
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
    scaled: float


class ScoreState(StrEnum):
    SENT = "sent"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ReportedScore:
    """`fault`: what the academy last said, where it was not taken (yet)."""

    promised: Promised
    state: ScoreState
    fault: str = ""


def next_score_time(last: datetime | None, now: datetime) -> datetime:
    """To the second, and later than any before: academies refuse an equal or older moment.

    A moment that lies ahead is also when the score is due: one from the future would block
    all that follow.
    """
    whole = now.astimezone(UTC).replace(microsecond=0)
    return whole if last is None or last < whole else last + SECOND


def score_body(owed: OwedScore, subject: str) -> dict[str, Any]:
    """Only ever complete and final: Moodle erases a grade that is not."""
    return {
        "userId": subject,
        "timestamp": owed.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "scoreGiven": round(min(max(owed.scaled, 0.0), 1.0) * MAXIMUM, 2),
        "scoreMaximum": MAXIMUM,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }


def scores_url(lineitem_url: str) -> str:
    """`…/lineitem?type_id=1` becomes `…/lineitem/scores?type_id=1` (§3.4.1)."""
    parts = urlsplit(lineitem_url)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + "/scores"))
