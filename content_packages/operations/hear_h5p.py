"""Keep what an H5P file says and what it wants to remember."""

from dataclasses import replace

from content_packages.operations.begin_attempt import begin_attempt
from content_packages.operations.knock import knock, open_session_at
from content_packages.operations.roll_up import satisfy_unit
from content_packages.operations.shelf import Shelf, our_credential, package_of
from content_packages.rules.attempts import Attempt
from content_packages.rules.courses import LaunchMode
from content_packages.rules.h5p_statements import Place, reached, read_heard, statements_of
from content_packages.rules.problems import SaveRefused
from content_packages.rules.saves import LARGEST
from content_packages.rules.sessions import Session
from content_packages.storage import attempts, registrations, sessions
from foundation.database import Transaction, tenant_of
from lrs import store_within, wait_for_turn

NOTHING = "0"
"""What H5P sends to have a state forgotten."""

MOST_STATES = 200


def hear_h5p(shelf: Shelf, secret: str, position: int, raw: bytes) -> bool:
    """Whether it was kept: who only looks keeps nothing, and the same again is not told twice."""
    heard = read_heard(raw)
    door = knock(shelf, secret)
    with shelf.database.writing(door.tenant) as tx:
        wait_for_turn(tx)
        session = open_session_at(tx, door)
        if session.mode != LaunchMode.NORMAL:
            return False
        place = _place(tx, shelf, session, position)
        numbers = place.attempt.kept.get("numbers", {})
        told = statements_of(heard, place, numbers.get(heard.sitting, -1))
        last = heard.first + len(heard.events) - 1
        _keep(tx, shelf, place.attempt, numbers={**numbers, heard.sitting: last})
        if told:
            credential = our_credential(shelf.record_store, tenant_of(tx))
            store_within(tx, shelf.record_store, credential, told)
        before = registrations.state(tx, session.registration, position)
        after = reached(before, place, told)
        if after != before:
            registrations.keep(tx, after)
            satisfy_unit(tx, shelf.record_store, session, position)
        sessions.keep(tx, replace(session, last_at=place.at))
    return True


def keep_state(shelf: Shelf, secret: str, position: int, name: str, value: str) -> bool:
    """What H5P remembers under a name, for its next opening."""
    if len(value) > LARGEST or "\x00" in name + value:
        raise SaveRefused(reason="it is too large, or holds a NUL.")
    door = knock(shelf, secret)
    with shelf.database.writing(door.tenant) as tx:
        wait_for_turn(tx)
        session = open_session_at(tx, door)
        if session.mode != LaunchMode.NORMAL:
            return False
        attempt = _place(tx, shelf, session, position).attempt
        states = {key: one for key, one in attempt.kept.get("states", {}).items() if key != name}
        if value != NOTHING:
            states[name] = value
        if len(states) > MOST_STATES:
            raise SaveRefused(reason=f"there are more than {MOST_STATES} states.")
        _keep(tx, shelf, attempt, states=states)
    return True


def _place(tx: Transaction, shelf: Shelf, session: Session, position: int) -> Place:
    package = package_of(tx, session.package_id)
    unit = package.unit(position)
    attempt = begin_attempt(tx, shelf, session, position)
    return Place(package, unit, session, attempt, shelf.clock())


def _keep(tx: Transaction, shelf: Shelf, attempt: Attempt, **more: object) -> None:
    kept = {**attempt.kept, **more}
    attempts.keep(tx, replace(attempt, kept=kept, saved_at=shelf.clock()))
