"""Take a learner's word that she is done with a unit that never reports anything."""

from uuid import UUID, uuid4

from content_packages.operations.roll_up import satisfy_unit
from content_packages.operations.shelf import Shelf, our_credential, package_of
from content_packages.rules.attempts import Attempt
from content_packages.rules.courses import LaunchMode
from content_packages.rules.packages import Unit
from content_packages.rules.problems import CountsByItself, UnknownSession
from content_packages.rules.scorm_data import WRITERS
from content_packages.rules.scorm_readings import read_data
from content_packages.rules.sessions import CMI5_FORMAT, Session, UnitState
from content_packages.rules.statements import done_by_word
from content_packages.storage import attempts, registrations, sessions
from foundation.database import Transaction
from lrs import store_within, wait_for_turn


def can_finish_by_word(tx: Transaction, registration: UUID, unit: Unit, kind: str) -> bool:
    """Opened before, and silent until now; a cmi5 unit is never silent."""
    if kind == CMI5_FORMAT or not sessions.was_opened(tx, registration, unit.position):
        return False
    state = registrations.state(tx, registration, unit.position)
    known = attempts.newest(tx, registration, unit.position)
    return _is_silent(state) and not _says_status(kind, known)


def finish_by_word(shelf: Shelf, tenant: int, registration: UUID, position: int) -> None:
    """Raises CountsByItself where the unit reports by itself."""
    with shelf.database.writing(tenant) as tx:
        wait_for_turn(tx)
        session = sessions.newest_of(tx, registration, position)
        if session is None or session.mode is not LaunchMode.NORMAL:
            raise UnknownSession
        unit = package_of(tx, session.package_id).unit(position)
        if not can_finish_by_word(tx, registration, unit, session.format):
            raise CountsByItself
        _tell(tx, shelf, tenant, session, unit)


def _tell(tx: Transaction, shelf: Shelf, tenant: int, session: Session, unit: Unit) -> None:
    at = shelf.clock()
    before = registrations.state(tx, session.registration, unit.position)
    registrations.keep(tx, before.reached(at, completion=True, success=None))
    said = {"id": str(uuid4()), **done_by_word(session, unit, at)}
    store_within(tx, shelf.record_store, our_credential(shelf.record_store, tenant), [said])
    satisfy_unit(tx, shelf.record_store, session, unit.position)


def _is_silent(state: UnitState) -> bool:
    return not any(
        (state.completed_at, state.passed_at, state.failed_at, state.waived_at, state.progress)
    )


def _says_status(kind: str, known: Attempt | None) -> bool:
    if known is None or kind not in WRITERS:
        return False
    return read_data(kind, known.kept).says_status
