"""What other features ask of the blend."""

from lti_tool.blend.operations.enroll import enroll
from lti_tool.blend.operations.forget import forget_person
from lti_tool.blend.operations.modules import put_on_offer, take_away, take_in
from lti_tool.blend.operations.offerings import (
    add_offering,
    all_offerings,
    catalogue,
    change_offering,
    known_offerings,
    offering,
    offering_of,
)
from lti_tool.blend.operations.progress import (
    NextMoment,
    attendance_counts,
    enrollment,
    enrollments_of,
    finish_item,
    item,
    items_of,
    mark_progress,
    meetings_held,
    next_moment,
    sessions_of_team,
)
from lti_tool.blend.operations.sessions import enroll_somebody, join_session, plan_session

__all__ = [
    "NextMoment",
    "add_offering",
    "all_offerings",
    "attendance_counts",
    "catalogue",
    "change_offering",
    "enroll",
    "enroll_somebody",
    "enrollment",
    "enrollments_of",
    "finish_item",
    "forget_person",
    "item",
    "items_of",
    "join_session",
    "known_offerings",
    "mark_progress",
    "meetings_held",
    "next_moment",
    "offering",
    "offering_of",
    "plan_session",
    "put_on_offer",
    "sessions_of_team",
    "take_away",
    "take_in",
]
