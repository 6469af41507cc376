"""Remember what statements say of activities: definitions grow together (Data §2.4.4.1)."""

from collections.abc import Iterator, Sequence
from typing import Any

from foundation.database import Transaction
from lrs.rules.activities import merged_definition
from lrs.rules.contexts import ROLES
from lrs.rules.json_text import read_json, write_json
from lrs.rules.received import Received
from lrs.storage import activities


def remember_activities(tx: Transaction, fresh: Sequence[Received]) -> None:
    """The newest definition counts; a row changes only when the definition really does."""
    said: dict[str, dict[str, Any]] = {}
    for one in fresh:
        for identifier, definition in definitions_in(one.body):
            before = said.get(identifier)
            if before != definition:
                said[identifier] = merged_definition(before, definition)
    known = activities.texts(tx, sorted(said))
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


def definitions_in(body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The activities a statement describes, in its object, its context and its SubStatement."""
    target = body["object"]
    kind = target.get("objectType", "Activity")
    if kind == "Activity" and "definition" in target:
        yield target["id"], target["definition"]
    if kind == "SubStatement":
        yield from definitions_in(target)
    activities_said = body.get("context", {}).get("contextActivities", {})
    for role in ROLES:
        for activity in activities_said.get(role, ()):
            if "definition" in activity:
                yield activity["id"], activity["definition"]
