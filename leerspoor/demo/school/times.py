"""Moments in a school year, counted from today; and a clock that can be set to them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
AUGUST = 8


@dataclass(frozen=True, slots=True)
class Calendar:
    """`today` is the day the demo was made; the school year began in the August before it."""

    today: date

    @property
    def year_start(self) -> date:
        year = self.today.year if self.today.month >= AUGUST else self.today.year - 1
        return date(year, AUGUST, 24)

    @property
    def last_year_start(self) -> date:
        return self.year_start.replace(year=self.year_start.year - 1)

    def moment(self, day: date, hour: int = 15, minute: int = 15) -> datetime:
        """On a school day: a Saturday or Sunday becomes the Monday after it."""
        weekday = day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)  # noqa: PLR2004
        return datetime.combine(weekday, time(hour, minute), AMSTERDAM)

    def this_year(self, part: float, hour: int = 15) -> datetime:
        """A moment in the present school year so far: 0 is its start, 1 is yesterday."""
        days = (self.today - self.year_start).days - 1
        return self._past(self.year_start + timedelta(days=round(days * part)), hour)

    def last_year(self, part: float, hour: int = 15) -> datetime:
        """A moment in the school year before this one: 0 is its start, 1 its end."""
        return self._past(self.last_year_start + timedelta(days=round(310 * part)), hour)

    def _past(self, day: date, hour: int) -> datetime:
        moment = self.moment(day, hour)
        yesterday = datetime.combine(self.today - timedelta(days=1), time(hour), AMSTERDAM)
        return min(moment, yesterday)


def quarter_before(moment: datetime) -> datetime:
    """People meet at a quarter, not at seven minutes past."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


@dataclass
class TimeMachine:
    """A clock that says what it was set to."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment
