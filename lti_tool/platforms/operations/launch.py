"""Let somebody in who launches from an academy: the whole chain, from state to visit."""

import hmac
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from foundation.database import Transaction
from foundation.identifiers import fingerprint
from lti_tool.people.operations import Arrival, arrive
from lti_tool.platforms.operations.attempts import Trace, traced
from lti_tool.platforms.operations.begin_login import cookie_of_state, storage_of
from lti_tool.platforms.operations.platform_keys import platform_key
from lti_tool.platforms.operations.prove_old_name import proven_old_name
from lti_tool.platforms.operations.signatures import verified_claims
from lti_tool.platforms.operations.sync_members import promise_members
from lti_tool.platforms.rules.addresses import origin_of, path_of
from lti_tool.platforms.rules.consumers import OldName
from lti_tool.platforms.rules.launches import Expected, Launch, check_launch, return_url_of
from lti_tool.platforms.rules.logins import PendingLogin, PlatformStorage
from lti_tool.platforms.rules.reasons import LaunchRefused, Reason, expect
from lti_tool.platforms.rules.registrations import Deployment, DeploymentState, Registration
from lti_tool.platforms.rules.services import LINE_ITEM_SCOPE, SCORE_SCOPE, Course
from lti_tool.platforms.rules.tokens import unverified_key_id
from lti_tool.platforms.storage import attempts, consumers, logins, registrations, services
from lti_tool.shell.operations import NewVisit, start_visit
from lti_tool.shell.tool import Tool


def launch(tool: Tool, raw: Mapping[str, str], cookies: Mapping[str, str]) -> NewVisit:
    """`raw`: the form the academy posted. Raises LaunchRefused."""
    with traced(tool.database, tool.clock, "launch") as trace:
        login, registration = _login_of(tool, raw, trace)
        known_by = cookies.get(cookie_of_state(raw["state"])) or raw.get("browser") or None
        _check_browser(login, known_by, trace)
        expect("error" not in raw, Reason.PLATFORM_REFUSED)
        claims = _claims(tool, registration, raw.get("id_token", ""))
        try:
            checked = check_launch(claims, _expected(tool, registration, login))
            trace.learn(deployment_id=checked.deployment_id)
            deployment = _deployment(tool, registration, checked.deployment_id)
            before = proven_old_name(tool, registration, claims)
        except LaunchRefused as refused:
            raise LaunchRefused(refused.reason, return_url_of(claims)) from refused
        return _let_in(tool, registration, deployment, checked, before, trace)


def storage_to_ask(
    tool: Tool, raw: Mapping[str, str], cookies: Mapping[str, str]
) -> PlatformStorage | None:
    """Where to ask first who this browser is: no cookie came back, and the academy keeps things.

    Once it was asked, the launch is posted again with the answer (`browser`), even an empty one.
    """
    state = raw.get("state", "")
    if not state or "error" in raw or "browser" in raw or cookie_of_state(state) in cookies:
        return None
    with tool.database.reading(None) as tx:
        login = logins.find(tx, fingerprint(state))
        registration = registrations.find(tx, login.registration_id) if login else None
    if login is None or registration is None:
        return None
    return storage_of(registration, state, login.storage_target)


def _login_of(
    tool: Tool, raw: Mapping[str, str], trace: Trace
) -> tuple[PendingLogin, Registration]:
    """Take the login away first: whatever follows, this state and nonce never serve again."""
    state = raw.get("state", "")
    expect(bool(state), Reason.STATE_MISSING)
    state_hash = fingerprint(state)
    with tool.database.writing(None) as tx:
        login = logins.take(tx, state_hash)
        repeated = login is None and attempts.was_seen(tx, state_hash)
        registration = registrations.find(tx, login.registration_id) if login else None
    expect(not repeated, Reason.LAUNCH_REPEATED)
    if login is None:
        raise LaunchRefused(Reason.STATE_UNKNOWN)
    trace.learn(state_hash=state_hash)
    if registration is None:  # withdrawn between the click and now
        raise LaunchRefused(Reason.PLATFORM_UNKNOWN)
    trace.learn(issuer=registration.issuer, client_id=registration.client_id)
    expect(tool.clock() < login.expires, Reason.LOGIN_EXPIRED)
    return login, registration


def _check_browser(login: PendingLogin, known_by: str | None, trace: Trace) -> None:
    """By cookie or by what the academy kept; where neither is there, the single-use state must
    do. The log says which it was.
    """
    trace.learn(browser_bound=known_by is not None)
    if known_by is not None:
        same = hmac.compare_digest(fingerprint(known_by), login.browser_hash)
        expect(same, Reason.OTHER_BROWSER)


def _claims(tool: Tool, registration: Registration, token: str) -> dict[str, Any]:
    key_id = unverified_key_id(token)
    return verified_claims(token, platform_key(tool, registration.jwks_url, key_id))


def _expected(tool: Tool, registration: Registration, login: PendingLogin) -> Expected:
    return Expected(
        issuer=registration.issuer,
        client_id=registration.client_id,
        nonce=login.nonce,
        deployment_id=login.deployment_id,
        tool_origin=origin_of(tool.tool_url) or "",
        moment=tool.clock(),
    )


def _deployment(tool: Tool, registration: Registration, deployment_id: str) -> Deployment:
    """A place we see for the first time is kept, so that an administrator can open it."""
    with tool.database.writing(registration.tenant) as tx:
        found = registrations.find_deployment(tx, registration.id, deployment_id)
        if found is None:
            new = DeploymentState.PENDING
            if registration.accept_new_deployments:
                new = DeploymentState.OPEN
            found = Deployment(registration.id, deployment_id, new, registration.default_school_id)
            registrations.keep_deployment(tx, found)
    expect(found.state is not DeploymentState.PENDING, Reason.DEPLOYMENT_PENDING)
    expect(found.state is DeploymentState.OPEN, Reason.DEPLOYMENT_CLOSED)
    return found


def _let_in(
    tool: Tool,
    registration: Registration,
    deployment: Deployment,
    checked: Launch,
    before: OldName | None,
    trace: Trace,
) -> NewVisit:
    at = tool.clock()
    arrival = Arrival(
        issuer=registration.people_issuer,
        subject=checked.subject,
        name=checked.name,
        email=checked.email,
        locale=checked.locale or "nl",
        school_id=deployment.school_id or registration.default_school_id,
        before=(before.consumer.people_issuer, before.subject) if before else None,
    )
    with tool.database.writing(registration.tenant, turn="arrive") as tx:
        trace.write(tx)
        person = arrive(tx, arrival, at.date())
        if course := _course(tool, registration, checked):
            services.keep_course(tx, course)
            services.keep_participant(tx, person.id, registration.id, course.context_id)
            if course.tells_people and registration.token_url:
                promise_members(tx, course, at)
        return start_visit(
            tx,
            tenant=registration.tenant,
            person_id=person.id,
            at=at,
            platform_id=registration.id,
            platform_origin=_frame_origin(registration, checked),
            return_url=checked.return_url,
            document_target=checked.document_target,
            locale=checked.locale or person.locale,
            placement={**_placement(checked), "place": checked.place or _old_place(tx, before)},
        )


def _old_place(tx: Transaction, before: OldName | None) -> str | None:
    """A link that lost its parameter on the way to LTI 1.3 still opens what it opened."""
    if before is None or before.link_id is None:
        return None
    return consumers.place_of(tx, before.consumer.id, before.link_id)


def _course(tool: Tool, registration: Registration, checked: Launch) -> Course | None:
    if checked.context_id is None:
        return None
    grades = checked.grades
    needed = {LINE_ITEM_SCOPE, SCORE_SCOPE}
    return Course(
        registration_id=registration.id,
        context_id=checked.context_id,
        memberships_url=checked.memberships_url,
        lineitems_url=grades.lineitems if grades else None,
        can_report=grades is not None and needed <= grades.scopes,
        seen=tool.clock(),
        groups_url=checked.groups_url,
    )


def _frame_origin(registration: Registration, checked: Launch) -> str:
    """The page around our frame: where it wants the browser back, if that is one it may be."""
    wanted = origin_of(checked.return_url)
    if wanted in registration.frame_origins:
        return wanted or ""
    return next(iter(registration.frame_origins), "")


def _placement(checked: Launch) -> dict[str, Any]:
    """Where in the academy the visit began, and what it asked for."""
    return {
        "message": checked.message,
        "deployment_id": checked.deployment_id,
        "context_id": checked.context_id,
        "resource_link_id": checked.resource_link_id,
        "target": path_of(checked.target),
        "roles": list(checked.roles),
        "for_user": checked.for_user,
        "deep_linking": asdict(checked.deep_linking) if checked.deep_linking else None,
    }
