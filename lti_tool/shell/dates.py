"""Say dates, times and numbers the way Dutch (or English) people do."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta
from babel.numbers import format_decimal, format_percent

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

MINUTES_IN_AN_HOUR = 60
FAR_AWAY = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Speech:
    """Formatting for one reader at one moment: their language, and what "now" is."""

    locale: Locale
    now: datetime

    def full_date(self, moment: datetime | date) -> str:
        """26 november 2026."""
        return _date(day_of(moment), "d MMMM y", self.locale)

    def day(self, moment: datetime | date) -> str:
        """do 26 nov; with the year where it is another one."""
        there = day_of(moment)
        pattern = "EEE d MMM" if there.year == self.now.year else "EEE d MMM y"
        return _date(there, pattern, self.locale).replace(".", "")

    def month(self, moment: datetime | date) -> str:
        """nov."""
        return _date(day_of(moment), "MMM", self.locale).replace(".", "")

    def time(self, moment: datetime) -> str:
        """15:15."""
        return format_time(moment.astimezone(AMSTERDAM), "HH:mm", locale=self.locale)

    def moment(self, begin: datetime, end: datetime | None = None) -> str:
        """do 26 nov, 15:15 – 16:30."""
        until = f" – {self.time(end)}" if end else ""
        return f"{self.day(begin)}, {self.time(begin)}{until}"

    def days_until(self, moment: datetime | date) -> int:
        return (day_of(moment) - day_of(self.now)).days

    def relative(self, moment: datetime | date) -> str:
        """vandaag, morgen, over 3 dagen, 2 weken geleden; far away becomes a date."""
        days = self.days_until(moment)
        near = NEAR_DAYS.get(self.locale.language, {}).get(days)
        if near:
            return near
        if abs(days) > FAR_AWAY.days:
            return self.full_date(moment)
        return format_timedelta(
            timedelta(days=days),
            granularity="day",
            threshold=2,
            add_direction=True,
            locale=self.locale,
        )

    def language(self, tag: str) -> str:
        """en-GB is said as Engels; a tag that nobody knows stays as it is."""
        return str(self.locale.languages.get(tag.partition("-")[0].lower(), tag))

    def number(self, value: float) -> str:
        """1.234,5."""
        return _decimal(value, self.locale)

    def percent(self, share: float) -> str:
        """0.83 is said as 83%; never with decimals, our groups are small."""
        return _percent(share, self.locale)

    def duration(self, minutes: float) -> str:
        """20 min, 1 u, 1 u 55."""
        hours, rest = divmod(round(minutes), MINUTES_IN_AN_HOUR)
        hour = "u" if self.locale.language == "nl" else "h"
        if hours == 0:
            return f"{rest} min"
        return f"{hours} {hour} {rest:02d}" if rest else f"{hours} {hour}"


@lru_cache(maxsize=4096)
def _date(day: date, pattern: str, locale: Locale) -> str:
    """A page says the same days and small numbers again and again."""
    return format_date(day, pattern, locale=locale)


@lru_cache(maxsize=4096)
def _decimal(value: float, locale: Locale) -> str:
    return format_decimal(value, "#,##0.#", locale=locale)


@lru_cache(maxsize=4096)
def _percent(share: float, locale: Locale) -> str:
    return format_percent(share, "0%", locale=locale)


NEAR_DAYS: dict[str, dict[int, str]] = {
    "nl": {-1: "gisteren", 0: "vandaag", 1: "morgen", 2: "overmorgen"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}


def day_of(moment: datetime | date) -> date:
    """The day it is then in the Netherlands; a plain date stays what it is."""
    return moment.astimezone(AMSTERDAM).date() if isinstance(moment, datetime) else moment
