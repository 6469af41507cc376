"""Who was let in a moment ago needs no question to the database."""

import time
from dataclasses import dataclass, field

from lrs.rules.credentials import KeptCredential

MOST = 1_000
"""Nobody has so many in use within a second; what is beyond is asked again."""


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Remembers, for `seconds`, the credentials of those who showed the right secret.

    So a withdrawal, a new secret or another rate is noticed so much later; an end that was known
    beforehand is not. Who shows a wrong secret is always looked up, and hears from no answer's
    time whether anybody else was here.
    """

    seconds: float = 0.0
    _met: dict[tuple[str, bytes], tuple[float, KeptCredential, bool]] = field(default_factory=dict)

    def recall(self, key: str, shown: bytes) -> tuple[KeptCredential, bool] | None:
        """The credential, and whether it was its former secret that was shown."""
        met = self._met.get((key, shown))
        if met is None or met[0] < time.monotonic():
            return None
        return met[1:]

    def note(self, key: str, shown: bytes, kept: KeptCredential, *, by_former: bool) -> None:
        if not self.seconds:
            return
        if len(self._met) >= MOST:
            self._met.clear()
        self._met[key, shown] = (time.monotonic() + self.seconds, kept, by_former)
