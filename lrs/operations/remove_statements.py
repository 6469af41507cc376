"""Take statements out of the record store: their text, what they are found by, where they point.

What points at them stays and simply points at something unknown, as xAPI allows.
"""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from foundation.database import Transaction
from lrs.operations.link_statements import relink_statements
from lrs.rules.attached import hashes_in
from lrs.rules.json_text import read_json
from lrs.rules.links import node_of_text
from lrs.rules.statements import VOIDED
from lrs.rules.terms import authority_term
from lrs.storage import attachments, forwards, references, removals, statements
from lrs.storage.statements import KeptStatement, as_statement

BATCH = 200
"""Statements per transaction: other writers wait no longer than these take."""

Progress = Callable[[int], object]
"""Called with the number of statements done so far."""

Kept = Mapping[UUID, KeptStatement]


def without_guards(tx: Transaction, wanted: Kept) -> dict[UUID, KeptStatement]:
    """Those that may go: what voids a statement goes with it or after it, never before.

    Otherwise whoever reads all statements again would believe the voided one.
    """
    voids = {key: target for key, one in wanted.items() if (target := _voided_by(one))}
    standing = set(statements.kept(tx, list(voids.values()))) - set(wanted)
    return {key: one for key, one in wanted.items() if voids.get(key) not in standing}


def _voided_by(kept: KeptStatement) -> UUID | None:
    if f'"{VOIDED}"' not in kept.body:
        return None
    return as_statement(kept.seq, kept.id, kept.body).voids


def replace_statements(tx: Transaction, gone: Kept, changed: Kept, texts: Sequence[str]) -> None:
    """Remove `gone`, and keep another text for each of `changed`; in the writer's turn."""
    rewritten = dict(zip(changed, texts, strict=True))
    nodes = {key: node_of_text(one.seq, one.body) for key, one in {**gone, **changed}.items()}
    new_nodes = {key: node_of_text(changed[key].seq, text) for key, text in rewritten.items()}
    relink_statements(tx, nodes, new_nodes)
    seqs = [one.seq for one in gone.values()]
    references.remove(tx, seqs)
    statements.remove(tx, seqs)
    for key, text in rewritten.items():
        authority = authority_term(read_json(text.encode())["authority"])
        statements.rewrite(tx, changed[key].seq, authority, text)
    removals.bury(tx, [*gone, *changed])
    forwards.forget(tx, [one.seq for one in (*gone.values(), *changed.values())])


def drop_unused_contents(tx: Transaction) -> int:
    """Take away what is attached to no statement any more; says how many contents that were."""
    statements.wait_for_turn(tx)
    texts = statements.with_attachments(tx)
    return attachments.remove_others(tx, {sha2 for text in texts for sha2 in hashes_in(text)})
