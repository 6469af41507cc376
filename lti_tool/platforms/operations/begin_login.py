"""Answer an academy that starts a login: remember the click and send the browser on."""

from collections.abc import Mapping
from dataclasses import dataclass

from foundation.identifiers import fingerprint, new_token
from lti_tool.platforms.operations.attempts import Trace, traced
from lti_tool.platforms.rules.addresses import origin_of
from lti_tool.platforms.rules.logins import (
    LIFETIME,
    LoginRequest,
    PendingLogin,
    PlatformStorage,
    authentication_url,
    check_login,
    who_claims,
)
from lti_tool.platforms.rules.reasons import Reason, expect
from lti_tool.platforms.rules.registrations import Registration
from lti_tool.platforms.storage import logins, registrations
from lti_tool.shell.tool import Tool

LAUNCH_PATH = "/lti/launch"


@dataclass(frozen=True, slots=True)
class StartedLogin:
    """Where the browser goes now, and by what we know it again: a cookie, or the academy's
    storage where it has one and the browser keeps no cookie.
    """

    url: str
    cookie_name: str
    cookie: str
    storage: PlatformStorage | None


def begin_login(tool: Tool, raw: Mapping[str, str]) -> StartedLogin:
    """Raises LaunchRefused."""
    with traced(tool.database, tool.clock, "login") as trace:
        return _started(tool, raw, trace)


def cookie_of_state(state: str) -> str:
    """One cookie per login, so that two clicks in one browser never mix."""
    return f"__Host-lti-{fingerprint(state).hex()[:12]}"


def _started(tool: Tool, raw: Mapping[str, str], trace: Trace) -> StartedLogin:
    trace.learn(**who_claims(raw))
    login = check_login(raw, origin_of(tool.tool_url) or "")
    trace.learn(issuer=login.issuer, client_id=login.client_id, deployment_id=login.deployment_id)
    registration = _registration(tool, login)
    trace.learn(client_id=registration.client_id)
    state, nonce, browser = new_token(), new_token(), new_token()
    pending = _pending(tool, registration, login, state=state, nonce=nonce, browser=browser)
    with tool.database.writing(None) as tx:
        logins.add(tx, pending)
        trace.write(tx)
    url = authentication_url(
        registration, login, redirect_uri=tool.tool_url + LAUNCH_PATH, state=state, nonce=nonce
    )
    storage = storage_of(registration, state, login.storage_target, browser)
    return StartedLogin(url, cookie_of_state(state), browser, storage)


def storage_of(
    registration: Registration, state: str, target: str | None, value: str | None = None
) -> PlatformStorage | None:
    """Where the academy keeps something for this login, if it offers that."""
    origin = origin_of(registration.auth_url)
    if target is None or origin is None:
        return None
    return PlatformStorage(target, origin, f"leerspoor-{fingerprint(state).hex()[:12]}", value)


def _registration(tool: Tool, login: LoginRequest) -> Registration:
    """Without a client id (it is optional) the issuer must have one registration only."""
    with tool.database.reading(None) as tx:
        known = registrations.of_issuer(tx, login.issuer)
    named = [one for one in known if login.client_id in (None, one.client_id)]
    expect(bool(named), Reason.PLATFORM_UNKNOWN)
    expect(len(named) == 1, Reason.CLIENT_UNNAMED)
    return named[0]


def _pending(
    tool: Tool,
    registration: Registration,
    login: LoginRequest,
    *,
    state: str,
    nonce: str,
    browser: str,
) -> PendingLogin:
    return PendingLogin(
        state_hash=fingerprint(state),
        nonce=nonce,
        registration_id=registration.id,
        deployment_id=login.deployment_id,
        browser_hash=fingerprint(browser),
        expires=tool.clock() + LIFETIME,
        storage_target=login.storage_target,
    )
