"""Exempt a learner from a unit (cmi5 §9.3.7)."""

from dataclasses import replace
from uuid import UUID, uuid4

from content_packages.operations.roll_up import say_satisfied
from content_packages.operations.shelf import Shelf, our_credential, package_of
from content_packages.rules.problems import AlreadyWaived, UnknownRegistration
from content_packages.rules.statements import waived
from content_packages.storage import registrations
from lrs import store_within, wait_for_turn


def waive(shelf: Shelf, tenant: int, registration: UUID, unit_index: int, reason: str) -> UUID:
    """Gives the session id under which it was said; what it satisfies is said under it too."""
    session_id = uuid4()
    with shelf.database.writing(tenant) as tx:
        wait_for_turn(tx)
        known = registrations.find(tx, registration)
        if known is None or known.preview:
            raise UnknownRegistration
        package = package_of(tx, known.package_id)
        unit = package.unit(unit_index)
        state = registrations.state(tx, registration, unit_index)
        if state.waived_at is not None:
            raise AlreadyWaived(index=unit_index)
        at = shelf.clock()
        registrations.keep(tx, replace(state, waived_at=at, satisfied_at=state.satisfied_at or at))
        credential = our_credential(shelf.record_store, tenant)
        said = waived(package, known, unit, session_id, reason, at)
        store_within(tx, shelf.record_store, credential, [said])
        say_satisfied(tx, shelf.record_store, package, registration, session_id, at)
    return session_id
