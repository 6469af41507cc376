"""Say `satisfied` of blocks and courses, in the transaction of what made them so (cmi5 §9.3.9)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from content_packages.operations.shelf import our_credential, package_of, unit_authority
from content_packages.rules.activity_trees import is_sequenced
from content_packages.rules.course_states import COURSE, reached_by_rules
from content_packages.rules.move_on import is_course_satisfied, satisfied_blocks
from content_packages.rules.packages import Block, Package
from content_packages.rules.sessions import Session
from content_packages.rules.statements import satisfied
from content_packages.rules.vocabulary import OUTCOMES, SESSION_ID, extensions
from content_packages.storage import attempts, registrations, sessions
from foundation.database import Transaction, tenant_of
from lrs import RecordStore, Statement, store_within


def on_stored(store: RecordStore, tx: Transaction, fresh: Sequence[Statement]) -> None:
    """Hook: what a unit said may satisfy the unit, its blocks and its course.

    `store` is the record store with the hooks of others: they hear our statements too.
    """
    ours = unit_authority(store)
    for statement in fresh:
        if statement.verb in OUTCOMES and statement.authority == ours:
            session_id = extensions(statement.body).get(SESSION_ID)
            session = sessions.find(tx, UUID(session_id)) if session_id else None
            if session is not None:
                satisfy_unit(tx, store, session, session.position)


def satisfy_unit(tx: Transaction, store: RecordStore, session: Session, position: int) -> None:
    package = package_of(tx, session.package_id)
    state = registrations.state(tx, session.registration, position)
    unit = package.unit(position)
    if state.satisfied_at is None and state.meets(unit.move_on):
        at = store.clock()
        registrations.keep(tx, replace(state, satisfied_at=at))
        say_satisfied(tx, store, package, session.registration, session.id, at)


def say_satisfied(
    tx: Transaction,
    store: RecordStore,
    package: Package,
    registration_id: UUID,
    session_id: UUID,
    at: datetime,
) -> None:
    """One statement for each block that became satisfied, inner ones first; then the course."""
    registration = registrations.find(tx, registration_id)
    if registration is None:
        return
    done = {
        one.position
        for one in registrations.states(tx, registration.id)
        if one.satisfied_at is not None
    }
    ruled, is_whole = _by_rules(tx, package, registration.id, done)
    before = registrations.blocks_satisfied(tx, registration.id)
    targets: list[Block | Package] = []
    for block in satisfied_blocks(package, done, ruled):
        if block.position not in before:
            registrations.satisfy_block(tx, registration.id, block.position, at)
            targets.append(block)
    is_whole = is_whole or is_course_satisfied(package, done)
    if registration.satisfied_at is None and is_whole:
        registrations.change(tx, registration.id, satisfied_at=at)
        targets.append(package)
    if targets:
        said = [satisfied(package, registration, one, session_id, at) for one in targets]
        store_within(tx, store, our_credential(store, tenant_of(tx)), said)


def _by_rules(
    tx: Transaction, package: Package, registration_id: UUID, done: set[int]
) -> tuple[set[int], bool]:
    """What the rules of a sequenced package call done: they may let parts be skipped."""
    known = attempts.newest(tx, registration_id, COURSE) if is_sequenced(package) else None
    return (set(), False) if known is None else reached_by_rules(package, known.kept, done)
