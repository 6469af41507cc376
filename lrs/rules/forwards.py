"""Forwards: which statements go to which other record store."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

import msgspec

from lrs.rules.actors import identities_of, identity_of
from lrs.rules.attached import hashes_in
from lrs.rules.json_text import read_json, write_json
from lrs.rules.problems import ForwardRejected, ParameterRejected
from lrs.rules.queries import agent_of
from lrs.rules.statements import VOIDED
from lrs.rules.terms import read_actor
from lrs.rules.values import is_iri
from lrs.rules.versions import Version

LONGEST_NAME = 100
BATCH = 50
"""Statements in one request."""

Look = Callable[[UUID], str | None]
"""The text of a stored statement."""


class HasText(Protocol):
    @property
    def body(self) -> str: ...


Kept = TypeVar("Kept", bound=HasText)


class Choice(msgspec.Struct, frozen=True):
    """Which statements go along; empty means any. `agents` are identities, as actor or member."""

    verbs: tuple[str, ...] = ()
    activity_prefixes: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        return not (self.verbs or self.activity_prefixes or self.agents)

    def takes(self, text: str, look: Look) -> bool:
        """What takes a statement back goes where that statement went."""
        if self.is_everything:
            return True
        body: dict[str, Any] = msgspec.json.decode(text)
        if body["verb"]["id"] == VOIDED:
            target = look(UUID(body["object"]["id"]))
            return target is not None and self._takes(msgspec.json.decode(target))
        return self._takes(body)

    def _takes(self, body: dict[str, Any]) -> bool:
        if self.verbs and body["verb"]["id"] not in self.verbs:
            return False
        if self.activity_prefixes and not _activity_in(body).startswith(self.activity_prefixes):
            return False
        return not self.agents or any(
            one in self.agents for one in identities_of(read_actor(body["actor"]))
        )


def _activity_in(body: dict[str, Any]) -> str:
    target = body["object"]
    return str(target["id"]) if target.get("objectType", "Activity") == "Activity" else ""


def choice_of(
    verbs: Sequence[str], activity_prefixes: Sequence[str], agents: Sequence[str]
) -> Choice:
    """`agents` as JSON. Raises `ForwardRejected`."""
    for verb in verbs:
        if not is_iri(verb):
            raise ForwardRejected(field="verb", reason=f"{verb!r} is not an IRI with a scheme.")
    if "" in activity_prefixes:
        raise ForwardRejected(field="activity", reason="must not be empty.")
    return Choice(tuple(verbs), tuple(activity_prefixes), tuple(map(_identity, agents)))


def _identity(agent: str) -> str:
    try:
        return identity_of(agent_of({"agent": agent})) or ""
    except ParameterRejected as fault:
        raise ForwardRejected(field="agent", reason=fault.details["reason"]) from fault


@dataclass(frozen=True, slots=True)
class Forward:
    """`cursor` is the `seq` up to which all statements were looked at; `sent` counts those that
    the other side took.
    """

    name: str
    endpoint: str
    key: str
    version: Version
    choice: Choice
    cursor: int
    sent: int = 0
    paused: bool = False
    last_fault: str | None = None


def check_name(name: str) -> None:
    if not name.strip() or len(name) > LONGEST_NAME or "\0" in name:
        raise ForwardRejected(field="name", reason=f"must have 1 to {LONGEST_NAME} characters.")


def outgoing(text: str) -> bytes:
    """A stored statement as it is sent on: whoever stores it says when, and on whose authority."""
    body = read_json(text.encode())
    return write_json({name: body[name] for name in body if name not in ("stored", "authority")})


def batches(chosen: Sequence[Kept]) -> Iterator[list[Kept]]:
    """In order; what has attachments goes alone, for they may be large."""
    batch: list[Kept] = []
    for one in chosen:
        alone = bool(hashes_in(one.body))
        if batch and (alone or len(batch) == BATCH):
            yield batch
            batch = []
        batch.append(one)
        if alone:
            yield batch
            batch = []
    if batch:
        yield batch
