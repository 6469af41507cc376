"""Reading who takes part in a course: how it went last, and when it is read again."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
AT_NIGHT = time(3)
SPREAD = 120
"""Minutes over which a night's courses are spread, so that no academy gets them all at once."""

FORGOTTEN = timedelta(days=60)
"""A course from which nobody launched for so long is no longer read."""


@dataclass(frozen=True, slots=True)
class Roster:
    """`members` the academy counts, of whom we know `known`; `fault` where it did not work."""

    registration_id: UUID
    context_id: str
    read_at: datetime | None
    members: int
    known: int
    fault: str | None


def next_night(at: datetime, context_id: str) -> datetime:
    """The first night after `at`, at a minute of the course's own."""
    local = at.astimezone(AMSTERDAM)
    own_minute = timedelta(minutes=sum(context_id.encode()) % SPREAD)
    tonight = datetime.combine(local.date(), AT_NIGHT, AMSTERDAM) + own_minute
    return tonight if tonight > local else tonight + timedelta(days=1)
