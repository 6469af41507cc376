"""Who writes and reads: credentials, their scopes, and what they may say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from msgspec import UNSET

from lrs.rules.places import written
from lrs.rules.problems import NotAllowedHere, ScopeMissing
from lrs.rules.shapes import StatementShape


class Scope(StrEnum):
    """What a credential may do (Communication §4.1)."""

    STATEMENTS_WRITE = "statements/write"
    STATEMENTS_READ = "statements/read"
    STATEMENTS_READ_MINE = "statements/read/mine"
    STATE = "state"
    PROFILE = "profile"
    DEFINE = "define"
    ALL_READ = "all/read"
    ALL = "all"


WIDER: Mapping[Scope, tuple[Scope, ...]] = {
    Scope.STATEMENTS_READ_MINE: (Scope.STATEMENTS_READ, Scope.ALL_READ, Scope.ALL),
    Scope.STATEMENTS_READ: (Scope.ALL_READ, Scope.ALL),
    Scope.STATEMENTS_WRITE: (Scope.ALL,),
    Scope.STATE: (Scope.ALL,),
    Scope.PROFILE: (Scope.ALL,),
    Scope.DEFINE: (Scope.ALL,),
    Scope.ALL_READ: (Scope.ALL,),
    Scope.ALL: (),
}
"""Which scopes say more than the one asked for."""


@dataclass(frozen=True, slots=True)
class Credential:
    """Someone who was let in; `authority` is set on all it writes (Data §2.4.9).

    `registration` limits what it reads to that registration. With `activity_prefixes` or `verbs`
    it writes only about those; empty means anything.
    """

    tenant: int
    id: str
    authority: dict[str, Any]
    scopes: frozenset[Scope]
    registration: UUID | None = None
    subject: str | None = None
    activity_prefixes: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()

    def may(self, scope: Scope) -> bool:
        return scope in self.scopes or not self.scopes.isdisjoint(WIDER[scope])

    def expect(self, scope: Scope) -> None:
        if not self.may(scope):
            raise ScopeMissing(scope=scope.value)

    def expect_reading(self, scope: Scope) -> None:
        """To read documents, `all/read` is enough too."""
        if not self.may(Scope.ALL_READ):
            self.expect(scope)


@dataclass(frozen=True, slots=True)
class KeptCredential:
    """A credential as its table shows it: everything but the secret."""

    key: str
    tenant: int
    title: str
    authority: dict[str, Any]
    scopes: tuple[str, ...]
    activity_prefixes: tuple[str, ...]
    verbs: tuple[str, ...]
    created: datetime
    withdrawn: datetime | None


def expect_allowed(credential: Credential, shape: StatementShape, number: int) -> None:
    """Refuse what this credential may not say: a verb or an activity outside its own."""
    if credential.verbs and shape.verb.id not in credential.verbs:
        where = written(("statements", number, "verb", "id"))
        raise NotAllowedHere(place=where, value=shape.verb.id)
    prefixes, target = credential.activity_prefixes, shape.object
    about_activity = target.object_type in (UNSET, "Activity")
    if prefixes and about_activity and not str(target.id).startswith(prefixes):
        where = written(("statements", number, "object", "id"))
        raise NotAllowedHere(place=where, value=str(target.id))
