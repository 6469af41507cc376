"""Enrol a learner in a package: one registration, for all its units and sessions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from content_packages.operations.roll_up import say_satisfied
from content_packages.operations.shelf import Shelf, package_of
from content_packages.rules.actors import expect_actor, same_actor
from content_packages.rules.launches import LaunchContext
from content_packages.rules.packages import Package
from content_packages.rules.problems import RegistrationTaken
from content_packages.rules.sessions import Registration, UnitState
from content_packages.storage import registrations
from foundation.database import Transaction
from lrs import wait_for_turn


def enroll(
    tx: Transaction,
    shelf: Shelf,
    package_id: UUID,
    actor: Mapping[str, Any],
    registration: UUID,
    context: LaunchContext | None = None,
) -> Registration:
    """The registration, made when it is not there yet; enrolling twice changes nothing."""
    expect_actor(actor)
    wait_for_turn(tx)
    known = registrations.find(tx, registration)
    if known is not None:
        if known.package_id != package_id or not same_actor(known.actor, actor):
            raise RegistrationTaken(registration=registration)
        return known
    package = package_of(tx, package_id)
    template = (context or LaunchContext()).template
    made = Registration(registration, package_id, dict(actor), template, shelf.clock())
    registrations.add(tx, made)
    _satisfy_what_needs_nothing(tx, shelf, package, made)
    return made


def _satisfy_what_needs_nothing(
    tx: Transaction, shelf: Shelf, package: Package, made: Registration
) -> None:
    """moveOn NotApplicable is met from the start (cmi5 §13.1.4); no launch is behind it."""
    fresh = [UnitState(made.id, unit.position) for unit in package.units]
    met = [
        replace(state, satisfied_at=made.enrolled_at)
        for state, unit in zip(fresh, package.units, strict=True)
        if state.meets(unit.move_on)
    ]
    if met:
        registrations.keep_all(tx, met)
        say_satisfied(tx, shelf.record_store, package, made.id, uuid4(), made.enrolled_at)
