"""Read who takes part in a course, on demand and every night: only to show names as they are now.

Rights never follow from it, nobody is added by it, and of whom we do not know nothing is kept.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from foundation.database import Transaction
from foundation.outbox import drop, owe
from foundation.problems import Problem
from lti_tool.people.operations import rename_people
from lti_tool.platforms.operations.access import AcademyAccess
from lti_tool.platforms.operations.read_members import read_members
from lti_tool.platforms.operations.sync_groups import sync_groups
from lti_tool.platforms.rules.members import Member
from lti_tool.platforms.rules.rosters import FORGOTTEN, Roster, next_night
from lti_tool.platforms.rules.services import Course
from lti_tool.platforms.storage import registrations, rosters, services

KIND = "lti-members"


def promise_members(tx: Transaction, course: Course, at: datetime) -> None:
    """At a launch: from now on this course is read every night; its groups are wanted sooner."""
    if rosters.begin(tx, course.registration_id, course.context_id):
        due = at if course.groups_url else next_night(at, course.context_id)
        owe(tx, KIND, _named(course.registration_id, course.context_id), due=due)


def sync_members(
    access: AcademyAccess, tenant: int, registration_id: UUID, context_id: str
) -> Roster:
    """Read one course now. What went wrong is kept with the course, and raised."""
    database, at = access.tool.database, access.tool.clock()
    try:
        members = read_members(access, tenant, registration_id, context_id)
    except Problem as fault:
        failed = Roster(registration_id, context_id, at, 0, 0, str(fault))
        with database.writing(tenant) as tx:
            rosters.keep(tx, failed)
        raise
    with database.writing(tenant) as tx:
        known = _renamed(tx, registration_id, members)
        read = Roster(registration_id, context_id, at, len(members), known, None)
        rosters.keep(tx, read)
    return read


def list_rosters(tx: Transaction) -> list[Roster]:
    """Every course of the board that is read, and how that went last."""
    return rosters.everything(tx)


@dataclass(frozen=True, slots=True)
class MembersReader:
    """The sender of the outbox for `KIND`: reads a course and promises itself the next night."""

    access: AcademyAccess

    def __call__(self, tenant: int, payload: dict[str, Any]) -> None:
        registration_id, context_id = UUID(payload["registration_id"]), payload["context_id"]
        tool = self.access.tool
        with tool.database.writing(tenant) as tx:
            course = services.find_course(tx, registration_id, context_id)
            if course is None or course.seen < tool.clock() - FORGOTTEN:
                rosters.end(tx, registration_id, context_id)
                return
            # promised before it is tried: whatever happens tonight, tomorrow comes
            named = _named(registration_id, context_id)
            drop(tx, KIND, **named)
            owe(tx, KIND, named, due=next_night(tool.clock(), context_id))
        for sync in (sync_members, sync_groups):
            try:
                sync(self.access, tenant, registration_id, context_id)
            except Problem:
                continue  # of members it stands with the course; next night is soon enough


def _named(registration_id: UUID, context_id: str) -> dict[str, str]:
    return {"registration_id": str(registration_id), "context_id": context_id}


def _renamed(tx: Transaction, registration_id: UUID, members: list[Member]) -> int:
    """How many of them we know; who is called otherwise by now, is from here on."""
    registration = registrations.find(tx, registration_id)
    if registration is None:
        return 0
    names = {member.subject: member.name for member in members}
    return rename_people(tx, registration.people_issuer, names)
