"""Enrol somebody in an offering: make the registration, or take the one she has."""

from dataclasses import replace
from uuid import UUID

from foundation.database import Transaction
from foundation.identifiers import new_id
from lti_tool.blend.operations.who import grouping_of, who_is
from lti_tool.blend.rules.drafts import About, offering_draft, registered
from lti_tool.blend.rules.enrollments import Enrollment, EnrollmentState
from lti_tool.blend.storage import enrollments, offerings
from lti_tool.people.rules import Viewer
from lti_tool.profile.operations import record
from lti_tool.profile.rules import UNREGISTERED
from lti_tool.shell.tool import Tool

GONE = (EnrollmentState.CANCELLED, EnrollmentState.STOPPED)


def enroll(
    tx: Transaction,
    tool: Tool,
    viewer: Viewer,
    offering_id: UUID,
    goal_id: UUID | None,
    *,
    say: bool = True,
) -> Enrollment:
    """Her enrolment in this offering. A new one is told as `registered`, unless `say` is off.

    An enrolment without a goal gets the goal it is now done for; one that has a goal keeps it.
    """
    offering = offerings.find(tx, offering_id)
    fresh = Enrollment(
        new_id(), viewer.person_id, offering.id, EnrollmentState.ENROLLED, tool.clock(), goal_id
    )
    if not enrollments.add(tx, fresh):
        return _again(tx, viewer.person_id, offering.id, goal_id)
    if say:
        grouping = grouping_of(tx, tool, [goal_id] if goal_id else [])
        context = About(tool.tool_url, tool.clock(), fresh.registration, grouping)
        record(tx, tool, registered(who_is(viewer), offering, None, context))
    return fresh


def withdraw_enrollment(tx: Transaction, tool: Tool, viewer: Viewer, offering_id: UUID) -> None:
    """She no longer plans it; what she began stays begun."""
    known = enrollments.of(tx, viewer.person_id, offering_id)
    if known is None or known.state not in (EnrollmentState.ENROLLED, EnrollmentState.WAITING):
        return
    enrollments.change(tx, replace(known, state=EnrollmentState.CANCELLED))
    grouping = grouping_of(tx, tool, [known.goal_id] if known.goal_id else [])
    context = About(tool.tool_url, tool.clock(), known.registration, grouping)
    offering = offerings.find(tx, offering_id)
    record(tx, tool, offering_draft(UNREGISTERED, who_is(viewer), offering, context))


def _again(tx: Transaction, person_id: UUID, offering_id: UUID, goal_id: UUID | None) -> Enrollment:
    known = enrollments.of(tx, person_id, offering_id)
    if known is None:
        raise LookupError("an enrolment that exists was not found")
    state = EnrollmentState.ENROLLED if known.state in GONE else known.state
    current = replace(known, state=state, goal_id=known.goal_id or goal_id)
    if current != known:
        enrollments.change(tx, current)
    return current
