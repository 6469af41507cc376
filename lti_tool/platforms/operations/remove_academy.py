"""Take leave of an academy, or of one place in it: nobody comes in by it, and nobody loses a thing.

People, what they did and what their academy calls them stay; so who comes back by the same
academy (issuer and client id) is herself again.
"""

from dataclasses import dataclass
from uuid import UUID

from foundation.database import Transaction
from foundation.outbox import drop, owed_of
from lti_tool.people.operations import count_people_of
from lti_tool.people.rules import Viewer
from lti_tool.platforms.operations.add_platform import KnownPlatform
from lti_tool.platforms.operations.keep_academies import DeploymentUnknown, academy_of
from lti_tool.platforms.operations.owe_score import KIND as SCORES
from lti_tool.platforms.operations.sync_members import KIND as MEMBERS
from lti_tool.platforms.rules.registrations import Registration
from lti_tool.platforms.storage import groups, registrations, rosters, services
from lti_tool.shell.operations import forget_platform
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Leave:
    """What removing an academy means, in numbers: `scores` still wait, and will not go."""

    academy: Registration
    people: int
    courses: int
    scores: int


def weigh_leave(tool: Tool, viewer: Viewer, registration_id: UUID) -> Leave:
    """Raises AcademyUnknown."""
    known = academy_of(tool, viewer, registration_id).registration
    with tool.database.reading(known.tenant) as tx:
        return Leave(
            known,
            people=count_people_of(tx, known.people_issuer),
            courses=services.count_courses(tx, known.id),
            scores=_waiting(tx, known.id),
        )


def remove_academy(tool: Tool, viewer: Viewer, registration_id: UUID) -> None:
    """Visits that began there end at once. Raises AcademyUnknown."""
    remove_known(tool, academy_of(tool, viewer, registration_id))


def remove_known(tool: Tool, academy: KnownPlatform) -> None:
    known = academy.registration
    with tool.database.writing(known.tenant) as tx:
        for kind in (SCORES, MEMBERS):
            drop(tx, kind, registration_id=str(known.id))
        services.forget_registration(tx, known.id)
        rosters.forget_registration(tx, known.id)
        groups.forget_registration(tx, known.id)
        registrations.remove(tx, known.id)
        forget_platform(tx, known.id)


def forget_deployment(
    tool: Tool, viewer: Viewer, registration_id: UUID, deployment_id: str
) -> None:
    """When somebody opens Leerspoor from there once more, it is a new place again."""
    known = academy_of(tool, viewer, registration_id)
    if all(one.deployment_id != deployment_id for one in known.deployments):
        raise DeploymentUnknown
    with tool.database.writing(known.registration.tenant) as tx:
        registrations.remove_deployment(tx, known.registration.id, deployment_id)


def _waiting(tx: Transaction, registration_id: UUID) -> int:
    theirs = str(registration_id)
    return sum(1 for one in owed_of(tx, SCORES) if one.payload["registration_id"] == theirs)
