"""Make the link by which an academy registers itself with a board, and withdraw it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from foundation.identifiers import fingerprint, new_id, new_token
from lti_tool.people.operations import board, school
from lti_tool.platforms.rules.invitations import LASTS, Invitation
from lti_tool.platforms.storage import invitations
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Invited:
    """`link` holds the code, which is shown this once and kept only as a fingerprint."""

    invitation: Invitation
    link: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What an academy that uses the invitation gets; both switches can be turned later."""

    board: int
    school_id: UUID | None = None
    accept_new_deployments: bool = False
    report_scores: bool = False
    lasts: timedelta = LASTS


def invite_academy(tool: Tool, offer: Offer) -> Invited:
    """Raises BoardUnknown and SchoolUnknown."""
    tenant, code = board(tool.database, offer.board).id, new_token()
    made = Invitation(
        id=new_id(),
        code_hash=fingerprint(code),
        tenant=tenant,
        school_id=offer.school_id,
        accept_new_deployments=offer.accept_new_deployments,
        report_scores=offer.report_scores,
        expires=tool.clock() + offer.lasts,
    )
    if offer.school_id:
        with tool.database.reading(tenant) as tx:
            school(tx, offer.school_id)
    with tool.database.writing(None) as tx:
        invitations.add(tx, made)
    return Invited(made, f"{tool.tool_url}/lti/register/{code}")


def open_invitations(tool: Tool, tenant: int) -> list[Invitation]:
    """Of this board, those that no academy used yet."""
    with tool.database.reading(None) as tx:
        known = invitations.of_board(tx, tenant, tool.clock())
    return [one for one in known if one.registration_id is None]
