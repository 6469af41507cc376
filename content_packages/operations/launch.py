"""Launch a unit: end what was open, leave the launch data, say `launched`, give the address."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from content_packages.operations.abandon import abandon_within
from content_packages.operations.enroll import enroll
from content_packages.operations.openings import OPENERS, Opening
from content_packages.operations.shelf import Shelf, our_credential, package_of
from content_packages.rules.addresses import BROWSER_SCHEMES
from content_packages.rules.courses import LaunchMode
from content_packages.rules.launches import Launch, LaunchContext, session_template
from content_packages.rules.packages import Package, Unit, window_of
from content_packages.rules.problems import NotForABrowser
from content_packages.rules.sessions import Registration, Session
from content_packages.rules.statements import launched
from content_packages.storage import registrations, sessions
from foundation.database import Transaction
from lrs import store_within


def launch(
    shelf: Shelf,
    tenant: int,
    package_id: UUID,
    unit_index: int,
    actor: Mapping[str, Any],
    registration: UUID,
    context: LaunchContext | None = None,
    mode: str = LaunchMode.NORMAL,
    return_url: str | None = None,
) -> Launch:
    """Enrols where that was not done yet; any open session of the registration ends (§9.3.6)."""
    context = context or LaunchContext()
    with shelf.database.writing(tenant) as tx:
        package, unit = unit_to_open(tx, package_id, unit_index)
        known = enroll(tx, shelf, package_id, actor, registration, context)
        registrations.change(tx, registration, template=context.template)
        for before in sessions.open_in(tx, registration):
            abandon_within(tx, shelf, before)
        session = session_for(shelf, package, known, unit, context, LaunchMode(mode), return_url)
        place, url = open_unit(tx, shelf, session, unit, context)
        said = launched(session, unit, place, session.launched_at)
        store_within(tx, shelf.record_store, our_credential(shelf.record_store, tenant), [said])
    return Launch(url, session.id, window_of(unit.launch_method))


def unit_to_open(tx: Transaction, package_id: UUID, unit_index: int) -> tuple[Package, Unit]:
    """Raises NotForABrowser for a unit that opens in a program of its own."""
    package = package_of(tx, package_id)
    unit = package.unit(unit_index)
    if urlsplit(unit.url).scheme not in ("", *BROWSER_SCHEMES):
        raise NotForABrowser
    return package, unit


def open_unit(
    tx: Transaction, shelf: Shelf, session: Session, unit: Unit, context: LaunchContext
) -> tuple[str, str]:
    """The session begins: gives the address of the unit, and the address to go to."""
    sessions.add(tx, session)
    sessions.forget_doors(tx, session.launched_at)
    return OPENERS[session.format](Opening(tx, shelf, session, unit, context))


def session_for(
    shelf: Shelf,
    package: Package,
    known: Registration,
    unit: Unit,
    context: LaunchContext,
    mode: LaunchMode,
    return_url: str | None,
) -> Session:
    session_id = uuid4()
    return Session(
        id=session_id,
        registration=known.id,
        package_id=known.package_id,
        position=unit.position,
        mode=mode,
        actor=known.actor,
        activity_id=unit.activity_id,
        publisher_id=unit.publisher_id,
        mastery_score=unit.mastery_score,
        template=session_template(context.template, unit.publisher_id, session_id),
        launched_at=shelf.clock(),
        format=package.format,
        return_url=return_url,
        preview=known.preview,
    )
