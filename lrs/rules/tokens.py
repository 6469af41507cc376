"""Access tokens: what they may do, and how long (RFC 6749 §4.4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lrs.rules.credentials import Credential, Scope
from lrs.rules.problems import GrantRejected

LIFETIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class KeptToken:
    """What an access token opens; the token itself is not kept."""

    scopes: frozenset[Scope]
    expires: datetime


def granted(credential: Credential, asked: str | None, moment: datetime) -> KeptToken:
    """The scopes asked for, or else all the credential has; for an hour, and never beyond its end.

    `asked` is a list with spaces (RFC 6749 §3.3); a narrower scope than the credential's is given.
    """
    scopes = credential.scopes if asked is None else frozenset(map(_scope, asked.split()))
    for scope in sorted(scopes):
        if not credential.may(scope):
            raise GrantRejected(
                error="invalid_scope", reason=f"This credential lacks the scope {scope.value}."
            )
    expires = moment + LIFETIME
    return KeptToken(scopes, min(expires, credential.ends) if credential.ends else expires)


def _scope(name: str) -> Scope:
    try:
        return Scope(name)
    except ValueError as fault:
        known = ", ".join(Scope)
        raise GrantRejected(
            error="invalid_scope", reason=f"There is no scope {name}; there are: {known}."
        ) from fault
