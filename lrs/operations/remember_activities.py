"""Remember what statements say of activities: definitions grow together (Data §2.4.4.1)."""

from collections.abc import Mapping, Sequence
from typing import Any

from foundation.database import Transaction
from lrs.rules.activities import merged_definition
from lrs.rules.json_text import read_json, write_json
from lrs.rules.received import Received
from lrs.storage import activities


def remember_activities(
    tx: Transaction, fresh: Sequence[Received], known: Mapping[str, str]
) -> None:
    """The newest definition counts; a row changes only when the definition really does.

    `known` are the definitions that are kept, as JSON texts.
    """
    said: dict[str, dict[str, Any]] = {}
    for one in fresh:
        for identifier, definition in one.defines:
            before = said.get(identifier)
            if before != definition:
                said[identifier] = merged_definition(before, definition)
    for identifier, definition in sorted(said.items()):
        _remember(tx, identifier, definition, known.get(identifier))


def _remember(
    tx: Transaction, identifier: str, definition: dict[str, Any], known: str | None
) -> None:
    """Most often the very same is said again: then the texts are equal, and nothing is read."""
    text = write_json(definition).decode()
    if text == known:
        return
    if known is not None:
        text = write_json(merged_definition(read_json(known.encode()), definition)).decode()
    if text != known:
        activities.define(tx, identifier, text)
