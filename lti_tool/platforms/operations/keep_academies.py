"""Look after the academies of one's board: what is connected, what waits, which switch is on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from foundation.problems import N_, NotFound
from lti_tool.people.operations import list_boards, schools_of_board
from lti_tool.people.rules import Board, Permission, School, Subject, Viewer, expect_may, may
from lti_tool.platforms.operations.add_platform import KnownPlatform, add_platform, list_platforms
from lti_tool.platforms.operations.invite_academy import (
    Invited,
    Offer,
    invite_academy,
    open_invitations,
)
from lti_tool.platforms.rules.invitations import Invitation
from lti_tool.platforms.rules.registrations import Deployment, DeploymentState, Registration
from lti_tool.platforms.storage import invitations, registrations
from lti_tool.shell.tool import Tool


class AcademyUnknown(NotFound):
    text = N_("Deze academie is hier niet bekend.")


class DeploymentUnknown(NotFound):
    text = N_("Deze plek in de academie is hier niet bekend.")


class InvitationGone(NotFound):
    text = N_("Deze uitnodiging is er niet meer.")


@dataclass(frozen=True, slots=True)
class Ground:
    """A board that this administrator looks after, with its schools."""

    board: Board
    schools: tuple[School, ...]


@dataclass(frozen=True, slots=True)
class Switches:
    accept_new_deployments: bool
    report_scores: bool


def grounds_of(tool: Tool, viewer: Viewer) -> list[Ground]:
    boards = [one for one in list_boards(tool.database) if looks_after(viewer, one.id)]
    return [Ground(one, _schools(tool, one.id)) for one in boards]


def academies_of(tool: Tool, viewer: Viewer) -> list[KnownPlatform]:
    known = list_platforms(tool.database)
    return [one for one in known if looks_after(viewer, one.registration.tenant)]


def academy_of(tool: Tool, viewer: Viewer, registration_id: UUID) -> KnownPlatform:
    """Raises AcademyUnknown, also where it is another board's."""
    for one in academies_of(tool, viewer):
        if one.registration.id == registration_id:
            return one
    raise AcademyUnknown


def register_by_hand(tool: Tool, viewer: Viewer, file: Mapping[str, Any]) -> Registration:
    """`file` as `add_platform` takes it. Raises PlatformTaken."""
    expect_may(viewer, Permission.CONNECT_ACADEMIES, Subject(board=file["board"]))
    return add_platform(tool.database, file)


def turn_switches(tool: Tool, viewer: Viewer, registration_id: UUID, wish: Switches) -> None:
    known = academy_of(tool, viewer, registration_id).registration
    changed = replace(
        known,
        accept_new_deployments=wish.accept_new_deployments,
        report_scores=wish.report_scores,
    )
    with tool.database.writing(known.tenant) as tx:
        registrations.keep(tx, changed)


def decide_deployment(
    tool: Tool,
    viewer: Viewer,
    registration_id: UUID,
    deployment_id: str,
    state: DeploymentState,
    school_id: UUID | None,
) -> None:
    """Let a place in the academy in, or keep it out; newcomers from there go to `school_id`."""
    known = academy_of(tool, viewer, registration_id)
    if all(one.deployment_id != deployment_id for one in known.deployments):
        raise DeploymentUnknown
    tenant = known.registration.tenant
    ours = {school.id for school in _schools(tool, tenant)}
    decided = Deployment(
        registration_id, deployment_id, state, school_id if school_id in ours else None
    )
    with tool.database.writing(tenant) as tx:
        registrations.keep_deployment(tx, decided)


def invitations_of(tool: Tool, viewer: Viewer) -> list[Invitation]:
    return [
        one
        for ground in grounds_of(tool, viewer)
        for one in open_invitations(tool, ground.board.id)
    ]


def invite(tool: Tool, viewer: Viewer, offer: Offer) -> Invited:
    expect_may(viewer, Permission.CONNECT_ACADEMIES, Subject(board=offer.board))
    return invite_academy(tool, offer)


def withdraw_invitation(tool: Tool, viewer: Viewer, invitation_id: UUID) -> None:
    with tool.database.writing(None) as tx:
        found = invitations.find(tx, invitation_id)
        if found is None or not looks_after(viewer, found.tenant):
            raise InvitationGone
        invitations.withdraw(tx, invitation_id)


def looks_after(viewer: Viewer, board: int) -> bool:
    return may(viewer, Permission.CONNECT_ACADEMIES, Subject(board=board))


def _schools(tool: Tool, board: int) -> tuple[School, ...]:
    with tool.database.reading(board) as tx:
        return tuple(schools_of_board(tx))
