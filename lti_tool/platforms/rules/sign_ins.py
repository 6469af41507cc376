"""How an administrator comes in where no academy is connected yet: by a link, once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from foundation.problems import N_, Conflict, Forbidden
from lti_tool.people.rules import Role

LASTS = timedelta(minutes=15)
ADMINISTRATORS = frozenset({Role.ADMIN, Role.PLATFORM_ADMIN})


class SignInOver(Forbidden):
    text = N_("Deze link is niet (meer) geldig. Vraag een nieuwe.")


class NoAdministrator(Conflict):
    text = "{name} is no administrator, or something else as well: a link opens nobody's record."


@dataclass(frozen=True, slots=True)
class SignIn:
    token_hash: bytes
    tenant: int
    person_id: UUID
    expires: datetime


def is_only_administrator(roles: Iterable[Role]) -> bool:
    """Who has a record of learning comes in by her academy: no command opens that record."""
    held = frozenset(roles)
    return bool(held) and held <= ADMINISTRATORS
