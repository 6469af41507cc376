"""What we owe to other servers: written in the transaction that made us owe it, sent after it."""

import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import structlog

from foundation.chores import Chore, Rounds
from foundation.clock import Clock, now
from foundation.database import (
    Database,
    Moment,
    Transaction,
    insert,
    mine,
    row_as,
    rows_as,
    tenant_table,
)
from foundation.faults import DatabaseFault
from foundation.identifiers import new_id

outbox = tenant_table(
    "outbox",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due", Moment, nullable=False),
    sa.Column("last_fault", sa.Text),
    sa.Column("given_up", Moment),
    sa.Index("ix_outbox_tenant_id_due", "tenant_id", "due"),
)

Payload = dict[str, Any]
Sender = Callable[[int, Payload], None]
"""Sends one payload of a tenant; raising means: try again later."""

WAITS = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 600, 3600, 6 * 3600, 86400))
"""How long we wait after each failure; after the last we give up and keep the row."""

MANY = 500
"""So many rows go at once."""

log = structlog.get_logger()


class GiveUp(Exception):  # noqa: N818  (not an error of ours: the other side will never take it)
    """A sender raises this when trying again is pointless."""


class KeepTrying(Exception):  # noqa: N818  (not an error of ours: the other side will come back)
    """A sender raises this where giving up would lose something: the longest wait is repeated."""


@dataclass(frozen=True, slots=True)
class Owed:
    id: UUID
    kind: str
    payload: Payload
    attempts: int
    due: datetime
    last_fault: str | None
    given_up: datetime | None


def owe(tx: Transaction, kind: str, payload: Payload, *, due: datetime | None = None) -> UUID:
    """Promise to send `payload`, if and only if this transaction commits."""
    owed_id = new_id()
    insert(tx, outbox, id=owed_id, kind=kind, payload=payload, attempts=0, due=due or now())
    return owed_id


def drop(tx: Transaction, kind: str, **said: object) -> None:
    """Owe no longer what says this in its payload."""
    wish = sa.select(outbox.c.id, outbox.c.payload).where(mine(tx, outbox), outbox.c.kind == kind)
    found = tx.execute(wish.order_by(outbox.c.id)).all()
    withdraw(tx, [row.id for row in found if said.items() <= row.payload.items()])


def withdraw(tx: Transaction, ids: Collection[UUID]) -> None:
    """Owe these no longer."""
    pending = list(ids)
    for start in range(0, len(pending), MANY):
        some = outbox.c.id.in_(pending[start : start + MANY])
        tx.execute(sa.delete(outbox).where(mine(tx, outbox), some))


def owed_of(tx: Transaction, kind: str) -> list[Owed]:
    """What is still owed of a kind, also what was given up; what was sent is gone."""
    wish = sa.select(outbox).where(mine(tx, outbox), outbox.c.kind == kind)
    return rows_as(Owed, tx.execute(wish.order_by(outbox.c.due, outbox.c.id)).all())


@dataclass(frozen=True, slots=True)
class Worker:
    """Sends what is due, and does its chores. `tenants` says whose rows to look through."""

    database: Database
    senders: Mapping[str, Sender]
    tenants: Callable[[], Iterable[int]]
    clock: Clock = now
    chores: tuple[Chore, ...] = ()

    def run_until(self, stop: threading.Event, pause: float = 2.0) -> None:
        """Keep sending until `stop` is set; a fault of one round never ends the worker."""
        rounds = Rounds(self.chores, self.clock)
        while not stop.is_set():
            rounds.go()
            try:
                sent = self.run_once()
            except (DatabaseFault, sa.exc.DBAPIError) as fault:
                log.warning("outbox-round-failed", fault=type(fault).__name__)
                sent = 0
            if not sent:
                stop.wait(pause)

    def run_once(self) -> int:
        """Try everything that is due now; says how many were sent."""
        return sum(self._send_due(tenant) for tenant in self.tenants())

    def _send_due(self, tenant: int) -> int:
        sent = 0
        while owed := self._take(tenant):
            sent += self._try(tenant, owed)
        return sent

    def _take(self, tenant: int) -> Owed | None:
        """Reserve the next row by moving its due moment: a worker that dies loses nothing."""
        with self.database.writing(tenant) as tx:
            row = tx.execute(
                sa.select(outbox)
                .where(
                    mine(tx, outbox),
                    outbox.c.due <= self.clock(),
                    outbox.c.given_up.is_(None),
                    outbox.c.kind.in_(self.senders),
                )
                .order_by(outbox.c.due)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).first()
            owed = row_as(Owed, row)
            if owed:
                wait = WAITS[min(owed.attempts, len(WAITS) - 1)]
                self._change(tx, owed, attempts=owed.attempts + 1, due=self.clock() + wait)
            return owed

    def _try(self, tenant: int, owed: Owed) -> int:
        try:
            self.senders[owed.kind](tenant, owed.payload)
        except Exception as fault:  # noqa: BLE001  (whatever goes wrong there, we try again)
            self._note_fault(tenant, owed, fault)
            return 0
        with self.database.writing(tenant) as tx:
            tx.execute(sa.delete(outbox).where(mine(tx, outbox), outbox.c.id == owed.id))
        return 1

    def _note_fault(self, tenant: int, owed: Owed, fault: Exception) -> None:
        tired = owed.attempts + 1 > len(WAITS) and not isinstance(fault, KeepTrying)
        hopeless = isinstance(fault, GiveUp) or tired
        log.warning("outbox-send-failed", kind=owed.kind, fault=type(fault).__name__)
        with self.database.writing(tenant) as tx:
            self._change(
                tx,
                owed,
                last_fault=str(fault)[:500],
                given_up=self.clock() if hopeless else None,
            )

    def _change(self, tx: Transaction, owed: Owed, **values: Any) -> None:
        tx.execute(
            sa.update(outbox).where(mine(tx, outbox), outbox.c.id == owed.id).values(**values)
        )
