"""Start a visit at a launch and go on with it at every request."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from foundation.database import Database, Transaction, tenant_of
from foundation.identifiers import fingerprint, new_token
from lti_tool.shell import storage
from lti_tool.shell.rules import (
    COOKIE,
    HANDOVER,
    LONGEST,
    MAX_COOKIES,
    SEEN_EVERY,
    Binding,
    HandoverSpent,
    Proof,
    Visit,
    VisitOver,
    expect_own_write,
    page_token,
    proven_binding,
)


@dataclass(frozen=True, slots=True)
class NewVisit:
    """The two secrets of a visit that just started; they go to the browser and nowhere else."""

    visit: Visit
    sid: str
    cookie: str


def start_visit(
    tx: Transaction,
    *,
    tenant: int,
    person_id: UUID,
    at: datetime,
    platform_id: UUID | None = None,
    platform_origin: str = "",
    return_url: str | None = None,
    document_target: str | None = None,
    locale: str = "nl",
    placement: dict[str, Any] | None = None,
) -> NewVisit:
    """A new visit per launch. `placement`: where in the academy it started (context, link)."""
    sid, cookie = new_token(), new_token()
    visit = Visit(
        id=fingerprint(sid),
        tenant=tenant,
        person_id=person_id,
        binding=Binding.UNPROVEN,
        cookie=fingerprint(cookie),
        platform_id=platform_id,
        platform_origin=platform_origin,
        return_url=return_url,
        document_target=document_target,
        locale=locale,
        started=at,
        last_seen=at,
        placement=placement or {},
    )
    storage.add(tx, visit)
    return NewVisit(visit, sid, cookie)


def offer_window(database: Database, visit: Visit, at: datetime) -> str:
    """A token with which this visit can go on in a window of its own, once."""
    token = new_token()
    with database.writing(None) as tx:
        storage.forget_handovers(tx, at)
        storage.add_handover(tx, fingerprint(token), visit.id, at + HANDOVER)
    return token


def open_window(database: Database, token: str, at: datetime) -> NewVisit:
    """Take a token, for a new visit of the same person. Raises HandoverSpent."""
    with database.writing(None) as tx:
        visit_id = storage.take_handover(tx, fingerprint(token), at)
        known = storage.find(tx, visit_id) if visit_id else None
        if known is None or known.is_over(at):
            raise HandoverSpent
        return start_visit(
            tx,
            tenant=known.tenant,
            person_id=known.person_id,
            at=at,
            platform_id=known.platform_id,
            platform_origin=known.platform_origin,
            return_url=known.return_url,
            document_target="window",
            locale=known.locale,
            placement=known.placement,
        )


def visit_of_browser(database: Database, cookies: Mapping[str, str], at: datetime) -> Visit | None:
    """Who this browser last came in as, where she asks for a page that is not hers (now)."""
    held = [fingerprint(value) for name, value in cookies.items() if name.startswith(COOKIE)]
    if not held:
        return None
    with database.reading(None) as tx:
        found = storage.latest_with_cookie(tx, held[:MAX_COOKIES])
    return None if found is None or found.is_over(at) else found


def find_visit(database: Database, sid: str, at: datetime) -> Visit:
    """The visit of this sid. Raises VisitOver where there is none, or no longer."""
    with database.reading(None) as tx:
        visit = storage.find(tx, fingerprint(sid))
    if visit is None or visit.is_over(at):
        raise VisitOver
    return visit


def go_on(database: Database, visit: Visit, proof: Proof, secret: bytes, at: datetime) -> Visit:
    """Check that this request belongs to the visit, and keep that it was seen."""
    binding = proven_binding(visit, proof)
    expect_own_write(binding, proof, page_token(secret, visit.id))
    if binding is visit.binding and at - visit.last_seen < SEEN_EVERY:
        return visit
    with database.writing(None) as tx:
        storage.keep_seen(tx, visit.id, binding, at)
    return replace(visit, binding=binding, last_seen=at)


def forget_platform(tx: Transaction, platform_id: UUID) -> None:
    """End all visits that began in this academy."""
    storage.forget_platform(tx, tenant_of(tx), platform_id)


def forget_old_visits(tx: Transaction, at: datetime) -> None:
    """Those that are over anyway."""
    storage.forget_before(tx, at - LONGEST)


def forget_person(tx: Transaction, person_id: UUID) -> None:
    """End her visits, wherever she is."""
    storage.forget_person(tx, tenant_of(tx), person_id)
