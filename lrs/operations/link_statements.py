"""Let statements be found through the statements they refer to, and hide those that are voided.

Either of the two may arrive first: what points at a newcomer is looked up, and what a newcomer
points at as well.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from foundation.database import Transaction
from lrs.rules.links import Look, Node, all_inherited, node_of, node_of_text
from lrs.rules.received import Numbered
from lrs.rules.statements import VOIDED
from lrs.storage import references, statements, terms


def link_statements(tx: Transaction, new: Sequence[Numbered], *, pointed_at: bool) -> None:
    """`pointed_at`: whether older statements point at a newcomer; most often nothing links."""
    if not pointed_at and not any(one.received.refers_to for one in new):
        return
    fresh = {one.received.id: node_of(one.seq, one.received) for one in new}
    nodes = _Nodes(tx, fresh)
    pointing = _all_pointing_at(tx, list(fresh))
    older = [node for one in pointing if (node := nodes(one.id)) is not None]
    terms.insert_missing(tx, all_inherited([*fresh.values(), *older], nodes))
    _hide_voided(tx, new, pointing)


def relink_statements(
    tx: Transaction, before: Mapping[UUID, Node], after: Mapping[UUID, Node]
) -> None:
    """Let everything be found by what is true `after`; what is only in `before` goes away.

    To be called while the store still holds what was before.
    """
    touched = {*before, *(one.id for one in _all_pointing_at(tx, list(before)))}
    had = _postings(touched, _Nodes(tx, before))
    has = _postings(touched, _Nodes(tx, {**dict.fromkeys(before), **after}))
    terms.remove(tx, had - has)
    terms.insert_missing(tx, has - had)


def _postings(ids: Collection[UUID], nodes: Look) -> set[tuple[int, int, int]]:
    """Everything that these statements are found by, of their own and through others."""
    found = [node for one in ids if (node := nodes(one)) is not None]
    own = {(term, node.seq, node.seq) for node in found for term in node.terms}
    return own | all_inherited(found, nodes)


class _Nodes:
    """Looks nodes up: among the newcomers, else in the store; each once."""

    def __init__(self, tx: Transaction, known: Mapping[UUID, Node | None]) -> None:
        self._tx = tx
        self._known = {**known}

    def __call__(self, statement_id: UUID) -> Node | None:
        if statement_id not in self._known:
            kept = statements.find(self._tx, statement_id)
            self._known[statement_id] = node_of_text(kept.seq, kept.body) if kept else None
        return self._known[statement_id]


def _all_pointing_at(tx: Transaction, ids: Sequence[UUID]) -> list[references.Reference]:
    """Those pointing at `ids`, those pointing at them, and so on; chains may be circles."""
    found: dict[int, references.Reference] = {}
    targets = set(ids)
    while targets:
        newer = [one for one in references.pointing_at(tx, targets) if one.seq not in found]
        found.update({one.seq: one for one in newer})
        targets = {one.id for one in newer}
    return list(found.values())


def _hide_voided(
    tx: Transaction, new: Sequence[Numbered], pointing: Sequence[references.Reference]
) -> None:
    """A voiding statement cannot be voided itself (Data §2.3.2)."""
    sent = [one.received for one in new]
    targets = {one.refers_to for one in sent if one.voids and one.refers_to}
    targets |= {one.target for one in pointing if one.voids}
    if targets:
        kept = statements.kept(tx, list(targets)).values()
        hidden = [one.seq for one in kept if f'"{VOIDED}"' not in one.body or not _voids(one.body)]
        statements.mark_voided(tx, hidden)


def _voids(text: str) -> bool:
    return statements.as_statement(0, UUID(int=0), text).verb == VOIDED
