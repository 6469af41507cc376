"""Who writes and reads: credentials, their scopes, how long they last, and what they may say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from msgspec import UNSET

from lrs.rules.places import written
from lrs.rules.problems import CredentialEnded, NotAllowedHere, RateRejected, ScopeMissing
from lrs.rules.shapes import StatementShape
from lrs.rules.values import in_utc

_RATE = re.compile(r"[1-9][0-9]{0,8}/(second|minute|hour|day)")


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
    PACKAGES = "packages"


WIDER: Mapping[Scope, tuple[Scope, ...]] = {
    Scope.STATEMENTS_READ_MINE: (Scope.STATEMENTS_READ, Scope.ALL_READ, Scope.ALL),
    Scope.STATEMENTS_READ: (Scope.ALL_READ, Scope.ALL),
    Scope.STATEMENTS_WRITE: (Scope.ALL,),
    Scope.STATE: (Scope.ALL,),
    Scope.PROFILE: (Scope.ALL,),
    Scope.DEFINE: (Scope.ALL,),
    Scope.ALL_READ: (Scope.ALL,),
    Scope.ALL: (),
    Scope.PACKAGES: (),
}
"""Which scopes say more than the one asked for. `packages` opens nothing of a record store and is
in no other scope: it is for who keeps content beside it."""


@dataclass(frozen=True, slots=True)
class Credential:
    """Someone who was let in; `authority` is set on all it writes (Data §2.4.9).

    `registration` limits what it reads to that registration. With `activity_prefixes` or `verbs`
    it writes only about those; empty means anything. `ends` is the moment, known beforehand,
    from which whoever shows the same is let in no more. `context` is added to each statement it
    writes. Who `rehearses` is held to every rule, and no statement of hers is kept.
    """

    tenant: int
    id: str
    authority: dict[str, Any]
    scopes: frozenset[Scope]
    registration: UUID | None = None
    subject: str | None = None
    activity_prefixes: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    ends: datetime | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    rehearses: bool = False

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
    """A credential as its table shows it: everything but the secrets.

    `former_until` is the moment up to which the secret before this one works; `used` the last
    day on which it was let in; `rate` how often it may ask, such as `600/minute`.
    """

    key: str
    tenant: int
    title: str
    authority: dict[str, Any]
    scopes: tuple[str, ...]
    activity_prefixes: tuple[str, ...]
    verbs: tuple[str, ...]
    created: datetime
    withdrawn: datetime | None = None
    expires: datetime | None = None
    former_until: datetime | None = None
    rate: str | None = None
    used: date | None = None

    def ends(self, *, by_former: bool) -> datetime | None:
        """When it stops by itself for who showed its secret, or the one before."""
        moments = (self.expires, self.former_until if by_former else None)
        return min((moment for moment in moments if moment is not None), default=None)

    def expect_open(self, moment: datetime, *, by_former: bool) -> None:
        """Who showed the right secret hears why it opens nothing any more; nobody else does."""
        if self.withdrawn is not None:
            raise CredentialEnded(reason=f"it was withdrawn on {in_utc(self.withdrawn)}")
        replaced = self.former_until if by_former else None
        for reason, until in (
            ("it expired on", self.expires),
            ("this secret was replaced, and worked until", replaced),
        ):
            if until is not None and until <= moment:
                raise CredentialEnded(reason=f"{reason} {in_utc(until)}")


def check_rate(said: str) -> str:
    """A number per second, minute, hour or day."""
    if not _RATE.fullmatch(said):
        raise RateRejected(said=said)
    return said


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
