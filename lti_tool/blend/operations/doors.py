"""Who stands at the door outside the academy: to which tenant a code or phone leads."""

from datetime import datetime, timedelta
from uuid import UUID

from foundation.database import Transaction, tenant_of
from foundation.identifiers import fingerprint, new_token
from foundation.turns import take_turn
from lti_tool.blend.rules.codes import (
    Door,
    DoorKind,
    Lead,
    Receipt,
    check_ticket,
    personal_code,
    personal_lookup,
)
from lti_tool.blend.rules.problems import NoPersonalCode, WrongCode, WrongPersonalCode
from lti_tool.blend.storage import doors
from lti_tool.blend.storage.doors import PersonalCode
from lti_tool.people.operations import person
from lti_tool.people.rules import Person, Viewer
from lti_tool.shell.tool import Tool

REMEMBERED = timedelta(days=365)


def door_of(tool: Tool, session_id: UUID) -> Door:
    return Door(tool.secret, session_id)


def tenant_of_session(tool: Tool, session_id: UUID) -> int:
    with tool.database.reading(None) as tx:
        lead = doors.find(tx, DoorKind.SESSION, session_id.bytes, tool.clock())
    if lead is None:
        raise WrongCode
    return lead.tenant


def tenant_of_receipt(tool: Tool, receipt: Receipt) -> int:
    tenant = tenant_of_session(tool, receipt.session_id)
    check_ticket(
        door_of(tool, receipt.session_id),
        receipt.ticket,
        tool.clock(),
        bearer=str(receipt.person_id),
    )
    return tenant


def bearer_at_door(tool: Tool, personal: str | None, phone: str | None) -> Lead:
    """Who stands at the door: a typed personal code wins over what the phone remembers."""
    with tool.database.reading(None) as tx:
        if typed := (personal or "").strip():
            key = personal_lookup(tool.secret, typed)
            lead = doors.find(tx, DoorKind.PERSON, key, tool.clock())
        else:
            lead = phone_lead(tx, tool, phone)
    if lead is None:
        raise WrongPersonalCode if typed else NoPersonalCode
    return lead


def phone_lead(tx: Transaction, tool: Tool, phone: str | None) -> Lead | None:
    return doors.find(tx, DoorKind.PHONE, fingerprint(phone), tool.clock()) if phone else None


def person_of_phone(tool: Tool, tx: Transaction, phone: str | None) -> Person | None:
    lead = phone_lead(tx, tool, phone)
    if lead is None or lead.tenant != tenant_of(tx):
        return None
    return person(tx, lead.subject_id)


def remember_phone(tx: Transaction, bearer: Lead, at: datetime) -> str:
    """A phone that may say next time who holds it; for a year."""
    token = new_token()
    until = at + REMEMBERED
    doors.forget_before(tx, at)
    doors.add(tx, Lead(fingerprint(token), DoorKind.PHONE, bearer.tenant, bearer.subject_id, until))
    return token


def my_code(tool: Tool, viewer: Viewer) -> str:
    """Her personal check-in code; made when she first asks for it."""
    with tool.database.reading(viewer.tenant) as tx:
        kept = doors.personal_code(tx, viewer.person_id)
    if kept is None:
        return _next_code(tool, viewer, renew=False)
    return personal_code(tool.secret, viewer.person_id, kept.generation)


def renew_code(tool: Tool, viewer: Viewer) -> str:
    """Another code; the old one opens nothing from now on."""
    return _next_code(tool, viewer, renew=True)


def _next_code(tool: Tool, viewer: Viewer, *, renew: bool) -> str:
    with tool.database.writing(viewer.tenant) as tx:
        take_turn(tx, f"personal code {viewer.person_id}")
        kept = doors.personal_code(tx, viewer.person_id)
        if kept is not None and not renew:
            return personal_code(tool.secret, viewer.person_id, kept.generation)
        if kept is not None:
            doors.remove(tx, kept.key)
        generation = kept.generation + 1 if kept is not None else 0
        code, key = _code(tool, viewer.person_id, generation)
        while doors.is_taken(tx, key):  # 32^8 codes: two alike are rare, not impossible
            generation += 1
            code, key = _code(tool, viewer.person_id, generation)
        doors.add(tx, Lead(key, DoorKind.PERSON, viewer.tenant, viewer.person_id, None))
        doors.keep_personal_code(tx, viewer.person_id, PersonalCode(generation, key))
    return code


def _code(tool: Tool, person_id: UUID, generation: int) -> tuple[str, bytes]:
    code = personal_code(tool.secret, person_id, generation)
    return code, personal_lookup(tool.secret, code)


def forget_phone(tool: Tool, phone: str) -> None:
    """“Iemand anders”: this phone is no longer hers."""
    with tool.database.writing(None) as tx:
        doors.remove(tx, fingerprint(phone))
