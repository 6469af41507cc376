"""Facts added up for a school: enough for its questions, and nothing of a single day.

A dashboard reads thousands of them, so they are tuples with names.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from lti_tool.profile.rules import Mode


class Tally(NamedTuple):
    """How often its owner worked at a goal in one way in one month: `ev(g)`, added up.

    `times` is how often; `seconds` the time spent on the `timed` ones of which it is known.
    """

    goal_id: UUID
    mode: Mode
    month: int
    times: int
    seconds: int
    timed: int


class Run(NamedTuple):
    """Somebody and an online module: when it was first begun, when first finished since."""

    person_id: UUID
    offering_id: UUID
    started_at: datetime
    completed_at: datetime | None
