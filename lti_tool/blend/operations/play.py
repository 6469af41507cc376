"""Play a module for a goal."""

from uuid import UUID

from content_packages import (
    Launch,
    LaunchContext,
    LaunchMode,
    Package,
    Unit,
    UnitState,
    finish_by_word,
    is_for_review,
    launch,
)
from foundation.database import Transaction
from lti_tool.blend.operations.enroll import enroll
from lti_tool.blend.operations.show_module import (
    Module,
    offered_units,
    package_of,
    show_module,
    startable,
    states_of,
)
from lti_tool.blend.operations.who import grouping_of, who_is
from lti_tool.blend.rules.drafts import About, done_by_own_word
from lti_tool.blend.rules.enrollments import Enrollment, EnrollmentState
from lti_tool.blend.rules.offerings import Offering
from lti_tool.blend.rules.problems import CountsByItself, NothingToPlay
from lti_tool.blend.storage import enrollments
from lti_tool.goals.operations import own_goal
from lti_tool.goals.rules import Goal
from lti_tool.people.rules import Viewer
from lti_tool.profile.operations import record
from lti_tool.profile.rules import (
    Block,
    Extension,
    Json,
    Thing,
    account,
    categories,
    iri,
)
from lti_tool.shell.tool import Tool

CMI5 = "cmi5"


def play(
    tool: Tool,
    viewer: Viewer,
    offering_id: UUID,
    goal_id: UUID | None,
    unit: int,
    return_url: str,
    only: int | None = None,
) -> tuple[Module, Launch]:
    """Open one unit for a goal: everything it says will carry the goal (domain.md §6.3, 4)."""
    with tool.database.writing(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id) if goal_id else None
        offering = startable(tx, tool, viewer, offering_id)
        enrolled = enroll(tx, tool, viewer, offering.id, goal_id)
        package = _package(tx, offering, enrolled, unit)
        context = _context(tx, tool, viewer, goal, offering)
        mode = _mode(package.unit(unit), package.format, states_of(tx, enrolled).get(unit))
    launched = launch(
        tool.shelf,
        viewer.tenant,
        package.id,
        unit,
        account(tool.tool_url, viewer.pseudonym),
        enrolled.registration,
        context,
        mode,
        return_url,
    )
    return show_module(tool, viewer, offering_id, goal_id, only), launched


def _mode(unit: Unit, kind: str, state: UnitState | None) -> LaunchMode:
    """A cmi5 unit knows what Review is (§10.2.2); of the other formats each goes on in its way."""
    if kind == CMI5 and state is not None and is_for_review(state, unit.mastery_score):
        return LaunchMode.REVIEW
    return LaunchMode.NORMAL


def _package(tx: Transaction, offering: Offering, enrolled: Enrollment, unit: int) -> Package:
    package = package_of(tx, offering, enrolled)
    if unit not in offered_units(tx, offering, package):
        raise NothingToPlay
    return package


def _context(
    tx: Transaction, tool: Tool, viewer: Viewer, goal: Goal | None, offering: Offering
) -> LaunchContext:
    school: Json = {}
    if viewer.school_id:
        school = {str(Extension.SCHOOL): iri(tool.tool_url, Thing.SCHOOL, viewer.school_id)}
    return LaunchContext(
        grouping=grouping_of(tx, tool, [goal.id] if goal else []),
        category=categories((Block.BLENDED,), offering.mode),
        extensions=school,
        language=f"{viewer.person.locale},nl-NL" if viewer.person.locale != "nl" else "nl-NL",
    )


def finish_unit(tool: Tool, viewer: Viewer, offering_id: UUID, unit: int) -> None:
    """She says she is done with a unit that never reports. Raises CountsByItself for others."""
    with tool.database.reading(viewer.tenant) as tx:
        offering = startable(tx, tool, viewer, offering_id)
        enrolled = enrollments.of(tx, viewer.person_id, offering.id)
        if enrolled is None:
            raise NothingToPlay
        _package(tx, offering, enrolled, unit)
    finish_by_word(tool.shelf, viewer.tenant, enrolled.registration, unit)


def finish_by_own_word(tool: Tool, viewer: Viewer, offering_id: UUID, goal_id: UUID | None) -> None:
    """She says she did something of which no fact comes in by itself (an article, a course).

    Raises CountsByItself for a module of ours: that is never asked twice (P5).
    """
    with tool.database.writing(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id) if goal_id else None
        offering = startable(tx, tool, viewer, offering_id)
        if offering.playable:
            raise CountsByItself
        enrolled = enroll(tx, tool, viewer, offering.id, goal_id)
        if enrolled.state is EnrollmentState.FINISHED:
            return
        grouping = grouping_of(tx, tool, [goal.id] if goal else [])
        about = About(tool.tool_url, tool.clock(), enrolled.registration, grouping)
        record(tx, tool, done_by_own_word(who_is(viewer), offering, about))
