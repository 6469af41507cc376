"""What time it is: passed in wherever it matters, so that tests can stand still."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives an aware moment in UTC."""


def now() -> datetime:
    return datetime.now(UTC)
