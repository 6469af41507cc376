"""Erase a person: what she said goes, and where others named her stands an anonymous account.

Her documents go too, and credentials in her name are withdrawn.
"""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from foundation.database import Transaction, tenant_of
from foundation.identifiers import new_id
from foundation.turns import take_turn
from lrs.operations.record_store import RecordStore
from lrs.operations.remove_statements import (
    BATCH,
    Kept,
    Progress,
    drop_unused_contents,
    replace_statements,
    without_guards,
)
from lrs.rules.erasure import Erasure, erasure_of
from lrs.rules.json_text import read_json, write_json
from lrs.rules.removals import Removal, RemovalKind
from lrs.storage import credentials, documents, removals, statements, terms

Agents = Sequence[dict[str, Any]]
"""One person, by every agent that she is."""


def foresee_erasure(tx: Transaction, store: RecordStore, agents: Agents) -> Removal:
    """What an erasure would do, counted; nothing is changed."""
    erasure = erasure_of(agents, uuid4())
    removed = rewritten = seq = 0
    while seqs := terms.seqs_after(tx, erasure.terms, seq, BATCH):
        gone, changed = _sorted_out(tx, erasure, statements.by_seq(tx, seqs))
        removed, rewritten, seq = removed + len(gone), rewritten + len(changed), seqs[-1]
    return Removal(
        id=new_id(),
        kind=RemovalKind.ERASURE,
        asked_by="",
        began=store.clock(),
        statements=removed,
        rewritten=rewritten,
        documents=documents.count_of_agents(tx, erasure.document_terms),
    )


def erase_person(
    store: RecordStore,
    tenant: int,
    agents: Agents,
    asked_by: str,
    progress: Progress = lambda _: None,
) -> Removal:
    """Batch by batch, each in a short transaction of its own; gives the record of it.

    Broken off, it is done again with the same agents and does the rest.
    """
    erasure = erasure_of(agents, uuid4())
    with store.database.writing(tenant) as tx:
        removal = _begin(tx, store, erasure, asked_by)
    seq, done = 0, 0
    while True:
        with store.database.writing(tenant) as tx:
            seqs = _next_batch(tx, store, erasure, removal, seq)
        if not seqs:
            break
        seq, done = seqs[-1], done + len(seqs)
        progress(done)
    with store.database.writing(tenant) as tx:
        return _end(tx, store, erasure, removal)


def erase_within(tx: Transaction, store: RecordStore, agents: Agents, asked_by: str) -> Removal:
    """The same as one step of the caller's transaction, which holds the writer's turn so long."""
    erasure = erasure_of(agents, uuid4())
    removal = _begin(tx, store, erasure, asked_by)
    seq = 0
    while seqs := _next_batch(tx, store, erasure, removal, seq):
        seq = seqs[-1]
    return _end(tx, store, erasure, removal)


def _begin(tx: Transaction, store: RecordStore, erasure: Erasure, asked_by: str) -> Removal:
    """Both turns in the order in which a launch takes them, so that neither waits for ever."""
    statements.wait_for_turn(tx)
    take_turn(tx, "documents")
    gone = documents.delete_of_agents(tx, erasure.document_terms)
    _withdraw_credentials(tx, store, erasure)
    kind = RemovalKind.ERASURE
    removal = Removal(new_id(), kind, asked_by, began=store.clock(), documents=gone)
    removals.begin(tx, removal)
    return removal


def _withdraw_credentials(tx: Transaction, store: RecordStore, erasure: Erasure) -> None:
    for kept in credentials.of_tenant(tx, tenant_of(tx)):
        authority = erasure.replaced(kept.authority)
        if authority != kept.authority:
            credentials.change_authority(tx, kept.key, authority, store.clock())


def _next_batch(
    tx: Transaction, store: RecordStore, erasure: Erasure, removal: Removal, seq: int
) -> list[int]:
    """Where she stands in the next statements after `seq`; gives the places."""
    statements.wait_for_turn(tx)
    seqs = terms.seqs_after(tx, erasure.terms, seq, BATCH)
    if not seqs:
        return []
    gone, changed = _sorted_out(tx, erasure, statements.by_seq(tx, seqs))
    bodies = [erasure.without_her(read_json(one.body.encode())) for one in changed.values()]
    replace_statements(tx, gone, changed, [write_json(body).decode() for body in bodies])
    removals.add_up(tx, removal.id, statements=len(gone), rewritten=len(changed))
    for hook in store.on_erased:
        hook(tx, list(gone), list(changed))
    return seqs


def _sorted_out(tx: Transaction, erasure: Erasure, found: Kept) -> tuple[Kept, Kept]:
    """What she said herself, and what others said."""
    hers = {
        key: one for key, one in found.items() if erasure.is_by_her(read_json(one.body.encode()))
    }
    gone = without_guards(tx, hers)
    return gone, {key: one for key, one in found.items() if key not in gone}


def _end(tx: Transaction, store: RecordStore, erasure: Erasure, removal: Removal) -> Removal:
    terms.forget(tx, erasure.terms)
    contents = drop_unused_contents(tx)
    removals.change(tx, removal.id, ended=store.clock(), attachments=contents)
    return removals.find(tx, removal.id)
