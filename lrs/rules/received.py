"""A statement on its way in: checked, filled in, and ready to be stored."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET

from lrs.rules.contexts import ROLES
from lrs.rules.json_text import write_json
from lrs.rules.sequence import seq_at, stored_at
from lrs.rules.shapes import Actor, Object, StatementShape
from lrs.rules.statements import VOIDED
from lrs.rules.terms import terms_of
from lrs.rules.values import in_utc, moment_of
from lrs.rules.versions import Version

NewId = Callable[[], UUID]


class Received(msgspec.Struct, frozen=True, gc=False):
    """All that storing needs; `text` is the statement's JSON without its `stored`.

    `filled` names what its sender left out: id, timestamp.
    """

    id: UUID
    body: dict[str, Any]
    text: str
    terms: set[int]
    refers_to: UUID | None
    voids: bool
    sha2s: tuple[str, ...]
    filled: tuple[str, ...] = ()


Sent = tuple[dict[str, Any], StatementShape]


def fill_in(
    sent: Sequence[Sent], authority: dict[str, Any], version: Version, new_id: NewId
) -> list[Received]:
    """Give each statement what the record store owes it (Data §2.4), save its `stored`."""
    who = msgspec.convert(authority, Actor)
    return [_filled_in(body, shape, authority, who, version, new_id) for body, shape in sent]


def _filled_in(
    body: dict[str, Any],
    shape: StatementShape,
    authority: dict[str, Any],
    who: Actor,
    version: Version,
    new_id: NewId,
) -> Received:
    filled = tuple(name for name in ("id", "timestamp") if name not in body)
    statement_id = UUID(shape.id) if shape.id is not UNSET else new_id()
    body["id"] = str(statement_id)
    body["authority"] = authority
    if shape.version is UNSET:
        body["version"] = "2.0.0" if version.is_v2 else "1.0.0"
    body.pop("stored", None)
    make_uniform(body, shape, version)
    target = shape.object
    refers = target.object_type == "StatementRef"
    return Received(
        id=statement_id,
        body=body,
        text=write_json(body).decode(),
        terms=terms_of(shape, who),
        refers_to=UUID(str(target.id)) if refers else None,
        voids=refers and shape.verb.id == VOIDED,
        sha2s=tuple(sha2s_in(shape)),
        filled=filled,
    )


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
