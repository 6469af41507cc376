"""A person taken out of what others said: one anonymous account stands in for all her names."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from lrs.rules.actors import check_actor, identity_of
from lrs.rules.problems import NobodyNamed
from lrs.rules.shapes import Actor
from lrs.rules.signatures import USAGE as SIGNATURE
from lrs.rules.terms import Kind, term
from lrs.rules.typed import typed

ERASED = "https://w3id.org/leerspoor/erased"
"""The home page of accounts that stand in for somebody who was erased."""

_IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")


@dataclass(frozen=True, slots=True)
class Erasure:
    """All identities of one person, and the name that stands in for them: the same everywhere,
    so that whoever counts people still counts one.
    """

    identities: frozenset[str]
    stand_in: UUID

    @property
    def terms(self) -> set[int]:
        """By which statements that name her are found."""
        kinds = (Kind.AGENT, Kind.RELATED_AGENT)
        return {term(kind, one) for kind in kinds for one in self.identities}

    @property
    def document_terms(self) -> set[int]:
        return {term("agent", one) for one in self.identities}

    def is_by_her(self, body: dict[str, Any]) -> bool:
        return self._is_her(body["actor"])

    def without_her(self, body: dict[str, Any]) -> dict[str, Any]:
        """The statement with the stand-in wherever she was named, in extensions too.

        A signature goes: what was signed holds the statement as it was.
        """
        changed: dict[str, Any] = self.replaced(body)
        for holder in (changed, changed["object"]):
            if "attachments" in holder:
                _drop_signatures(holder)
        return changed

    def replaced(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.replaced(item) for item in value]
        if not isinstance(value, dict):
            return value
        if self._is_her(value):
            return self._stand_in_for(value)
        return {name: self.replaced(item) for name, item in value.items()}

    def _is_her(self, value: dict[str, Any]) -> bool:
        identifiers = {name: value[name] for name in _IDENTIFIERS if name in value}
        try:
            return identity_of(msgspec.convert(identifiers, Actor)) in self.identities
        except msgspec.ValidationError:
            return False

    def _stand_in_for(self, agent: dict[str, Any]) -> dict[str, Any]:
        kind = {"objectType": agent["objectType"]} if "objectType" in agent else {}
        members = {"member": self.replaced(agent["member"])} if "member" in agent else {}
        return {**kind, "account": {"homePage": ERASED, "name": str(self.stand_in)}, **members}


def _drop_signatures(holder: dict[str, Any]) -> None:
    kept = [one for one in holder["attachments"] if one["usageType"] != SIGNATURE]
    if kept:
        holder["attachments"] = kept
    else:
        del holder["attachments"]


def erasure_of(agents: Iterable[dict[str, Any]], stand_in: UUID) -> Erasure:
    """Who is meant by these agents; an e-mail address is meant hashed as well."""
    identities: set[str] = set()
    for number, agent in enumerate(agents):
        actor = typed(agent, Actor, ("person", number))
        check_actor(actor, ("person", number))
        identity = identity_of(actor)
        if identity is not None:
            identities.add(identity)
        if isinstance(actor.mbox, str):
            identities |= {_hashed(actor.mbox), _hashed(str(identity))}
    if not identities:
        raise NobodyNamed
    return Erasure(frozenset(identities), stand_in)


def _hashed(mbox: str) -> str:
    return f"sha1:{hashlib.sha1(mbox.encode(), usedforsecurity=False).hexdigest()}"
