"""What a worker looks at now and then, beside sending what is owed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog

from foundation.clock import Clock
from foundation.faults import DatabaseFault

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Chore:
    """Every worker does it `every` so often; doing it twice must do no harm."""

    name: str
    do: Callable[[], object]
    every: timedelta


@dataclass
class Rounds:
    """When one worker did which chore; all of them are done as it starts."""

    chores: Sequence[Chore]
    clock: Clock
    _done: dict[str, datetime] = field(default_factory=dict)

    def go(self) -> None:
        """Do what is due; what fails is tried when its time comes again."""
        for chore in self.chores:
            if self._is_due(chore):
                self._done[chore.name] = self.clock()
                try:
                    chore.do()
                except (DatabaseFault, sa.exc.DBAPIError) as fault:
                    log.warning("chore-failed", chore=chore.name, fault=type(fault).__name__)

    def _is_due(self, chore: Chore) -> bool:
        last = self._done.get(chore.name)
        return last is None or self.clock() - last >= chore.every
