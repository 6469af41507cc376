"""A statement as it is stored: what hooks and rebuilds are given."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from lrs.rules.received import Numbered
from lrs.rules.sequence import stored_at
from lrs.rules.statements import VOIDED
from lrs.rules.values import moment_of


class Statement(msgspec.Struct, frozen=True):
    """`body` is the JSON as it goes out, with id, stored, timestamp, authority and version; its
    numbers are Python's.

    On its way in, `filled` names what its sender left out and we filled in: id, timestamp.
    """

    id: UUID
    seq: int
    stored: datetime
    body: dict[str, Any]
    filled: tuple[str, ...] = ()

    @property
    def timestamp(self) -> datetime:
        return moment_of(self.body["timestamp"], strict=False) or self.stored

    @property
    def actor(self) -> dict[str, Any]:
        actor: dict[str, Any] = self.body["actor"]
        return actor

    @property
    def verb(self) -> str:
        """The verb's IRI."""
        return str(self.body["verb"]["id"])

    @property
    def object(self) -> dict[str, Any]:
        target: dict[str, Any] = self.body["object"]
        return target

    @property
    def result(self) -> dict[str, Any]:
        result: dict[str, Any] = self.body.get("result", {})
        return result

    @property
    def context(self) -> dict[str, Any]:
        context: dict[str, Any] = self.body.get("context", {})
        return context

    @property
    def authority(self) -> dict[str, Any]:
        authority: dict[str, Any] = self.body["authority"]
        return authority

    @property
    def registration(self) -> UUID | None:
        said = self.context.get("registration")
        return UUID(said) if said else None

    @property
    def grouping(self) -> tuple[str, ...]:
        return self.activity_ids("grouping")

    def activity_ids(self, role: str) -> tuple[str, ...]:
        """The ids of the context activities in one role: parent, grouping, category, other."""
        given = self.context.get("contextActivities", {}).get(role, ())
        return tuple(activity["id"] for activity in given)

    @property
    def voids(self) -> UUID | None:
        """The statement that this one takes back, if it does that."""
        return UUID(self.object["id"]) if self.verb == VOIDED else None


def as_stored(one: Numbered) -> Statement:
    """A newcomer as hooks see it: exactly what a reader will get."""
    received = one.received
    body: dict[str, Any] = msgspec.json.decode(one.text)
    return Statement(received.id, one.seq, stored_at(one.seq), body, received.filled)
