"""Read the groups of a course from its academy, and tell them to who plans something for one."""

from uuid import UUID

from foundation.database import Transaction
from lti_tool.platforms.operations.access import AcademyAccess
from lti_tool.platforms.platforms.member_list import fetch_groups
from lti_tool.platforms.rules.groups import MOST, SCOPE, CourseGroup
from lti_tool.platforms.storage import groups, registrations, services
from lti_tool.shell.rules import Visit


def sync_groups(access: AcademyAccess, tenant: int, registration_id: UUID, context_id: str) -> None:
    """Where the course tells any. Raises AcademyUnreachable; then what we had stays."""
    with access.tool.database.reading(tenant) as tx:
        course = services.find_course(tx, registration_id, context_id)
        registration = registrations.find(tx, registration_id)
    if course is None or registration is None or course.groups_url is None:
        return
    token = access.token(registration, SCOPE)
    found = fetch_groups(access.tool.http, course.groups_url, token)[:MOST]
    with access.tool.database.writing(tenant) as tx:
        groups.replace(tx, registration_id, context_id, found)


def groups_here(tx: Transaction, visit: Visit) -> list[CourseGroup]:
    """Those of the course in which this visit began, by name."""
    context_id = visit.placement.get("context_id")
    if visit.platform_id is None or context_id is None:
        return []
    return groups.of_course(tx, visit.platform_id, context_id)
