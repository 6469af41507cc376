"""Write out all that a tenant's record store holds, piece by piece, for another one to read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

import msgspec

from lrs.operations.record_store import RecordStore
from lrs.rules.attached import hashes_in
from lrs.rules.moving import (
    FORMAT,
    ActivityLine,
    Checkpoint,
    ContentLine,
    DocumentLine,
    End,
    Header,
    Line,
    Reached,
    StatementLine,
    read_line,
    write_lines,
)
from lrs.rules.sequence import last_seq_at, stored_at
from lrs.storage import activities, attachments, documents, statements
from lrs.storage.statements import KeptStatement

PAGE = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that are written together; up to here so many statements are in the file."""

    lines: bytes
    statements: int


def reached_in(pieces: Iterable[tuple[int, bytes]]) -> Reached:
    """How far the file had come whose whole pieces these are, each with the place of its end."""
    reached, contents, number, since = Reached(), set[str](), 0, None
    for end, piece in pieces:
        for raw in piece.splitlines():
            number += 1
            line = read_line(raw, number)
            if isinstance(line, Header):
                since = line.since
            if isinstance(line, ContentLine):
                contents.add(line.sha2)
            if isinstance(line, Checkpoint):
                whole = frozenset(contents)
                reached = Reached(since, line.through, line.statements, whole, end)
    return reached


def count_to_export(store: RecordStore, tenant: int, since: datetime | None) -> int:
    with store.database.reading(tenant) as tx:
        return statements.count_after(tx, _seq_after(since))


def export_pieces(
    store: RecordStore, tenant: int, since: datetime | None, reached: Reached
) -> Iterator[Piece]:
    """What was stored after `since` (None: all), going on after what was `reached` before.

    Statements stand in their order, voided ones included, each content before the first that
    speaks of it; behind them what is known of activities, and all documents. No transaction is
    open while somebody has a piece.
    """
    done = reached.statements
    if not reached.length:
        yield Piece(write_lines([Header(FORMAT, store.clock(), since)]), done)
    for piece in _statements(store, tenant, reached.through or since, reached):
        done = piece.statements
        yield piece
    rest: Iterator[Sequence[Line]] = chain(
        _activities(store, tenant), _documents(store, tenant), [[End(done)]]
    )
    for lines in rest:
        yield Piece(write_lines(lines), done)


def _statements(
    store: RecordStore, tenant: int, after: datetime | None, reached: Reached
) -> Iterator[Piece]:
    """Up to the last one at this moment: what is stored meanwhile is for the next export."""
    seq, done, written = _seq_after(after), reached.statements, set(reached.contents)
    with store.database.reading(tenant) as tx:
        last = statements.last_seq(tx) or 0
    while page := _page(store, tenant, seq, last):
        for content in _contents(store, tenant, page, written):
            yield Piece(write_lines([content]), done)
        seq, done = page[-1].seq, done + len(page)
        lines = [StatementLine(msgspec.Raw(one.body.encode())) for one in page]
        yield Piece(write_lines([*lines, Checkpoint(stored_at(seq), done)]), done)


def _seq_after(moment: datetime | None) -> int:
    return 0 if moment is None else last_seq_at(moment)


def _page(store: RecordStore, tenant: int, seq: int, last: int) -> list[KeptStatement]:
    with store.database.reading(tenant) as tx:
        page = statements.texts_after(tx, seq, PAGE)
    return [one for one in page if one.seq <= last]


def _contents(
    store: RecordStore, tenant: int, page: Sequence[KeptStatement], written: set[str]
) -> Iterator[ContentLine]:
    """Those that are not written yet, one at a time: each may be large."""
    for sha2 in dict.fromkeys(sha2 for one in page for sha2 in hashes_in(one.body)):
        if sha2 not in written:
            written.add(sha2)
            with store.database.reading(tenant) as tx:
                found = attachments.find(tx, [sha2])
            yield from (
                ContentLine(one.sha2, one.content_type, bytes(one.content)) for one in found
            )


def _activities(store: RecordStore, tenant: int) -> Iterator[list[ActivityLine]]:
    last: str | None = None
    while True:
        with store.database.reading(tenant) as tx:
            page = activities.page_after(tx, last, PAGE)
        if not page:
            return
        yield [ActivityLine(one, msgspec.Raw(text.encode())) for one, text in page]
        last = page[-1][0]


def _documents(store: RecordStore, tenant: int) -> Iterator[list[DocumentLine]]:
    """One at a time: each may be large."""
    last: DocumentLine | None = None
    while True:
        with store.database.reading(tenant) as tx:
            page = documents.page_after(tx, last, 1)
        if not page:
            return
        yield page
        last = page[-1]
