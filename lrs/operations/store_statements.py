"""Store a batch of statements: all of them, or none."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from foundation.database import Transaction
from lrs.operations.gathering import Batch
from lrs.operations.keep_contents import keep_contents
from lrs.operations.link_statements import link_statements
from lrs.operations.record_store import RecordStore
from lrs.operations.remember_activities import remember_activities
from lrs.rules.added_context import with_context
from lrs.rules.attached import expect_belonging
from lrs.rules.attachments import Attached, Content, attachments_of
from lrs.rules.comparison import is_same_statement
from lrs.rules.credentials import Credential, Scope, expect_allowed
from lrs.rules.json_text import read_json, write_json
from lrs.rules.problems import StatementConflict
from lrs.rules.received import Filling, Numbered, Received, numbered
from lrs.rules.sequence import next_ticks, stored_at
from lrs.rules.signatures import check_signatures
from lrs.rules.statements import VOIDED, Sent, read_at, read_each
from lrs.rules.stored import as_stored
from lrs.rules.versions import Version
from lrs.storage import references, statements, terms
from lrs.storage.statements import KeptStatement
from lrs.storage.surroundings import surroundings

FEW = 16
"""So many statements or fewer may go together with those of others."""

AT_ONCE = 1_000
"""Statements that are made ready for the database at a time."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The ids as sent, and the moment up to which everything can be read now."""

    ids: list[UUID]
    through: datetime


def store_statements(
    store: RecordStore, credential: Credential, raw: bytes, version: Version = Version.V1
) -> list[UUID]:
    """Store the statement or statements in a JSON text; gives their ids in the same order."""
    return store_checked(store, credential, read_each(raw, version), version).ids


def store_checked(
    store: RecordStore,
    credential: Credential,
    sent: Iterable[Sent],
    version: Version,
    contents: Sequence[Content] = (),
) -> Stored:
    """Store what is read by `read_each`, with contents, in a transaction of its own, or together
    with what others bring at the same moment.
    """
    made = prepare(store, credential, sent, version, contents)
    batch = Batch(credential, made.batch)
    if len(made.batch) <= FEW and not made.attached:
        newest = store.gathering.store(partial(_store_all, store), batch)
    else:
        with store.database.writing(credential.tenant, turn=statements.TURN) as tx:
            if not credential.rehearses:
                keep_contents(tx, made.attached, contents)
            newest = store_batches(tx, store, [batch])
    return Stored([one.id for one in made.batch], stored_at(newest))


def _store_all(store: RecordStore, batches: Sequence[Batch]) -> int:
    tenant = batches[0].credential.tenant
    with store.database.writing(tenant, turn=statements.TURN) as tx:
        return store_batches(tx, store, batches)


def store_within(
    tx: Transaction,
    store: RecordStore,
    credential: Credential,
    made: Sequence[Mapping[str, Any]],
    version: Version = Version.V1,
) -> list[UUID]:
    """Store statements of our own making inside the caller's transaction: same rules and hooks."""
    sent = read_each(write_json(list(made)), version)
    prepared = prepare(store, credential, sent, version)
    keep_contents(tx, prepared.attached, ())
    store_batches(tx, store, [Batch(credential, prepared.batch)])
    return [one.id for one in prepared.batch]


def wait_for_turn(tx: Transaction) -> None:
    """Take the turn to store now: for callers whose statements depend on what they read first."""
    statements.wait_for_turn(tx)


def void_within(
    tx: Transaction, store: RecordStore, credential: Credential, statement_id: UUID
) -> UUID:
    """Take a statement back; gives the id of the statement that does so."""
    voiding = {
        "actor": credential.authority,
        "verb": {"id": VOIDED, "display": {"en": "voided"}},
        "object": {"objectType": "StatementRef", "id": str(statement_id)},
    }
    return store_within(tx, store, credential, [voiding])[0]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Statements that may be stored, and all that they say of attachments."""

    batch: list[Received]
    attached: list[Attached]


def prepare(
    store: RecordStore,
    credential: Credential,
    sent: Iterable[Sent],
    version: Version,
    contents: Sequence[Content] = (),
) -> Prepared:
    """Refuse what this credential may not say, and fill in the rest: no transaction is open.

    Statement by statement, so that no more than one is held as values.
    """
    credential.expect(Scope.STATEMENTS_WRITE)
    filling = Filling(credential.authority, version, store.new_id)
    made = Prepared([], [])
    for number, (body, shape) in enumerate(sent):
        if credential.verbs or credential.activity_prefixes:
            expect_allowed(credential, shape, number)
        attached = attachments_of(shape, number)
        check_signatures(body, attached, contents)
        made.attached.extend(attached)
        if credential.context:
            placed = write_json(with_context(body, credential.context))
            body, shape = read_at(placed, number, version)  # noqa: PLW2901  (the same, completed)
        made.batch.append(filling.received(body, shape))
    expect_belonging(made.attached, contents)
    return made


def store_batches(tx: Transaction, store: RecordStore, batches: Sequence[Batch]) -> int:
    """Number, admit and store those that are new; the order of the numbers is that of commits.

    Gives the newest `seq`: after the commit all up to there can be read.
    """
    statements.wait_for_turn(tx)
    definers = [batch for batch in batches if batch.credential.may(Scope.DEFINE)]
    described = {name for batch in definers for one in batch.sent for name, _ in one.defines}
    met = surroundings(tx, [one.id for batch in batches for one in batch.sent], sorted(described))
    known = statements.by_seq(tx, met.repeats)
    ticks, new = next_ticks(store.clock(), met.last), list[Numbered]()
    defining = list[Received]()
    for batch in batches:
        fresh = _without_repeats(batch.sent, known, met.buried)
        some = numbered(fresh, ticks + len(new), store.writer)
        _admit(tx, store, batch.credential, some)
        if not batch.credential.rehearses:
            defining += fresh if batch in definers else ()
            new += some
    if not new:
        return met.last or 0
    insert_numbered(tx, new)
    link_statements(tx, new, pointed_at=met.pointed_at)
    remember_activities(tx, defining, met.described)
    if store.on_stored:
        made = [as_stored(one) for one in new]
        for hook in store.on_stored:
            hook(tx, made)
    return new[-1].seq


def _admit(
    tx: Transaction, store: RecordStore, credential: Credential, new: Sequence[Numbered]
) -> None:
    if store.admit and new:
        made = [as_stored(one) for one in new]
        for admit in store.admit:
            admit(tx, credential, made)


def _without_repeats(
    batch: Sequence[Received], known: Mapping[UUID, KeptStatement], buried: Collection[UUID]
) -> list[Received]:
    """An identical statement sent again changes nothing; another under its id is a conflict.

    Where a tombstone stands there is nothing left to compare with: it counts as sent again.
    """
    if not known and not buried:
        return list(batch)
    for one in batch:
        if one.id in known and one.id not in buried:
            kept = read_json(known[one.id].body.encode())
            if not is_same_statement(one.body, kept):
                raise StatementConflict(id=one.id)
    return [one for one in batch if one.id not in known and one.id not in buried]


def insert_numbered(tx: Transaction, new: Sequence[Numbered]) -> None:
    """Statements, terms and references."""
    for begin in range(0, len(new), AT_ONCE):
        some = new[begin : begin + AT_ONCE]
        pointing = [(one.received.refers_to, one.seq, one.received.voids) for one in some]
        statements.insert(
            tx,
            [(one.seq, one.received.id, one.received.authority, one.text) for one in some],
            terms.own_rows([(term, one.seq) for one in some for term in one.received.terms]),
            references.new_rows([(to, seq, voids) for to, seq, voids in pointing if to]),
        )
