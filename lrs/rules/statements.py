"""The rules for statements: shape first, then one chain of checks in the standard's order."""

from collections.abc import Callable, Iterator
from functools import partial
from operator import attrgetter
from typing import Any, NoReturn
from uuid import UUID

import msgspec
from msgspec import UNSET

from lrs.rules.activities import check_activity, check_language_map
from lrs.rules.actors import check_actor, check_authority
from lrs.rules.contexts import check_context
from lrs.rules.json_text import read_json
from lrs.rules.places import Place, expect, reject
from lrs.rules.problems import EmptyBatch, RepeatedId
from lrs.rules.results import check_attachments, check_result
from lrs.rules.shapes import Object, StatementShape, Verb
from lrs.rules.typed import reject_shape
from lrs.rules.values import is_iri, is_uuid, moment_of
from lrs.rules.versions import Version, may_have_version

VOIDED = "http://adlnet.gov/expapi/verbs/voided"

_ACTIVITY = {"id", "definition"}
_ACTOR = {"name", "mbox", "mbox_sha1sum", "openid", "account", "member"}
_SUBSTATEMENT = {"actor", "verb", "object", "result", "context", "timestamp", "attachments"}
_ALL = _ACTIVITY | _ACTOR | _SUBSTATEMENT
_OWN = {
    "Activity": _ACTIVITY,
    "Agent": _ACTOR,
    "Group": _ACTOR,
    "StatementRef": {"id"},
    "SubStatement": _SUBSTATEMENT,
}
_FOREIGN = {kind: tuple(sorted(_ALL - own)) for kind, own in _OWN.items()}
_FOREIGN_VALUES = {kind: attrgetter(*names) for kind, names in _FOREIGN.items()}
_NOTHING = {kind: (UNSET,) * len(names) for kind, names in _FOREIGN.items()}

_shape = msgspec.json.Decoder(StatementShape)
_apart = msgspec.json.Decoder(list[msgspec.Raw])

Sent = tuple[dict[str, Any], StatementShape]
"""A statement as it came, and as a checked shape."""


def read_batch(raw: bytes, version: Version) -> list[Sent]:
    """The statements of a request's body."""
    return list(read_each(raw, version))


def read_each(raw: bytes, version: Version) -> Iterator[Sent]:
    """The same one by one, so that nobody need hold them all: read, one is far larger."""
    begin = raw.lstrip()[:1]
    if begin not in (b"[", b"{"):
        read_json(raw)
        reject("shape", ("statements",), reason="must be a statement or an array of statements.")
    texts = [raw] if begin == b"{" else _taken_apart(raw)
    if not texts:
        raise EmptyBatch
    seen: set[str] = set()
    for number, text in enumerate(texts):
        body, shape = read_at(bytes(text), number, version)
        if shape.id is not UNSET:
            said = shape.id.lower()
            if said in seen:
                raise RepeatedId(id=said)
            seen.add(said)
        yield body, shape


def _taken_apart(raw: bytes) -> list[msgspec.Raw]:
    try:
        return _apart.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        read_json(raw)
        raise


def read_at(raw: bytes, number: int, version: Version) -> Sent:
    """The statement with that number in its batch."""
    at: Place = ("statements", number)
    body = read_json(raw)
    try:
        shape = _shape.decode(raw)
    except msgspec.ValidationError as fault:
        reject_shape(fault, at)
    check_statement(shape, at, version)
    return body, shape


def read_one(raw: bytes, wanted: UUID, version: Version) -> Sent:
    """The one statement of a PUT; it gets the id of the address (Communication §2.1.1)."""
    batch = read_batch(raw, version)
    if raw.lstrip()[:1] != b"{":
        reject("shape", ("statements",), reason="must be one statement, not an array.")
    body, shape = batch[0]
    if shape.id is not UNSET and UUID(shape.id) != wanted:
        reject("id-as-asked", ("statements", 0), "id")
    shape.id = body["id"] = str(wanted)
    return body, shape


def check_statement(shape: StatementShape, at: Place, version: Version) -> None:
    """Data §2.4, property by property."""
    if shape.id is not UNSET and not is_uuid(shape.id):
        reject("uuid", at, "id")
    _check_core(shape, at, version)
    if shape.stored is not UNSET:
        _check_moment(shape.stored, (*at, "stored"), version)
    if shape.authority is not UNSET:
        check_authority(shape.authority, (*at, "authority"))
    if shape.version is not UNSET:
        expect(may_have_version(shape.version, version), "version", at, "version")


def _check_core(shape: StatementShape | Object, at: Place, version: Version) -> None:
    """What statements and SubStatements have in common."""
    actor, verb, target = shape.actor, shape.verb, shape.object
    if actor is UNSET or verb is UNSET or target is UNSET:
        reject("required", at, _first_missing(shape))
    check_actor(actor, (*at, "actor"))
    _check_verb(verb, (*at, "verb"))
    _check_object(target, (*at, "object"), version)
    kind = target.object_type
    expect(verb.id != VOIDED or kind == "StatementRef", "voiding", at, "object")
    if shape.result is not UNSET:
        check_result(shape.result, (*at, "result"))
    if shape.context is not UNSET:
        about_activity = kind is UNSET or kind == "Activity"
        check_context(shape.context, (*at, "context"), version, about_activity=about_activity)
    if shape.timestamp is not UNSET:
        _check_moment(shape.timestamp, (*at, "timestamp"), version)
    if shape.attachments is not UNSET:
        check_attachments(shape.attachments, (*at, "attachments"))


def _first_missing(shape: StatementShape | Object) -> str:
    return next(name for name in ("actor", "verb", "object") if getattr(shape, name) is UNSET)


def _check_verb(verb: Verb, at: Place) -> None:
    if not is_iri(verb.id):
        reject("iri", at, "id")
    check_language_map(verb.display, at, "display")


def _check_moment(text: str, at: Place, version: Version) -> None:
    if moment_of(text, strict=version.is_v2) is None:
        reject("timestamp", at)


def _check_object(target: Object, at: Place, version: Version) -> None:
    kind = "Activity" if target.object_type is UNSET else target.object_type
    check = _CHECKS.get(kind)
    if check is None:
        reject("object-type", at, "objectType")
    foreign = _FOREIGN_VALUES[kind](target)
    if foreign != _NOTHING[kind]:
        _reject_foreign(target, kind, at)
    check(target, at, version)


def _reject_foreign(target: Object, kind: str, at: Place) -> NoReturn:
    name = next(one for one in _FOREIGN[kind] if getattr(target, one) is not UNSET)
    reject("property", at, name)


def _check_reference(target: Object, at: Place, _version: Version) -> None:
    if target.id is UNSET:
        reject("required", at, "id")
    expect(is_uuid(target.id), "uuid", at, "id")


def _check_substatement(target: Object, at: Place, version: Version) -> None:
    """No id, stored, version or authority, and no SubStatement inside (Data §2.4.4.3)."""
    if target.object is not UNSET and target.object.object_type == "SubStatement":
        reject("no-nesting", at, "object")
    _check_core(target, at, version)


def _without_version(check: Any, target: Object, at: Place, _version: Version) -> None:
    check(target, at)


_CHECKS: dict[str, Callable[[Object, Place, Version], None]] = {
    "Activity": partial(_without_version, check_activity),
    "Agent": partial(_without_version, check_actor),
    "Group": partial(_without_version, check_actor),
    "StatementRef": _check_reference,
    "SubStatement": _check_substatement,
}
