"""A module as somebody plays it: its units, and how far she is with each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from content_packages import (
    Package,
    Unit,
    UnitState,
    UnknownRegistration,
    can_finish_by_word,
    find_package,
    is_done,
    package_begun,
    progress_of,
    seconds_spent,
    sessions_of,
)
from foundation.database import Transaction
from lti_tool.blend.rules.enrollments import Enrollment, EnrollmentState
from lti_tool.blend.rules.offerings import Offering
from lti_tool.blend.rules.problems import NothingToPlay, UnknownOffering
from lti_tool.blend.storage import enrollments, offerings
from lti_tool.goals.operations import own_goal
from lti_tool.goals.rules import Goal
from lti_tool.people.rules import Viewer
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the module with how far she is; a silent one was opened and told nothing."""

    position: int
    title: str
    embeds: bool
    state: UnitState | None
    silent: bool = False

    @property
    def done(self) -> bool:
        return self.state is not None and is_done(self.state)

    @property
    def begun(self) -> bool:
        state = self.state
        return state is not None and any((state.progress, state.failed_at, state.completed_at))


@dataclass(frozen=True, slots=True)
class Module:
    """An offering as she plays it; `goal` is what she plays it for.

    `only`: the one unit that a link in the academy opens. `minutes_spent` is what we know of; she
    was last in the unit `last_in`, at `last_at`. `package` is the version that she plays.
    """

    offering: Offering
    goal: Goal | None
    enrollment: Enrollment | None
    units: tuple[UnitLine, ...]
    only: int | None = None
    minutes_spent: int = 0
    last_in: str = ""
    last_at: datetime | None = None
    package: Package | None = None

    @property
    def count_done(self) -> int:
        return sum(unit.done for unit in self.units)

    @property
    def finished(self) -> bool:
        held = self.enrollment is not None and self.enrollment.state is EnrollmentState.FINISHED
        return held or (bool(self.units) and self.count_done == len(self.units))

    @property
    def next_unit(self) -> UnitLine | None:
        return next((unit for unit in self.units if not unit.done), None)


def show_module(
    tool: Tool,
    viewer: Viewer,
    offering_id: UUID,
    goal_id: UUID | None,
    only: int | None = None,
) -> Module:
    with tool.database.reading(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id) if goal_id else None
        offering = startable(tx, tool, viewer, offering_id)
        enrolled = enrollments.of(tx, viewer.person_id, offering.id)
        package = package_of(tx, offering, enrolled) if offering.playable else None
        units = _units(tx, offering, package, enrolled, viewer.person.locale)
        before = sessions_of(tx, enrolled.registration) if enrolled else ()
    shown = tuple(unit for unit in units if only in (None, unit.position))
    last = before[-1] if before else None
    return Module(
        offering,
        goal,
        enrolled,
        shown,
        only,
        minutes_spent=round(seconds_spent(before) / 60),
        last_in=next((one.title for one in units if last and one.position == last.position), ""),
        last_at=(last.last_at or last.launched_at) if last else None,
        package=package,
    )


def startable(tx: Transaction, tool: Tool, viewer: Viewer, offering_id: UUID) -> Offering:
    """What is on offer today, or what she is enrolled in already."""
    offering = offerings.find(tx, offering_id)
    enrolled = enrollments.of(tx, viewer.person_id, offering_id) is not None
    if not enrolled and not offering.is_on_offer(tool.clock().date()):
        raise UnknownOffering
    return offering


def _units(
    tx: Transaction,
    offering: Offering,
    package: Package | None,
    enrolled: Enrollment | None,
    language: str,
) -> tuple[UnitLine, ...]:
    if package is None:
        return ()
    states = states_of(tx, enrolled)
    lines = [
        UnitLine(
            unit.position,
            unit.title_in(language),
            unit.embeds,
            states.get(unit.position),
            _is_silent(tx, package, unit, enrolled),
        )
        for unit in package.units
    ]
    offered = offered_units(tx, offering, package)
    return tuple(line for line in lines if line.position in offered)


def _is_silent(tx: Transaction, package: Package, unit: Unit, enrolled: Enrollment | None) -> bool:
    if enrolled is None:
        return False
    return can_finish_by_word(tx, enrolled.registration, unit, package.format)


def states_of(tx: Transaction, enrolled: Enrollment | None) -> dict[int, UnitState]:
    if enrolled is None:
        return {}
    try:
        return {unit.position: unit for unit in progress_of(tx, enrolled.registration).units}
    except UnknownRegistration:  # enrolled when she planned it; not opened yet
        return {}


def package_of(tx: Transaction, offering: Offering, enrolled: Enrollment | None) -> Package:
    """The version that she began in, else the newest."""
    begun = package_begun(tx, enrolled.registration) if enrolled else None
    found = begun or (find_package(tx, offering.package_id) if offering.package_id else None)
    if found is None:
        raise NothingToPlay
    return found


def offered_units(tx: Transaction, offering: Offering, package: Package) -> set[int]:
    """The positions in her version of what is on offer: one unit, or all."""
    newest = find_package(tx, offering.package_id) if offering.package_id else None
    if offering.package_unit is None or newest is None:
        return {unit.position for unit in package.units}
    wanted = newest.unit(offering.package_unit).activity_id
    return {unit.position for unit in package.units if unit.activity_id == wanted}
