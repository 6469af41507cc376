"""Facts added up for a school: enough for its questions, and nothing of a single day.

A dashboard reads thousands of them, so they are tuples with names.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from lti_tool.profile.rules import Mode

NONE = (0,) * len(Mode)


class Tally(NamedTuple):
    """How its owner worked at a goal in one month: `ev(g)`, added up per mode.

    Each has one number per mode, in the order of `Mode`: `times` is how often; `seconds` the time
    spent on the `timed` ones of which it is known, where that was asked for.
    """

    goal_id: UUID
    month: int
    times: Sequence[int]
    seconds: Sequence[int] = NONE
    timed: Sequence[int] = NONE


class Run(NamedTuple):
    """Somebody and an online module: when it was first begun, when first finished since."""

    person_id: UUID
    offering_id: UUID
    started_at: datetime
    completed_at: datetime | None
