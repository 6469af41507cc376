"""What is taken out of the record store again: old statements, or a person; and its record."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from lrs.rules.problems import NotYetPast
from lrs.rules.sequence import seq_at, ticks_of
from lrs.rules.stored import Statement


class RemovalKind(StrEnum):
    PURGE = "purge"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class Removal:
    """One purge or erasure: who asked, when, what was asked, and how much went.

    `before`, `verb` and `activity` are the filter of a purge. Of an erasure nothing is kept that
    could say whose it was. `ended` is None where it was broken off: then it is to be done again.
    """

    id: UUID
    kind: RemovalKind
    asked_by: str
    began: datetime
    ended: datetime | None = None
    before: datetime | None = None
    verb: str = ""
    activity: str = ""
    statements: int = 0
    rewritten: int = 0
    documents: int = 0
    attachments: int = 0


@dataclass(frozen=True, slots=True)
class Old:
    """Statements stored before a moment, of which verb and activity begin like this."""

    before: datetime
    verb: str = ""
    activity: str = ""

    @property
    def below(self) -> int:
        """The first `seq` that is not old."""
        return seq_at(max(0, ticks_of(self.before)))

    def takes(self, statement: Statement) -> bool:
        return statement.verb.startswith(self.verb) and _about(statement.object).startswith(
            self.activity
        )

    def expect_past(self, now: datetime) -> None:
        """A statement that is yet to come can't be old."""
        if self.before > now:
            raise NotYetPast(moment=self.before.date())


def _about(target: dict[str, Any]) -> str:
    """The activity that is the object; empty where it is something else."""
    return str(target["id"]) if target.get("objectType", "Activity") == "Activity" else ""
