"""Read, write, merge, list and delete documents, by the rules of their ETags."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from foundation.database import Transaction
from foundation.turns import take_turn
from lrs.operations.record_store import RecordStore
from lrs.rules.credentials import Credential, Scope
from lrs.rules.documents import (
    ID_PARAMETER,
    Conditions,
    Document,
    DocumentKind,
    Shelf,
    document_id_of,
    etag_of,
    expect_conditions,
    expect_put_conditions,
    expect_sendable,
    merged_content,
    shelf_of,
)
from lrs.rules.problems import ParameterRejected, UnknownDocument
from lrs.rules.queries import Params
from lrs.rules.terms import agent_term, read_actor
from lrs.rules.values import moment_of
from lrs.rules.versions import Version
from lrs.storage import documents


@dataclass(frozen=True, slots=True)
class Content:
    """What is sent to be kept."""

    type: str
    bytes: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """A request about documents, as it came."""

    kind: DocumentKind
    params: Params
    version: Version
    conditions: Conditions = field(default_factory=Conditions)


def get_document(store: RecordStore, credential: Credential, asked: Asked) -> Document:
    """One document; raises `UnknownDocument`."""
    shelf, one = _named(asked)
    credential.expect_reading(_scope(asked.kind))
    with store.database.reading(credential.tenant) as tx:
        _admit(tx, store, credential, "GET", asked)
        found = documents.find(tx, shelf, one)
    if found is None:
        raise UnknownDocument
    return found


def list_documents(store: RecordStore, credential: Credential, asked: Asked) -> list[str]:
    """The ids on a shelf, changed after `since` where that is given."""
    shelf = shelf_of(asked.kind, asked.params, frozenset({"since"}))
    credential.expect_reading(_scope(asked.kind))
    since = _since(asked)
    with store.database.reading(credential.tenant) as tx:
        _admit(tx, store, credential, "GET", asked)
        return documents.ids(tx, shelf, since)


def put_document(
    store: RecordStore, credential: Credential, asked: Asked, content: Content
) -> None:
    """Replace a document, or make it."""
    shelf, one = _named(asked)
    credential.expect(_scope(asked.kind))
    with store.database.writing(credential.tenant) as tx:
        _admit(tx, store, credential, "PUT", asked)
        take_turn(tx, "documents")
        present = documents.find(tx, shelf, one)
        expect_put_conditions(asked.conditions, present, asked.kind, asked.version)
        documents.write(tx, shelf, _made(store, one, content))


def merge_document(
    store: RecordStore, credential: Credential, asked: Asked, content: Content
) -> None:
    """Merge a JSON object into a document, or make it."""
    shelf, one = _named(asked)
    credential.expect(_scope(asked.kind))
    with store.database.writing(credential.tenant) as tx:
        _admit(tx, store, credential, "POST", asked)
        take_turn(tx, "documents")
        present = documents.find(tx, shelf, one)
        expect_conditions(asked.conditions, present)
        merged = merged_content(present, content.type, content.bytes)
        documents.write(tx, shelf, _made(store, one, Content(content.type, merged)))


def delete_documents(store: RecordStore, credential: Credential, asked: Asked) -> None:
    """One document, or of state also the whole shelf; it is no fault where nothing is there."""
    whole = asked.kind is DocumentKind.STATE and ID_PARAMETER[asked.kind] not in asked.params
    shelf, one = (_shelf(asked), None) if whole else _named(asked)
    credential.expect(_scope(asked.kind))
    with store.database.writing(credential.tenant) as tx:
        _admit(tx, store, credential, "DELETE", asked)
        take_turn(tx, "documents")
        if one is not None:
            expect_conditions(asked.conditions, documents.find(tx, shelf, one))
        documents.delete(tx, shelf, None if one is None else [one])


def read_document(tx: Transaction, kind: DocumentKind, params: Params) -> Document | None:
    """A document inside the caller's transaction; `params` as in a request."""
    shelf, one = _named(Asked(kind, params, Version.V2))
    return documents.find(tx, shelf, one)


def write_document(
    tx: Transaction, store: RecordStore, kind: DocumentKind, params: Params, content: Content
) -> None:
    """Make or replace a document inside the caller's transaction; no conditions, no hooks."""
    shelf, one = _named(Asked(kind, params, Version.V2))
    take_turn(tx, "documents")
    documents.write(tx, shelf, _made(store, one, content))


def forget_documents(tx: Transaction, agents: Sequence[Mapping[str, Any]]) -> int:
    """All state and all profiles of these agents, inside the caller's transaction."""
    take_turn(tx, "documents")
    return documents.delete_of_agents(tx, {agent_term(read_actor(dict(one))) for one in agents})


def _shelf(asked: Asked) -> Shelf:
    return shelf_of(asked.kind, asked.params, frozenset({ID_PARAMETER[asked.kind]}))


def _named(asked: Asked) -> tuple[Shelf, str]:
    return _shelf(asked), document_id_of(asked.kind, asked.params)


def _scope(kind: DocumentKind) -> Scope:
    return Scope.STATE if kind is DocumentKind.STATE else Scope.PROFILE


def _since(asked: Asked) -> datetime | None:
    if "since" not in asked.params:
        return None
    moment = moment_of(asked.params["since"], strict=asked.version.is_v2)
    if moment is None:
        raise ParameterRejected(name="since", reason="must be a timestamp with a time zone.")
    return moment


def _made(store: RecordStore, document_id: str, content: Content) -> Document:
    expect_sendable(content.type)
    return Document(
        id=document_id,
        content_type=content.type,
        content=content.bytes,
        etag=etag_of(content.bytes),
        updated=store.clock(),
    )


def _admit(
    tx: Transaction, store: RecordStore, credential: Credential, method: str, asked: Asked
) -> None:
    for admit in store.admit_document:
        admit(tx, credential, method, asked.kind.value, asked.params)
