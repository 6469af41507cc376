"""The contents of attachments, each kept once under its hash, in pieces of a megabyte."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from foundation.database import Transaction, insert_ignoring, mine
from lrs.rules.attachments import Content, Described, let_go
from lrs.storage.tables import attachments

PIECE = 1024 * 1024


def keep(tx: Transaction, contents: Sequence[Content]) -> None:
    """Those that are new. One order for all writers, so that two never wait for each other."""
    here = known(tx, [one.sha2 for one in contents])
    for one in sorted(contents, key=lambda one: one.sha2):
        for place in range(0 if one.sha2 in here else max(1, -(-len(one.content) // PIECE))):
            piece = bytes(one.content[place * PIECE : (place + 1) * PIECE])
            row = {"sha2": one.sha2, "piece": place, "content_type": one.content_type}
            insert_ignoring(tx, attachments, [{**row, "content": piece}], keys=["sha2", "piece"])
            let_go(one.content)


def known(tx: Transaction, sha2s: Sequence[str]) -> set[str]:
    wanted = (mine(tx, attachments), attachments.c.sha2.in_(sha2s), attachments.c.piece == 0)
    return set(tx.scalars(sa.select(attachments.c.sha2).where(*wanted)))


def described(tx: Transaction, sha2s: Sequence[str]) -> list[Described]:
    """In the order asked for; content that was never sent (only a fileUrl) is left out."""
    a = attachments.c
    wish = (
        sa.select(
            a.sha2,
            sa.func.max(a.content_type),
            sa.cast(sa.func.sum(sa.func.length(a.content)), sa.BigInteger),
            sa.func.count(),
        )
        .where(mine(tx, attachments), a.sha2.in_(sha2s))
        .group_by(a.sha2)
    )
    kept = {row[0]: Described(*row) for row in tx.execute(wish).all()}
    return [kept[sha2] for sha2 in sha2s if sha2 in kept]


def piece(tx: Transaction, sha2: str, place: int) -> bytes:
    """One piece; nothing where the content was removed meanwhile."""
    a = attachments.c
    here = (mine(tx, attachments), a.sha2 == sha2, a.piece == place)
    return bytes(tx.scalar(sa.select(a.content).where(*here)) or b"")


def find(tx: Transaction, sha2s: Sequence[str]) -> list[Content]:
    """Whole contents, as `described` lists them."""
    return [
        Content(
            one.sha2,
            one.content_type,
            b"".join(piece(tx, one.sha2, place) for place in range(one.pieces)),
        )
        for one in described(tx, sha2s)
    ]


def remove_others(tx: Transaction, used: Collection[str]) -> int:
    """Take away all contents but these; says how many there were."""
    first = (mine(tx, attachments), attachments.c.piece == 0)
    kept = tx.scalars(sa.select(attachments.c.sha2).where(*first))
    gone = sorted(set(kept).difference(used))
    for sha2 in gone:
        tx.execute(sa.delete(attachments).where(mine(tx, attachments), attachments.c.sha2 == sha2))
    return len(gone)
