"""Store a batch of statements: all of them, or none."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from foundation.database import Transaction
from lrs.operations.keep_contents import keep_contents
from lrs.operations.link_statements import link_statements
from lrs.operations.record_store import RecordStore
from lrs.operations.remember_activities import remember_activities
from lrs.rules.added_context import with_context
from lrs.rules.attached import expect_belonging
from lrs.rules.attachments import Content
from lrs.rules.comparison import is_same_statement
from lrs.rules.credentials import Credential, Scope, expect_allowed
from lrs.rules.json_text import read_json, write_json
from lrs.rules.problems import StatementConflict
from lrs.rules.received import Numbered, Received, Sent, fill_in, numbered
from lrs.rules.sequence import next_ticks, stored_at
from lrs.rules.signatures import check_signatures
from lrs.rules.statements import VOIDED, read_batch
from lrs.rules.stored import as_stored
from lrs.rules.terms import authority_term
from lrs.rules.versions import Version
from lrs.storage import references, statements, terms
from lrs.storage.statements import KeptStatement


@dataclass(frozen=True, slots=True)
class Stored:
    """The ids as sent, and the moment up to which everything can be read now."""

    ids: list[UUID]
    through: datetime


def store_statements(
    store: RecordStore, credential: Credential, raw: bytes, version: Version = Version.V1
) -> list[UUID]:
    """Store the statement or statements in a JSON text; gives their ids in the same order."""
    sent = read_batch(raw, version)
    return store_checked(store, credential, sent, version).ids


def store_checked(
    store: RecordStore,
    credential: Credential,
    sent: Sequence[Sent],
    version: Version,
    contents: Sequence[Content] = (),
) -> Stored:
    """Store what has been read by `read_batch`, with contents, in a transaction of its own."""
    expect_belonging(sent, contents)
    check_signatures(sent, contents)
    batch = prepare(store, credential, sent, version)
    with store.database.writing(credential.tenant, turn=statements.TURN) as tx:
        if not credential.rehearses:
            keep_contents(tx, sent, contents)
        newest = store_batch(tx, store, credential, batch)
    return Stored([one.id for one in batch], stored_at(newest))


def store_within(
    tx: Transaction,
    store: RecordStore,
    credential: Credential,
    made: Sequence[Mapping[str, Any]],
    version: Version = Version.V1,
) -> list[UUID]:
    """Store statements of our own making inside the caller's transaction: same rules and hooks."""
    sent = read_batch(write_json(list(made)), version)
    batch = prepare(store, credential, sent, version)
    keep_contents(tx, sent, ())
    store_batch(tx, store, credential, batch)
    return [one.id for one in batch]


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


def prepare(
    store: RecordStore, credential: Credential, sent: Sequence[Sent], version: Version
) -> list[Received]:
    """Refuse what this credential may not say, and fill in the rest: no transaction is open."""
    credential.expect(Scope.STATEMENTS_WRITE)
    if credential.verbs or credential.activity_prefixes:
        for number, (_, shape) in enumerate(sent):
            expect_allowed(credential, shape, number)
    if credential.context:
        placed = [with_context(body, credential.context) for body, _ in sent]
        sent = read_batch(write_json(placed), version)
    return fill_in(sent, credential.authority, version, store.new_id)


def store_batch(
    tx: Transaction, store: RecordStore, credential: Credential, batch: Sequence[Received]
) -> int:
    """Number, admit and store those that are new; the order of the numbers is that of commits.

    Gives the newest `seq`: after the commit all up to there can be read.
    """
    statements.wait_for_turn(tx)
    met = statements.surroundings(tx, [one.id for one in batch])
    fresh = _without_repeats(batch, statements.by_seq(tx, met.repeats), met.buried)
    if not fresh:
        return met.last or 0
    new = numbered(fresh, next_ticks(store.clock(), met.last), store.writer)
    made = [as_stored(one) for one in new] if store.admit or store.on_stored else []
    for admit in store.admit:
        admit(tx, credential, made)
    if credential.rehearses:
        return met.last or 0
    insert_numbered(tx, authority_term(credential.authority), new)
    link_statements(tx, new, pointed_at=met.pointed_at)
    if credential.may(Scope.DEFINE):
        remember_activities(tx, fresh)
    for hook in store.on_stored:
        hook(tx, made)
    return new[-1].seq


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


def insert_numbered(tx: Transaction, authority: int, new: Sequence[Numbered]) -> None:
    """Statements, terms and references of what one authority asserted."""
    pointing = [(one.received.refers_to, one.seq, one.received.voids) for one in new]
    statements.insert(
        tx,
        authority,
        [(one.seq, one.received.id, one.text) for one in new],
        terms.own_rows([(term, one.seq) for one in new for term in one.received.terms]),
        references.new_rows([(to, seq, voids) for to, seq, voids in pointing if to]),
    )
