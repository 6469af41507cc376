"""Read an export in: what is here already is passed over, so a second time changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from foundation.database import Transaction
from foundation.turns import take_turn
from lrs.operations.bring_in import Brought, bring_within
from lrs.operations.keep_contents import bring_contents
from lrs.operations.record_store import RecordStore
from lrs.rules.activities import merged_definition
from lrs.rules.attachments import Content, hash_of
from lrs.rules.history import Past, read_past
from lrs.rules.json_text import read_json, write_json
from lrs.rules.moving import (
    ActivityLine,
    ContentLine,
    DocumentLine,
    End,
    Header,
    Line,
    StatementLine,
    read_line,
)
from lrs.rules.problems import LineRefused, MalformedJson, StatementRefused, StatementRejected
from lrs.rules.sequence import ticks_of
from lrs.storage import activities, documents, statements

BATCH = 200
"""Lines that are stored together."""

LARGE = 8 * 1024 * 1024
"""Bytes of contents and documents after which a batch is stored sooner."""


@dataclass(frozen=True, slots=True)
class Imported:
    """`whole`: the last line was reached, so nothing is missing."""

    statements: Brought = field(default_factory=Brought)
    whole: bool = False


@dataclass(slots=True)
class Batch:
    """What was read and is not stored yet."""

    statements: list[Past] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)
    activities: list[ActivityLine] = field(default_factory=list)
    documents: list[DocumentLine] = field(default_factory=list)
    lines: int = 0
    bytes: int = 0
    ends: bool = False

    @property
    def is_full(self) -> bool:
        return self.lines >= BATCH or self.bytes >= LARGE


def import_lines(
    store: RecordStore,
    tenant: int,
    lines: Iterable[bytes],
    progress: Callable[[Imported], None] | None = None,
) -> Imported:
    """Store what the lines of an export say, batch by batch.

    Raises `LineRefused`: then nothing of that batch is stored, and all that stood before is.
    """
    done = Imported()
    for batch in _batches(lines):
        brought = _store(store, tenant, batch)
        done = replace(done, statements=done.statements + brought, whole=batch.ends)
        if progress:
            progress(done)
    return done


def _store(store: RecordStore, tenant: int, batch: Batch) -> Brought:
    try:
        with store.database.writing(tenant) as tx:
            bring_contents(tx, batch.contents)
            brought = bring_within(tx, store, batch.statements) if batch.statements else Brought()
            _bring_activities(tx, batch.activities)
            _bring_documents(tx, batch.documents)
    except StatementRefused as refused:
        number, rule = int(refused.details["origin"]), refused.details["rule"]
        raise LineRefused(line=number, rule=rule, reason=refused.details["reason"]) from refused
    return brought


def _bring_activities(tx: Transaction, lines: Iterable[ActivityLine]) -> None:
    """What is known here has the last word."""
    said = {line.id: bytes(line.definition) for line in lines}
    if not said:
        return
    statements.wait_for_turn(tx)
    known = activities.texts(tx, sorted(said))
    for one, definition in sorted(said.items()):
        text = definition.decode()
        if one in known:
            here = read_json(known[one].encode())
            text = write_json(merged_definition(read_json(definition), here)).decode()
        if text != known.get(one):
            activities.define(tx, one, text)


def _bring_documents(tx: Transaction, lines: Iterable[DocumentLine]) -> None:
    for line in lines:
        take_turn(tx, "documents")
        documents.bring(tx, line)


def _batches(lines: Iterable[bytes]) -> Iterator[Batch]:
    """Each holds at least one line; the header belongs to the first."""
    batch, before = Batch(), None
    for number, raw in enumerate(lines, start=1):
        line = read_line(raw, number)
        if isinstance(line, Header) and line.since:
            before = ticks_of(line.since)
        if isinstance(line, StatementLine):
            batch.statements.append(_past(line, number, before))
            before = batch.statements[-1].stored
        _add(batch, line, number)
        if batch.is_full:
            yield batch
            batch = Batch()
    if batch.lines:
        yield batch


def _add(batch: Batch, line: Line, number: int) -> None:
    batch.lines += 1
    batch.ends = isinstance(line, End)
    if isinstance(line, ContentLine):
        batch.contents.append(_content(line, number))
        batch.bytes += len(line.content)
    elif isinstance(line, ActivityLine):
        batch.activities.append(_activity(line, number))
    elif isinstance(line, DocumentLine):
        _expect_header_value(line.content_type, number)
        _expect_header_value(line.etag, number)
        batch.documents.append(line)
        batch.bytes += len(line.content)


def _past(line: StatementLine, number: int, before: int | None) -> Past:
    try:
        received, stored = read_past(bytes(line.statement))
    except (StatementRejected, MalformedJson) as fault:
        rule = fault.details.get("rule", fault.code)
        raise LineRefused(line=number, rule=rule, reason=fault.message) from fault
    return Past(str(number), received, stored, before)


def _activity(line: ActivityLine, number: int) -> ActivityLine:
    try:
        is_object = isinstance(read_json(bytes(line.definition)), dict)
    except MalformedJson as fault:
        raise LineRefused(line=number, rule=fault.code, reason=fault.message) from fault
    if not is_object:
        raise LineRefused(line=number, rule="shape", reason="a definition is a JSON object.")
    return line


def _expect_header_value(text: str, number: int) -> None:
    """It goes out as a header one day."""
    if not text.isprintable():
        reason = "a content type and an ETag hold no control characters."
        raise LineRefused(line=number, rule="header-value", reason=reason)


def _content(line: ContentLine, number: int) -> Content:
    _expect_header_value(line.content_type, number)
    if not line.sha2 or hash_of(line.content, len(line.sha2)) != line.sha2:
        reason = f"the content does not have the hash {line.sha2}."
        raise LineRefused(line=number, rule="sha2", reason=reason)
    return Content(line.sha2, line.content_type, line.content)
