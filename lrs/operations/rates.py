"""How often a credential asks, counted in the memory of this process."""

import math
import time
from functools import cached_property

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from lrs.rules.problems import RateExceeded


class Rates:
    """Counts only for credentials that have a rate; nothing is set up before the first of them."""

    def take(self, key: str, rate: str) -> None:
        """One more; raises `RateExceeded` where that is too many."""
        allowed = parse(rate)
        if not self._counts.hit(allowed, key):
            over = self._counts.get_window_stats(allowed, key).reset_time
            raise RateExceeded(rate=rate, retry_after=max(1, math.ceil(over - time.time())))

    @cached_property
    def _counts(self) -> FixedWindowRateLimiter:
        return FixedWindowRateLimiter(MemoryStorage())
