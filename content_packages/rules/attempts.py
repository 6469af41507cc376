"""Attempts: one go of one learner at one unit, of a format that does not keep its own state."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5


@dataclass(frozen=True, slots=True)
class Attempt:
    """`kept` is what the content keeps for its next sitting, in the words of its format.

    `told` names what was said of this attempt in xAPI, so that nothing is said twice; `moment` is
    that of the newest save, by the clock of the learner's browser, in milliseconds: an older one
    comes too late. `seconds` is the time spent up to the last sitting that ended.
    """

    id: UUID
    registration: UUID
    position: int
    number: int
    begun_at: datetime
    kept: dict[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    moment: int = 0
    seconds: float = 0.0
    saved_at: datetime | None = None
    over_at: datetime | None = None

    @property
    def is_fresh(self) -> bool:
        return not self.kept

    def holds(self, sitting: str) -> bool:
        return begun_in(sitting) in self.told

    def statement_id(self, key: str) -> UUID:
        """The same thing told of the same attempt is the same statement."""
        return uuid5(self.id, key)

    def after_telling(self, keys: Collection[str]) -> "Attempt":
        return replace(self, told=[*self.told, *keys])


def begun_in(sitting: str) -> str:
    """The key under which the beginning of a sitting is told."""
    return f"begun {sitting}"
