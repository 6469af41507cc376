"""Forwards, how far each has come, and what the other side refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from foundation.database import Transaction, insert, mine, tenant_of, upsert, whose
from lrs.rules.forwards import Choice, Forward
from lrs.rules.versions import Version
from lrs.storage.tables import forwards, refused_forwards


@dataclass(frozen=True, slots=True)
class RefusedForward:
    """The statement at `seq`, and what the other side said of it."""

    seq: int
    fault: str
    refused: datetime


def add(tx: Transaction, forward: Forward, sealed: bytes) -> None:
    insert(
        tx,
        forwards,
        name=forward.name,
        endpoint=forward.endpoint,
        key=forward.key,
        sealed=sealed,
        version=forward.version.value,
        choice=msgspec.to_builtins(forward.choice),
        cursor=forward.cursor,
        sent=0,
        paused=False,
        owed=False,
    )


def find(tx: Transaction, name: str) -> Forward | None:
    row = tx.execute(sa.select(forwards).where(*_called(tx, name))).first()
    return _forward(row) if row else None


def everything(tx: Transaction) -> list[Forward]:
    rows = tx.execute(sa.select(forwards).where(mine(tx, forwards)).order_by(forwards.c.name))
    return [_forward(row) for row in rows]


def sealed_secret(tx: Transaction, name: str) -> bytes:
    return bytes(tx.execute(sa.select(forwards.c.sealed).where(*_called(tx, name))).scalar_one())


def remove(tx: Transaction, name: str) -> None:
    tx.execute(sa.delete(forwards).where(*_called(tx, name)))
    named = (mine(tx, refused_forwards), refused_forwards.c.name == name)
    tx.execute(sa.delete(refused_forwards).where(*named))


def wake(tx: Transaction) -> Sequence[str]:
    """Mark those that nobody looks after yet; gives their names. Most often there are none."""
    return tx.scalars(_WAKE, {"tenant": tenant_of(tx)}).all()


_WAKE = (
    sa.update(forwards)
    .where(whose(forwards), forwards.c.owed.is_(False), forwards.c.paused.is_(False))
    .values(owed=True)
    .returning(forwards.c.name)
)


def take(tx: Transaction, name: str, now: datetime, until: datetime) -> bool:
    """Reserve it until a moment; False while somebody else has it."""
    free = sa.or_(forwards.c.busy_until.is_(None), forwards.c.busy_until <= now)
    return _change(tx, name, free, busy_until=until)


def move(tx: Transaction, name: str, cursor: int, sent: int, until: datetime) -> bool:
    """False where it was removed or paused meanwhile."""
    going_on = forwards.c.paused.is_(False)
    more = forwards.c.sent + sent
    return _change(tx, name, going_on, cursor=cursor, sent=more, busy_until=until, last_fault=None)


def rest(tx: Transaction, name: str) -> None:
    """All was looked at: from here on a new statement wakes it."""
    _change(tx, name, owed=False, busy_until=None, last_fault=None)


def stop(tx: Transaction, name: str, fault: str | None) -> None:
    _change(tx, name, busy_until=None, last_fault=fault)


def pause(tx: Transaction, name: str) -> None:
    _change(tx, name, paused=True, owed=False, busy_until=None)


def resume(tx: Transaction, name: str) -> None:
    _change(tx, name, paused=False)


def refuse(tx: Transaction, name: str, seq: int, fault: str, at: datetime) -> None:
    row = {"name": name, "seq": seq, "fault": fault, "refused": at}
    upsert(tx, refused_forwards, row, ["name", "seq"])


def refused(tx: Transaction, name: str) -> list[RefusedForward]:
    columns = (refused_forwards.c.seq, refused_forwards.c.fault, refused_forwards.c.refused)
    rows = tx.execute(
        sa.select(*columns)
        .where(mine(tx, refused_forwards), refused_forwards.c.name == name)
        .order_by(refused_forwards.c.seq)
    )
    return [RefusedForward(row.seq, row.fault, row.refused) for row in rows]


def take_back(tx: Transaction, name: str, seq: int) -> None:
    """What was refused is sent after all."""
    one = (refused_forwards.c.name == name, refused_forwards.c.seq == seq)
    tx.execute(sa.delete(refused_forwards).where(mine(tx, refused_forwards), *one))
    _change(tx, name, sent=forwards.c.sent + 1)


def forget(tx: Transaction, seqs: Sequence[int]) -> None:
    """What was refused of statements that are no longer as they were."""
    gone = refused_forwards.c.seq.in_(seqs)
    tx.execute(sa.delete(refused_forwards).where(mine(tx, refused_forwards), gone))


def _called(tx: Transaction, name: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (mine(tx, forwards), forwards.c.name == name)


def _change(tx: Transaction, name: str, *conditions: sa.ColumnElement[bool], **values: Any) -> bool:
    wanted = (*_called(tx, name), *conditions)
    return tx.execute(sa.update(forwards).where(*wanted).values(**values)).rowcount == 1


def _forward(row: Any) -> Forward:
    return Forward(
        name=row.name,
        endpoint=row.endpoint,
        key=row.key,
        version=Version(row.version),
        choice=msgspec.convert(row.choice, Choice),
        cursor=row.cursor,
        sent=row.sent,
        paused=row.paused,
        last_fault=row.last_fault,
    )
