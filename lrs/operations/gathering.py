"""Who comes to store while others of the same process are storing goes along with the next.

A transaction costs the same for one statement as for twenty: the way to the server, the turn, the
commit. Who is alone does not wait for anybody.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from foundation.faults import DatabaseFault
from lrs.rules.credentials import Credential
from lrs.rules.received import Received

MOST = 64
"""Statements that go together."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What one request brings."""

    credential: Credential
    sent: Sequence[Received]


Store = Callable[[Sequence[Batch]], int]
"""Stores batches of one tenant, all or none; gives the newest `seq`."""


@dataclass(slots=True, eq=False)
class _Waiting:
    batch: Batch
    ids: frozenset[UUID]
    newest: int | None = None
    fault: BaseException | None = None

    @property
    def is_done(self) -> bool:
        return self.newest is not None or self.fault is not None


@dataclass(frozen=True, slots=True)
class _Door:
    """One at a time goes through, and takes along who waits before it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    line: deque[_Waiting] = field(default_factory=deque)


class Gathering:
    """The doors of all tenants; a process has one of these."""

    def __init__(self) -> None:
        self._doors: dict[int, _Door] = {}

    def store(self, store: Store, batch: Batch) -> int:
        """Gives the newest `seq`; raises what storing this batch raises."""
        door = self._doors.setdefault(batch.credential.tenant, _Door())
        mine = _Waiting(batch, frozenset(one.id for one in batch.sent))
        door.line.append(mine)
        with door.lock:
            while not mine.is_done:
                _go_through(store, _company(door.line))
        if mine.fault is not None:
            raise mine.fault
        return mine.newest or 0


def _company(line: deque[_Waiting]) -> list[_Waiting]:
    """The first in line and those behind it that fit: not too many, and no id twice."""
    company = [line.popleft()]
    ids = set(company[0].ids)
    while line and len(ids) + len(line[0].ids) <= MOST and ids.isdisjoint(line[0].ids):
        ids |= line[0].ids
        company.append(line.popleft())
    return company


def _go_through(store: Store, company: Sequence[_Waiting]) -> None:
    """Where somebody's batch is refused, each goes alone, so that only that one is."""
    try:
        newest = store([one.batch for one in company])
    except BaseException as fault:  # noqa: BLE001  (told to whose it is)
        if len(company) > 1 and not isinstance(fault, DatabaseFault):
            for one in company:
                _go_through(store, [one])
            return
        for one in company:
            one.fault = fault
    else:
        for one in company:
            one.newest = newest
