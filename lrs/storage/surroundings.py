"""What a batch meets where it is to be stored, asked on one way to the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, as_rows, each_of, tenant_of, whose
from foundation.trips import ask, question
from foundation.uuids import as_uuid
from lrs.storage import activities
from lrs.storage.statements import LAST, seq_of
from lrs.storage.tables import references, statements, tombstones


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The newest `seq`, those of the batch's statements that are stored, those of which only a
    tombstone tells, whether any is pointed at by a statement that came before, and what is kept
    of the activities it describes, as JSON texts.
    """

    last: int | None
    repeats: tuple[int, ...]
    buried: frozenset[UUID]
    pointed_at: bool
    described: Mapping[str, str]


def surroundings(
    tx: Transaction, ids: Sequence[UUID], described: Sequence[str] = ()
) -> Surroundings:
    """Each id is looked up by itself, and nearly none is there."""
    asked = {"tenant": tenant_of(tx), "values": as_rows(tx, statements.c.id, ids)}
    questions = [question(tx, _surroundings(tx.dialect.name), asked)]
    if described:
        questions.append(activities.question_of(tx, described))
    rows, *kept = ask(tx, *questions)
    last, seqs, buried, pointed_at = zip(*rows, strict=True)
    return Surroundings(
        last=last[0],
        repeats=tuple(seq for seq in seqs if seq is not None),
        buried=frozenset(as_uuid(one) for one in buried if one),
        pointed_at=any(pointed_at),
        described=dict(kept[0]) if kept else {},
    )


@cache
def _surroundings(dialect: str) -> Any:
    """Built once: to build it takes longer than to ask it."""
    wanted = each_of(dialect, statements.c.id)
    pointing = sa.select(references.c.seq).where(
        whose(references), references.c.target == wanted.c.value
    )
    buried = sa.select(tombstones.c.id).where(whose(tombstones), tombstones.c.id == wanted.c.value)
    return sa.select(
        LAST.scalar_subquery().label("last"),
        seq_of(wanted).label("seq"),
        buried.scalar_subquery().label("buried"),
        pointing.exists().label("pointed_at"),
    ).select_from(wanted)
