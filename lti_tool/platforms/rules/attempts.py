"""One line in the log of launches: what was tried, and how it ended. Nothing of a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

KEPT = timedelta(days=30)
ACCEPTED = "accepted"
FAILED = "failed"
"""Something went wrong on our own side."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """`outcome` is `accepted`, `failed`, or the code of a `Reason` or an `Obstacle`.

    `browser_bound` is false where no cookie came back; empty when it did not come that far.
    """

    id: UUID
    at: datetime
    step: str
    outcome: str
    issuer: str | None = None
    client_id: str | None = None
    deployment_id: str | None = None
    state_hash: bytes | None = None
    browser_bound: bool | None = None
