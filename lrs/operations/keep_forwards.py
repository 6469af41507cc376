"""Add, show, pause, resume and remove forwards."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from foundation.database import Transaction
from lrs.operations.forwarding import Forwarding, owe_forwards
from lrs.operations.record_store import RecordStore
from lrs.rules.forwards import Forward, check_name
from lrs.rules.problems import ForwardExists, UnknownForward
from lrs.storage import forwards, statements
from lrs.storage.forwards import RefusedForward

MANY = 10_000
"""Further nobody counts what waits."""

PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Standing:
    """`waits`: how many statements are still to be sent, or `MANY`."""

    forward: Forward
    waits: int
    refused: Sequence[RefusedForward]


def add_forward(
    outside: Forwarding, tenant: int, forward: Forward, secret: str, *, from_start: bool = False
) -> None:
    """From now on, or from the first statement, what is chosen goes to the other side."""
    check_name(forward.name)
    with outside.store.database.writing(tenant) as tx:
        statements.wait_for_turn(tx)
        if forwards.find(tx, forward.name):
            raise ForwardExists(name=forward.name)
        cursor = 0 if from_start else statements.last_seq(tx) or 0
        forwards.add(tx, replace(forward, cursor=cursor), outside.seal.close(secret))
        owe_forwards(outside.store.clock, tx)


def list_forwards(store: RecordStore, tenant: int) -> list[Standing]:
    with store.database.reading(tenant) as tx:
        return [
            Standing(one, _waits(tx, one), forwards.refused(tx, one.name))
            for one in forwards.everything(tx)
        ]


def _waits(tx: Transaction, forward: Forward) -> int:
    if forward.choice.is_everything:
        return min(statements.count_after(tx, forward.cursor), MANY)
    look = partial(statements.text_of, tx)
    found, cursor = 0, forward.cursor
    while found < MANY and (page := statements.texts_after(tx, cursor, PAGE)):
        found += sum(forward.choice.takes(one.body, look) for one in page)
        cursor = page[-1].seq
    return min(found, MANY)


def pause_forward(store: RecordStore, tenant: int, name: str) -> None:
    """Nothing goes, and all waits."""
    with store.database.writing(tenant) as tx:
        _expect(tx, name)
        forwards.pause(tx, name)


def resume_forward(store: RecordStore, tenant: int, name: str) -> None:
    with store.database.writing(tenant) as tx:
        _expect(tx, name)
        forwards.resume(tx, name)
        owe_forwards(store.clock, tx)


def remove_forward(store: RecordStore, tenant: int, name: str) -> None:
    """What waits is not sent, and what was put aside is forgotten; what was sent stays there."""
    with store.database.writing(tenant) as tx:
        _expect(tx, name)
        forwards.remove(tx, name)


def _expect(tx: Transaction, name: str) -> None:
    if forwards.find(tx, name) is None:
        raise UnknownForward(name=name)
