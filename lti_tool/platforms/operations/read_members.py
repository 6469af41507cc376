"""Read who takes part in a course, from the academy itself."""

from uuid import UUID

from foundation.problems import NotFound
from lti_tool.platforms.operations.access import AcademyAccess
from lti_tool.platforms.platforms.member_list import fetch_members
from lti_tool.platforms.rules.members import Member
from lti_tool.platforms.rules.services import MEMBERS_SCOPE
from lti_tool.platforms.storage import registrations, services


class CourseUnknown(NotFound):
    text = "Nobody launched from this course yet, or its academy does not tell its members."


def read_members(
    access: AcademyAccess, tenant: int, registration_id: UUID, context_id: str
) -> list[Member]:
    """The active members of a course from which somebody launched.

    Only ever that course's own address: an academy's token may read other courses too.
    Raises CourseUnknown and AcademyUnreachable.
    """
    with access.tool.database.reading(tenant) as tx:
        course = services.find_course(tx, registration_id, context_id)
        registration = registrations.find(tx, registration_id)
    if course is None or registration is None or course.memberships_url is None:
        raise CourseUnknown
    token = access.token(registration, MEMBERS_SCOPE)
    return fetch_members(access.tool.http, course.memberships_url, token)
