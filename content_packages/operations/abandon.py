"""Give up a session that its unit did not end (cmi5 §9.3.6)."""

from dataclasses import replace
from uuid import UUID

from content_packages.operations.shelf import Shelf, our_credential, package_of
from content_packages.rules.problems import UnknownSession
from content_packages.rules.sessions import CMI5_FORMAT, Session
from content_packages.rules.statements import abandoned
from content_packages.storage import sessions
from foundation.database import Transaction, tenant_of
from lrs import store_within, wait_for_turn


def abandon(shelf: Shelf, tenant: int, session_id: UUID) -> None:
    """From here on nothing is taken from this session; one that ended already stays as it is."""
    with shelf.database.writing(tenant) as tx:
        wait_for_turn(tx)
        session = sessions.find(tx, session_id)
        if session is None:
            raise UnknownSession
        if session.is_open:
            abandon_within(tx, shelf, session)


def abandon_within(tx: Transaction, shelf: Shelf, session: Session) -> None:
    at = shelf.clock()
    sessions.keep(tx, replace(session, abandoned_at=at))
    if session.format != CMI5_FORMAT or session.preview:
        return  # `abandoned` is a word of cmi5; what others kept is kept
    unit = package_of(tx, session.package_id).unit(session.position)
    said = abandoned(session, unit, at)
    store_within(tx, shelf.record_store, our_credential(shelf.record_store, tenant_of(tx)), [said])
