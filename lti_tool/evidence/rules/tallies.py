"""Facts added up for a school: enough for its questions, and nothing of a single day."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lti_tool.profile.rules import Mode


@dataclass(frozen=True, slots=True)
class Tally:
    """How often its owner worked at a goal in one way in one month: `ev(g)`, added up.

    `seconds` is the time spent on the `timed` ones of which it is known.
    """

    goal_id: UUID
    mode: Mode
    month: int
    count: int
    seconds: int
    timed: int


@dataclass(frozen=True, slots=True)
class Run:
    """Somebody and an online module: when it was first begun, when first finished since."""

    person_id: UUID
    offering_id: UUID
    started_at: datetime
    completed_at: datetime | None
