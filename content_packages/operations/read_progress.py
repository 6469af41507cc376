"""How far a registration is."""

from collections.abc import Sequence
from uuid import UUID

from content_packages.operations.shelf import Shelf, package_of
from content_packages.rules.problems import UnknownRegistration
from content_packages.rules.sessions import Progress, Session, fill_up
from content_packages.storage import registrations, sessions
from foundation.database import Transaction


def progress_of(tx: Transaction, registration: UUID) -> Progress:
    found = registrations.find(tx, registration)
    if found is None:
        raise UnknownRegistration
    count = len(package_of(tx, found.package_id).units)
    return Progress(
        registration=found.id,
        package_id=found.package_id,
        units=fill_up(found.id, registrations.states(tx, found.id), count),
        satisfied=found.satisfied_at is not None,
    )


def show_progress(shelf: Shelf, tenant: int, registration: UUID) -> Progress:
    with shelf.database.reading(tenant) as tx:
        return progress_of(tx, registration)


def find_session(tx: Transaction, session_id: UUID) -> Session | None:
    return sessions.find(tx, session_id)


def sessions_of(tx: Transaction, registration: UUID) -> Sequence[Session]:
    """All sessions of a registration, oldest first."""
    return sessions.of_registration(tx, registration)


def open_sessions(tx: Transaction, registration: UUID) -> Sequence[Session]:
    """Sessions that nobody ended yet, oldest first."""
    return sessions.open_in(tx, registration)
