"""Which statement is found through which other: StatementRef, followed to the end.

A statement whose object is a StatementRef matches every filter its target matches, recursively
(Communication §2.1.3, filter conditions for StatementRefs).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

import msgspec

from lrs.rules.json_text import write_json
from lrs.rules.received import Received
from lrs.rules.shapes import Actor, StatementShape
from lrs.rules.terms import terms_of

FURTHEST = 100
"""How many statements a chain is followed through."""


class Node(msgspec.Struct, frozen=True):
    """A statement as far as links matter: its own terms and where it points."""

    seq: int
    terms: frozenset[int]
    refers_to: UUID | None


Look = Callable[[UUID], Node | None]


def node_of_text(seq: int, text: str) -> Node:
    """The node of a stored statement, from its text."""
    body: dict[str, Any] = msgspec.json.decode(text)
    shape = msgspec.json.decode(write_json(body), type=StatementShape)
    target = shape.object
    refers = target.object_type == "StatementRef"
    return Node(
        seq=seq,
        terms=frozenset(terms_of(shape, msgspec.convert(body["authority"], Actor))),
        refers_to=UUID(str(target.id)) if refers else None,
    )


def node_of(seq: int, received: Received) -> Node:
    return Node(seq=seq, terms=frozenset(received.terms), refers_to=received.refers_to)


def inherited(node: Node, look: Look) -> Iterator[tuple[int, int, int]]:
    """Postings (term, seq, via) that `node` owes to the statements it points at."""
    for target in _downstream(node, look):
        for term in target.terms:
            yield (term, node.seq, target.seq)


def _downstream(node: Node, look: Look) -> Iterator[Node]:
    seen = {node.seq}
    here = node
    while here.refers_to is not None and len(seen) < FURTHEST:
        target = look(here.refers_to)
        if target is None or target.seq in seen:
            return
        seen.add(target.seq)
        yield target
        here = target


def all_inherited(nodes: Iterable[Node], look: Look) -> set[tuple[int, int, int]]:
    return {posting for node in nodes for posting in inherited(node, look)}
