"""Find statements: one by its id, or all that a question asks, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from foundation.database import Transaction
from lrs.operations.consistency import through_before
from lrs.operations.record_store import RecordStore
from lrs.rules.attached import hashes_in
from lrs.rules.attachments import Described
from lrs.rules.credentials import Credential, Scope
from lrs.rules.formats import activity_ids, as_canonical, as_ids
from lrs.rules.json_text import read_json, write_json
from lrs.rules.problems import UnknownStatement
from lrs.rules.queries import (
    PARAMETERS,
    Many,
    One,
    Params,
    expect_known,
    format_of,
    is_true,
    many_asked,
    more_link,
    one_asked,
    only_mine,
)
from lrs.rules.sequence import stored_at
from lrs.rules.stored import Statement
from lrs.rules.terms import Kind, agent_term, authority_term, read_actor, term
from lrs.rules.versions import Version
from lrs.storage import activities, attachments, postings, statements, terms
from lrs.storage.statements import KeptStatement


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader asks, besides the parameters: `path` is where `more` leads back to."""

    params: Params
    version: Version
    languages: tuple[str, ...] = ()
    path: str = "/xapi/statements"


@dataclass(frozen=True, slots=True)
class Found:
    """JSON as it goes out; `modified` the latest `stored` in it; which contents go with it, where
    asked for; everything stored up to `through` was there to be found.
    """

    json: bytes
    modified: datetime | None
    contents: tuple[Described, ...] | None
    through: datetime


def find_statements(store: RecordStore, credential: Credential, wish: Wish) -> Found:
    """Answer a GET of statements; raises `UnknownStatement` where one is asked in vain."""
    credential.expect(Scope.STATEMENTS_READ_MINE)
    expect_known(wish.params, PARAMETERS)
    one = one_asked(wish.params)
    many = None if one else many_asked(wish.params, credential, wish.version, store.page)
    with_contents = is_true(wish.params, "attachments")
    format_of(wish.params)
    with store.database.reading(credential.tenant, as_written=True) as tx:
        through = through_before(tx, store)
        rows = [_find_one(tx, credential, one)] if one else []
        if many:
            rows = postings.find(tx, many, many.limit + 1)
        more = _more(wish, many, rows)
        rows = rows[: many.limit] if many else rows
        texts = _in_format(tx, wish, [row.body for row in rows])
        contents = _contents(tx, texts) if with_contents else None
        promised = through()
    joined = ",".join(texts)
    body = joined if one else f'{{"statements":[{joined}],"more":"{more}"}}'
    last = max((row.seq for row in rows), default=None)
    modified = stored_at(last) if last is not None else None
    return Found(body.encode(), modified, contents, promised)


def _more(wish: Wish, many: Many | None, rows: list[KeptStatement]) -> str:
    if many is None or len(rows) <= many.limit:
        return ""
    return more_link(wish.path, wish.params, rows[many.limit - 1].seq)


def _find_one(tx: Transaction, credential: Credential, one: One) -> KeptStatement:
    kept = statements.find(tx, one.id)
    if kept is None or kept.voided != one.voided or not _may_see(tx, credential, kept):
        raise UnknownStatement(id=one.id)
    return kept


def _may_see(tx: Transaction, credential: Credential, kept: KeptStatement) -> bool:
    """One that a list would show, is shown by its id too."""
    mine = only_mine(credential)
    if mine is not None and authority_term(read_json(kept.body.encode())["authority"]) != mine:
        return False
    if credential.registration is None:
        return True
    return terms.leads_to(tx, term(Kind.REGISTRATION, str(credential.registration)), kept.seq)


def _in_format(tx: Transaction, wish: Wish, texts: list[str]) -> list[str]:
    """Stored text goes out as it is, unless another format is asked."""
    asked = format_of(wish.params)
    if asked == "exact":
        return texts
    bodies = [read_json(text.encode()) for text in texts]
    if asked == "ids":
        shaped = [as_ids(body) for body in bodies]
    else:
        named = sorted(set().union(*(activity_ids(body) for body in bodies)))
        known = activities.definitions(tx, named)
        shaped = [as_canonical(body, known, wish.languages) for body in bodies]
    return [write_json(body).decode() for body in shaped]


def read_pieces(store: RecordStore, tenant: int, content: Described) -> Iterator[bytes]:
    """A kept content, piece by piece: each is read in a transaction of its own, since whoever
    takes it may be slow.
    """
    for place in range(content.pieces):
        with store.database.reading(tenant) as tx:
            piece = attachments.piece(tx, content.sha2, place)
        yield piece


def _contents(tx: Transaction, texts: list[str]) -> tuple[Described, ...]:
    """What is attached to these statements, each content once."""
    sha2s: dict[str, None] = {}
    for text in texts:
        sha2s.update(dict.fromkeys(hashes_in(text)))
    return tuple(attachments.described(tx, list(sha2s)))


def find_statement(tx: Transaction, statement_id: UUID) -> Statement | None:
    """One statement inside the caller's transaction, also when it was voided."""
    kept = statements.find(tx, statement_id)
    return statements.as_statement(kept.seq, kept.id, kept.body) if kept else None


def statements_after(tx: Transaction, seq: int = 0, limit: int = 1000) -> list[Statement]:
    """The next statements in the order they were stored, voided ones included: for rebuilds."""
    return statements.after(tx, seq, limit)


def statements_of_registration(tx: Transaction, registration: UUID) -> list[Statement]:
    """All that was said under a registration and not voided, in the order it was stored."""
    wanted = (term(Kind.REGISTRATION, str(registration)),)
    many = Many(wanted, lowest=None, below=None, authority=None, ascending=True, limit=10_000)
    kept = postings.find(tx, many, many.limit)
    return [statements.as_statement(one.seq, one.id, one.body) for one in kept]


def statements_of_agent(tx: Transaction, agent: dict[str, Any]) -> list[Statement]:
    """All in which this agent is actor, member or object and that were not voided, in order.

    For somebody who takes her own record away.
    """
    wanted = (agent_term(read_actor(agent)),)
    many = Many(wanted, lowest=None, below=None, authority=None, ascending=True, limit=100_000)
    return [
        statements.as_statement(one.seq, one.id, one.body)
        for one in postings.find(tx, many, many.limit)
    ]
