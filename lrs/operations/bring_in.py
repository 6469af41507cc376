"""Bring in statements that were stored elsewhere before, with the authority they had there."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from foundation.database import Transaction
from lrs.operations.link_statements import link_statements
from lrs.operations.record_store import RecordStore
from lrs.operations.store_statements import insert_numbered
from lrs.rules.comparison import is_same_statement
from lrs.rules.history import Past, ticks_for
from lrs.rules.json_text import read_json
from lrs.rules.problems import StatementConflict, StatementRefused
from lrs.rules.received import Numbered, number_at
from lrs.rules.sequence import seq_at, ticks_in, ticks_of
from lrs.rules.stored import as_stored
from lrs.storage import statements
from lrs.storage.surroundings import surroundings


class Brought(msgspec.Struct, frozen=True):
    """How many statements are new here, how many were here already, and of the new ones how many
    did not keep their `stored`.
    """

    new: int = 0
    known: int = 0
    moved: int = 0

    def __add__(self, other: "Brought") -> "Brought":
        return Brought(self.new + other.new, self.known + other.known, self.moved + other.moved)


def bring_within(tx: Transaction, store: RecordStore, batch: Sequence[Past]) -> Brought:
    """Store those that are new, in their order, behind all that is here.

    The `admit` hooks are not asked: they judge who may say a thing, and this was said already.
    What was purged or erased here does not come back.
    """
    statements.wait_for_turn(tx)
    met = surroundings(tx, [one.received.id for one in batch])
    kept = statements.by_seq(tx, met.repeats)
    left = [one for one in batch if one.received.id not in met.buried]
    fresh = _fresh(left, {one.id: read_json(one.body.encode()) for one in kept.values()})
    new = _numbered(store, fresh, met.last)
    if new:
        insert_numbered(tx, new)
    link_statements(tx, new, pointed_at=met.pointed_at)
    if new and store.on_brought_in:
        made = [as_stored(one) for one in new]
        for hook in store.on_brought_in:
            hook(tx, made)
    moved = sum(ticks_in(one.seq) != past.stored for one, past in zip(new, fresh, strict=True))
    return Brought(len(new), len(batch) - len(new), moved)


def _fresh(batch: Sequence[Past], known: Mapping[UUID, dict[str, Any]]) -> list[Past]:
    """Each new one once; raises `StatementRefused` where another has its id."""
    bodies, fresh = dict(known), []
    for one in batch:
        body = one.received.body
        before = bodies.setdefault(one.received.id, body)
        if before is body:
            fresh.append(one)
        elif not is_same_statement(body, before):
            conflict = StatementConflict(id=one.received.id)
            raise StatementRefused(origin=one.origin, reason=conflict.message, rule=conflict.code)
    return fresh


def _numbered(store: RecordStore, fresh: Sequence[Past], last: int | None) -> list[Numbered]:
    wanted = [(one.stored, one.before) for one in fresh]
    newest = None if last is None else ticks_in(last)
    given = ticks_for(wanted, newest, ticks_of(store.clock()))
    return [
        number_at(one.received, seq_at(ticks, store.writer))
        for one, ticks in zip(fresh, given, strict=True)
    ]
