"""Make a link that lets an administrator in once, and let her in."""

from uuid import UUID

from foundation.database import Transaction
from foundation.identifiers import fingerprint, new_token
from lti_tool.people.operations import add_person, appoint, memberships_of, person
from lti_tool.people.rules import Person, Role
from lti_tool.platforms.rules.sign_ins import (
    LASTS,
    NoAdministrator,
    SignIn,
    SignInOver,
    is_only_administrator,
)
from lti_tool.platforms.storage import sign_ins
from lti_tool.shell.operations import NewVisit, start_visit
from lti_tool.shell.tool import Tool


def add_administrator(tool: Tool, tenant: int, name: str, role: Role) -> Person:
    """Somebody who only looks after academies, and learns nothing here."""
    with tool.database.writing(tenant) as tx:
        made = add_person(tx, name)
        appoint(tx, made.id, role, None, tool.clock().date())
        return made


def make_link(tool: Tool, tenant: int, person_id: UUID) -> str:
    """An address that lets her in once, within `LASTS`. Raises NoAdministrator."""
    token = new_token()
    made = SignIn(fingerprint(token), tenant, person_id, tool.clock() + LASTS)
    with tool.database.reading(tenant) as tx:
        found = person(tx, person_id)
        if not _is_administrator(tool, tx, person_id):
            raise NoAdministrator(name=found.name)
    with tool.database.writing(None) as tx:
        sign_ins.add(tx, made)
    return f"{tool.tool_url}/lti/beheer/{token}"


def sign_in(tool: Tool, token: str) -> NewVisit:
    """Raises SignInOver, also where she is no administrator any more."""
    with tool.database.writing(None) as tx:
        taken = sign_ins.take(tx, fingerprint(token))
    if taken is None or taken.expires <= tool.clock():
        raise SignInOver
    with tool.database.writing(taken.tenant) as tx:
        if not _is_administrator(tool, tx, taken.person_id):
            raise SignInOver
        return start_visit(
            tx, tenant=taken.tenant, person_id=taken.person_id, at=tool.clock(), locale="nl"
        )


def _is_administrator(tool: Tool, tx: Transaction, person_id: UUID) -> bool:
    held = memberships_of(tx, person_id, tool.clock().date())
    return is_only_administrator(membership.role for membership in held)
