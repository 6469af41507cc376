"""Register with an academy that opened our link, the way it asks (LTI dynamic registration 1.0)."""

from dataclasses import dataclass

from foundation.database import Transaction
from foundation.identifiers import fingerprint, new_id
from lti_tool.people.operations import board
from lti_tool.platforms.operations.attempts import Trace, traced
from lti_tool.platforms.platforms.registration_desk import fetch_configuration, hand_in
from lti_tool.platforms.rules.addresses import is_secure, origin_of
from lti_tool.platforms.rules.configurations import PlatformConfiguration, read_configuration
from lti_tool.platforms.rules.invitations import Invitation
from lti_tool.platforms.rules.obstacles import NotRegistered, Obstacle, need
from lti_tool.platforms.rules.registrations import Deployment, DeploymentState, Registration
from lti_tool.platforms.rules.tool_registrations import (
    RegistrationAnswer,
    read_answer,
    registration_request,
)
from lti_tool.platforms.storage import invitations, registrations
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Invitee:
    """For the page: whose board this is, and which academy was connected, if one was."""

    board_name: str
    academy: str | None


def find_invitee(tool: Tool, code: str) -> Invitee:
    """Raises NotRegistered."""
    invitation = _invitation(tool, code)
    with tool.database.reading(None) as tx:
        made = invitation.registration_id
        registration = registrations.find(tx, made) if made else None
    name = board(tool.database, invitation.tenant).name
    return Invitee(name, registration.name if registration else None)


def register_academy(tool: Tool, code: str, address: str, token: str | None) -> str:
    """`address` of the academy's configuration, `token` for the registration.

    Gives the academy's product. Done again it renews what we know of the academy; switches,
    school and deployments stay as an administrator set them. Raises NotRegistered.
    """
    with traced(tool.database, tool.clock, "registration") as trace:
        invitation = _invitation(tool, code)
        need(is_secure(address), Obstacle.CONFIGURATION_ADDRESS_WRONG)
        platform = read_configuration(fetch_configuration(tool.http, address), address)
        trace.learn(issuer=platform.issuer)
        _claim(tool, invitation, platform.issuer)
        asked = registration_request(tool.tool_url, platform)
        answer = read_answer(hand_in(tool.http, platform.registration_url, asked, token))
        _keep(tool, invitation, platform, answer, trace)
        return platform.product


def _invitation(tool: Tool, code: str) -> Invitation:
    with tool.database.reading(None) as tx:
        found = invitations.with_code(tx, fingerprint(code))
    if found is None or found.expires <= tool.clock():
        raise NotRegistered(Obstacle.INVITATION_UNKNOWN)
    return found


def _claim(tool: Tool, invitation: Invitation, issuer: str) -> None:
    with tool.database.writing(None) as tx:
        need(invitations.claim(tx, invitation.id, issuer), Obstacle.INVITATION_TAKEN)


def _keep(
    tool: Tool,
    invitation: Invitation,
    platform: PlatformConfiguration,
    answer: RegistrationAnswer,
    trace: Trace,
) -> None:
    trace.learn(client_id=answer.client_id, deployment_id=answer.deployment_id)
    with tool.database.writing(invitation.tenant) as tx:
        made = _registration(invitation, platform, answer, _known(tx, platform, answer))
        need(made.tenant == invitation.tenant, Obstacle.ACADEMY_TAKEN)
        registrations.keep(tx, made)
        if answer.deployment_id:
            _open(tx, made, answer.deployment_id)
        invitations.note_registration(tx, invitation.id, made.id)


def _known(
    tx: Transaction, platform: PlatformConfiguration, answer: RegistrationAnswer
) -> Registration | None:
    of_issuer = registrations.of_issuer(tx, platform.issuer)
    return next((one for one in of_issuer if one.client_id == answer.client_id), None)


def _registration(
    invitation: Invitation,
    platform: PlatformConfiguration,
    answer: RegistrationAnswer,
    known: Registration | None,
) -> Registration:
    settings = known or invitation
    return Registration(
        id=known.id if known else new_id(),
        tenant=settings.tenant,
        name=known.name if known else platform.name,
        issuer=platform.issuer,
        client_id=answer.client_id,
        auth_url=platform.auth_url,
        token_url=platform.token_url,
        token_audience=known.token_audience if known else None,
        jwks_url=platform.jwks_url,
        frame_origins=_origins(platform),
        default_school_id=known.default_school_id if known else invitation.school_id,
        accept_new_deployments=settings.accept_new_deployments,
        report_scores=settings.report_scores,
    )


def _origins(platform: PlatformConfiguration) -> tuple[str, ...]:
    """An academy in a shared cloud has pages on another host than its issuer."""
    asked = (
        platform.issuer,
        platform.auth_url,
        platform.fetched_from,
        platform.registration_url,
    )
    return tuple(dict.fromkeys(origin for one in asked if (origin := origin_of(one))))


def _open(tx: Transaction, made: Registration, deployment_id: str) -> None:
    """The academy named its place for us; one that an administrator closed stays closed."""
    if registrations.find_deployment(tx, made.id, deployment_id) is None:
        place = Deployment(made.id, deployment_id, DeploymentState.OPEN, made.default_school_id)
        registrations.keep_deployment(tx, place)
