"""State and profile documents, shelf by shelf."""

from collections.abc import Collection, Iterable
from datetime import datetime

import msgspec
import sqlalchemy as sa

from foundation.database import Transaction, mine, rows_as, upsert
from lrs.rules.documents import Document, Shelf
from lrs.rules.moving import DocumentLine
from lrs.storage.tables import documents


def find(tx: Transaction, shelf: Shelf, document_id: str) -> Document | None:
    row = tx.execute(
        sa.select(
            documents.c.content_type, documents.c.content, documents.c.etag, documents.c.updated
        ).where(*_on(tx, shelf), documents.c.id == document_id)
    ).first()
    if row is None:
        return None
    return Document(document_id, row.content_type, bytes(row.content), row.etag, row.updated)


def write(tx: Transaction, shelf: Shelf, document: Document) -> None:
    row = {
        "shelf": shelf.key,
        "id": document.id,
        "kind": shelf.kind.value,
        "activity": shelf.activity,
        "agent": shelf.agent_term,
        "registration": shelf.registration,
        "content_type": document.content_type,
        "content": document.content,
        "etag": document.etag,
        "updated": document.updated,
    }
    upsert(tx, documents, row, ["shelf", "id"])


def ids(tx: Transaction, shelf: Shelf, since: datetime | None) -> list[str]:
    """The ids on a shelf; of those updated later than `since`, where that is given."""
    newer = () if since is None else (documents.c.updated > since,)
    found = tx.scalars(
        sa.select(documents.c.id).where(*_on(tx, shelf), *newer).order_by(documents.c.id)
    )
    return list(found)


def page_after(tx: Transaction, last: DocumentLine | None, limit: int) -> list[DocumentLine]:
    """Whole rows in the order of their keys."""
    key = sa.tuple_(documents.c.shelf, documents.c.id)
    later = () if last is None else (key > sa.tuple_(last.shelf, last.id),)
    rows = tx.execute(
        sa.select(documents)
        .where(mine(tx, documents), *later)
        .order_by(documents.c.shelf, documents.c.id)
        .limit(limit)
    )
    return rows_as(DocumentLine, rows.all())


def bring(tx: Transaction, moved: DocumentLine) -> None:
    """Keep a row from elsewhere, unless the one that is here is as new."""
    here = (documents.c.shelf == moved.shelf, documents.c.id == moved.id)
    updated = tx.scalar(sa.select(documents.c.updated).where(mine(tx, documents), *here))
    if updated is None or updated < moved.updated:
        upsert(tx, documents, msgspec.structs.asdict(moved), ["shelf", "id"])


def delete(tx: Transaction, shelf: Shelf, document_ids: Iterable[str] | None = None) -> None:
    """These documents, or the whole shelf."""
    named = () if document_ids is None else (documents.c.id.in_(list(document_ids)),)
    tx.execute(sa.delete(documents).where(*_on(tx, shelf), *named))


def _on(tx: Transaction, shelf: Shelf) -> tuple[sa.ColumnElement[bool], ...]:
    return (mine(tx, documents), documents.c.shelf == shelf.key)


def count_of_agents(tx: Transaction, agents: Collection[int]) -> int:
    """How many documents belong to agents with these terms."""
    wish = sa.select(sa.func.count()).select_from(documents)
    return int(tx.scalar(wish.where(*_of_agents(tx, agents))) or 0)


def delete_of_agents(tx: Transaction, agents: Collection[int]) -> int:
    """Says how many there were."""
    return tx.execute(sa.delete(documents).where(*_of_agents(tx, agents))).rowcount


def _of_agents(tx: Transaction, agents: Collection[int]) -> tuple[sa.ColumnElement[bool], ...]:
    return (mine(tx, documents), documents.c.agent.in_(agents))
