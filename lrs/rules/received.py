"""A statement on its way in: checked, filled in, and ready to be stored."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET

from lrs.rules.contexts import ROLES
from lrs.rules.json_text import read_json, write_json
from lrs.rules.sequence import seq_at, stored_at
from lrs.rules.shapes import Actor, Object, StatementShape
from lrs.rules.statements import VOIDED
from lrs.rules.terms import authority_term, terms_of
from lrs.rules.values import in_utc, moment_of
from lrs.rules.versions import Version

NewId = Callable[[], UUID]

Definition = tuple[str, dict[str, Any]]
"""An activity's id and what is said of it."""


class Received(msgspec.Struct, frozen=True, gc=False):
    """All that storing needs, and no more, for there may be ten thousand: `text` is the
    statement's JSON without its `stored`.

    `authority` is the term of who asserts it, `defines` are the activities it describes, `filled`
    names what its sender left out: id, timestamp.
    """

    id: UUID
    text: str
    authority: int
    terms: tuple[int, ...]
    refers_to: UUID | None
    voids: bool
    sha2s: tuple[str, ...]
    defines: tuple[Definition, ...]
    filled: tuple[str, ...] = ()

    @property
    def body(self) -> dict[str, Any]:
        """Read anew each time."""
        body: dict[str, Any] = read_json(self.text.encode())
        return body


class Filling:
    """Gives each statement what the record store owes it (Data §2.4), save its `stored`."""

    def __init__(self, authority: dict[str, Any], version: Version, new_id: NewId) -> None:
        self._authority = authority
        self._who = msgspec.convert(authority, Actor)
        self._term = authority_term(authority)
        self._version = version
        self._new_id = new_id
        self._definitions: dict[str, dict[str, Any]] = {}

    def received(self, body: dict[str, Any], shape: StatementShape) -> Received:
        filled = tuple(name for name in ("id", "timestamp") if name not in body)
        statement_id = UUID(shape.id) if shape.id is not UNSET else self._new_id()
        body["id"] = str(statement_id)
        body["authority"] = self._authority
        if shape.version is UNSET:
            body["version"] = "2.0.0" if self._version.is_v2 else "1.0.0"
        body.pop("stored", None)
        make_uniform(body, shape, self._version)
        target = shape.object
        refers = target.object_type == "StatementRef"
        return Received(
            id=statement_id,
            text=write_json(body).decode(),
            authority=self._term,
            terms=tuple(terms_of(shape, self._who)),
            refers_to=UUID(str(target.id)) if refers else None,
            voids=refers and shape.verb.id == VOIDED,
            sha2s=tuple(sha2s_in(shape)),
            defines=tuple(self._held_once(*one) for one in definitions_in(body)),
            filled=filled,
        )

    def _held_once(self, identifier: str, definition: dict[str, Any]) -> Definition:
        """Most often the whole batch says the very same of an activity."""
        held = self._definitions.setdefault(identifier, definition)
        return identifier, held if held == definition else definition


def definitions_in(body: dict[str, Any]) -> Iterator[Definition]:
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


def make_uniform(body: dict[str, Any], shape: StatementShape | Object, version: Version) -> None:
    """Context activities become lists (Data §2.4.6.2); in 2.0 timestamps are written in UTC."""
    if shape.context is not UNSET and shape.context.context_activities is not UNSET:
        activities = body["context"]["contextActivities"]
        for role in ROLES:
            if isinstance(activities.get(role), dict):
                activities[role] = [activities[role]]
    if version.is_v2 and shape.timestamp is not UNSET:
        body["timestamp"] = timestamp_in_utc(shape.timestamp)
    if shape.object is not UNSET and shape.object.object_type == "SubStatement":
        make_uniform(body["object"], shape.object, version)


def timestamp_in_utc(text: str) -> str:
    if text.endswith(("Z", "+00:00")):
        return text
    moment = moment_of(text)
    return in_utc(moment) if moment else text


def sha2s_in(shape: StatementShape) -> list[str]:
    """The hashes of all attachments, also those of a SubStatement."""
    found = list(shape.attachments or ())
    if shape.object.object_type == "SubStatement":
        found += shape.object.attachments or ()
    return [attachment.sha2.lower() for attachment in found]


class Numbered(msgspec.Struct, frozen=True, gc=False):
    """A statement with its place in the order; `text` is what is kept and sent out."""

    seq: int
    text: str
    received: Received


def numbered(fresh: Sequence[Received], ticks: int, writer: int) -> list[Numbered]:
    """One tick each, so that `stored` tells them apart; the first gets `ticks`."""
    return [number_at(one, seq_at(ticks + place, writer)) for place, one in enumerate(fresh)]


def number_at(received: Received, seq: int) -> Numbered:
    """`timestamp` is `stored` where it was not given (Data §2.4.7)."""
    stored = in_utc(stored_at(seq))
    timestamp = f'"timestamp":"{stored}",' if "timestamp" in received.filled else ""
    text = f'{received.text[:-1]},{timestamp}"stored":"{stored}"}}'
    return Numbered(seq=seq, text=text, received=received)
