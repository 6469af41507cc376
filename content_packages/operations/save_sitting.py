"""Keep what a SCO saved, and tell in xAPI what is new in it: one transaction."""

from dataclasses import replace
from typing import Any

from content_packages.operations.begin_attempt import begin_attempt
from content_packages.operations.knock import knock, open_session_at
from content_packages.operations.roll_up import satisfy_unit, say_satisfied
from content_packages.operations.shelf import Shelf, our_credential, package_of
from content_packages.rules.activity_trees import is_sequenced
from content_packages.rules.attempts import Attempt
from content_packages.rules.course_states import COURSE
from content_packages.rules.courses import LaunchMode
from content_packages.rules.saves import Save, read_save
from content_packages.rules.scorm_readings import Reading, read_data
from content_packages.rules.scorm_statements import Saved, told_by
from content_packages.rules.sessions import Session
from content_packages.storage import attempts, registrations, sessions
from foundation.database import Transaction, tenant_of
from lrs import store_within, wait_for_turn


def save_sitting(shelf: Shelf, secret: str, position: int, raw: bytes) -> bool:
    """Whether it was kept: what comes after a newer save is not, and who only looks keeps nothing.

    Raises SessionOver where the learner opened the package again since.
    """
    save = read_save(raw)
    door = knock(shelf, secret)
    with shelf.database.writing(door.tenant) as tx:
        wait_for_turn(tx)
        session = open_session_at(tx, door)
        if session.mode != LaunchMode.NORMAL:
            return False
        saved = _saved(tx, shelf, session, position, save)
        told = told_by(saved)
        if not attempts.keep(tx, _after(saved, save, list(told))):
            return False
        credential = our_credential(shelf.record_store, tenant_of(tx))
        if told:
            store_within(tx, shelf.record_store, credential, list(told.values()))
        _note(tx, shelf, saved)
        if save.course is not None:
            _note_course(tx, shelf, saved, save.moment, save.course)
        sessions.keep(tx, replace(session, last_at=saved.at))
    return True


def _saved(tx: Transaction, shelf: Shelf, session: Session, position: int, save: Save) -> Saved:
    package = package_of(tx, session.package_id)
    return Saved(
        package=package,
        unit=package.unit(position),
        session=session,
        attempt=begin_attempt(tx, shelf, session, position, save.sitting),
        reading=Reading() if save.data is None else read_data(package.format, save.data),
        sitting=save.sitting,
        final=save.final,
        at=shelf.clock(),
    )


def _after(saved: Saved, save: Save, told: list[str]) -> Attempt:
    """The attempt as it is now; one that ended well is over, and the next launch begins anew."""
    attempt, reading = saved.attempt.after_telling(told), saved.reading
    if save.data is None:
        return attempt
    ended = saved.final and reading.is_final and not reading.suspended
    return replace(
        attempt,
        kept=save.data,
        moment=save.moment,
        seconds=max(reading.seconds, attempt.seconds) if saved.final else attempt.seconds,
        saved_at=saved.at,
        over_at=saved.at if ended else None,
    )


def _note_course(
    tx: Transaction, shelf: Shelf, saved: Saved, moment: int, course: dict[str, Any]
) -> None:
    """How far the course is; its rules may call blocks done, and the whole."""
    session = saved.session
    known = begin_attempt(tx, shelf, session, COURSE)
    made = replace(known, kept=course, moment=moment, saved_at=saved.at)
    if is_sequenced(saved.package) and attempts.keep(tx, made):
        store = shelf.record_store
        say_satisfied(tx, store, saved.package, session.registration, session.id, saved.at)


def _note(tx: Transaction, shelf: Shelf, saved: Saved) -> None:
    """How far the unit is; what that satisfies is said at once."""
    session, reading, position = saved.session, saved.reading, saved.unit.position
    before = registrations.state(tx, session.registration, position)
    progress = None if reading.progress is None else round(reading.progress * 100)
    after = before.reached(
        saved.at,
        completion=reading.completion,
        success=reading.success,
        score=reading.score.get("scaled"),
        progress=progress,
    )
    if after != before:
        registrations.keep(tx, after)
        satisfy_unit(tx, shelf.record_store, session, position)
