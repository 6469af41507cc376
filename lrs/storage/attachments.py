"""The contents of attachments, each kept once under its hash."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from foundation.database import Transaction, insert_ignoring, mine
from lrs.rules.attachments import Content
from lrs.storage.tables import attachments


def keep(tx: Transaction, contents: Sequence[Content]) -> None:
    """Those that are new."""
    rows = [
        {"sha2": one.sha2, "content_type": one.content_type, "content": one.content}
        for one in sorted(contents, key=lambda one: one.sha2)
    ]
    insert_ignoring(tx, attachments, rows, keys=["sha2"])


def known(tx: Transaction, sha2s: Sequence[str]) -> set[str]:
    wanted = (mine(tx, attachments), attachments.c.sha2.in_(sha2s))
    return set(tx.scalars(sa.select(attachments.c.sha2).where(*wanted)))


def find(tx: Transaction, sha2s: Sequence[str]) -> list[Content]:
    """In the order asked for; content that was never sent (only a fileUrl) is left out."""
    wanted = (mine(tx, attachments), attachments.c.sha2.in_(sha2s))
    columns = (attachments.c.sha2, attachments.c.content_type, attachments.c.content)
    rows = tx.execute(sa.select(*columns).where(*wanted).order_by(attachments.c.sha2))
    kept = {row.sha2: Content(row.sha2, row.content_type, bytes(row.content)) for row in rows}
    return [kept[sha2] for sha2 in sha2s if sha2 in kept]


def remove_others(tx: Transaction, used: Collection[str]) -> int:
    """Take away all contents but these; says how many there were."""
    kept = tx.scalars(sa.select(attachments.c.sha2).where(mine(tx, attachments)))
    gone = sorted(set(kept).difference(used))
    for sha2 in gone:
        tx.execute(sa.delete(attachments).where(mine(tx, attachments), attachments.c.sha2 == sha2))
    return len(gone)
