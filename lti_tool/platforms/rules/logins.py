"""The login that an academy starts, and what we remember of it until its answer comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from lti_tool.platforms.rules.addresses import origin_of, with_query
from lti_tool.platforms.rules.reasons import Reason, expect
from lti_tool.platforms.rules.registrations import Registration
from lti_tool.platforms.rules.tokens import UNSTORABLE

LIFETIME = timedelta(minutes=10)
MAX_CHARACTERS = 8000
"""Of all values together: they travel on in an address, and servers refuse longer ones."""

MAX_SHOWN = 255
"""Characters of a name that nobody vouches for."""

REQUIRED = ("iss", "login_hint", "target_link_uri")
OPTIONAL = ("client_id", "lti_deployment_id", "lti_message_hint", "lti_storage_target")


@dataclass(frozen=True, slots=True)
class LoginRequest:
    """A checked login request (security framework §5.1.1.1, LTI core §4.1)."""

    issuer: str
    login_hint: str
    target_link_uri: str
    client_id: str | None
    deployment_id: str | None
    message_hint: str | None
    storage_target: str | None


@dataclass(frozen=True, slots=True)
class PendingLogin:
    """What we remember of one click until the academy answers, at most `LIFETIME`."""

    state_hash: bytes
    nonce: str
    registration_id: UUID
    deployment_id: str | None
    browser_hash: bytes
    expires: datetime
    storage_target: str | None


@dataclass(frozen=True, slots=True)
class PlatformStorage:
    """A drawer in the academy's own page, for browsers that keep no cookie of ours in its frame.

    `target` is the frame that answers, `origin` the only site we speak to (LTI client-side
    postMessages §2). `value` is what is to be kept there, or empty where it is asked back.
    """

    target: str
    origin: str
    key: str
    value: str | None = None


def who_claims(raw: Mapping[str, str]) -> dict[str, str]:
    """Which academy says that it is logging somebody in: for the log, also where it is refused."""
    said = {"issuer": raw.get("iss", ""), "client_id": raw.get("client_id", "")}
    return {
        name: text[:MAX_SHOWN]
        for name, text in said.items()
        if text and not UNSTORABLE.search(text)
    }


def check_login(raw: Mapping[str, str], tool_origin: str) -> LoginRequest:
    """Read what the academy sent by GET or POST."""
    sent = {name: raw[name] for name in (*REQUIRED, *OPTIONAL) if raw.get(name)}
    expect(sum(map(len, sent.values())) <= MAX_CHARACTERS, Reason.LOGIN_GARBLED)
    expect(not any(map(UNSTORABLE.search, sent.values())), Reason.LOGIN_GARBLED)
    expect(all(name in sent for name in REQUIRED), Reason.LOGIN_INCOMPLETE)
    expect(origin_of(sent["target_link_uri"]) == tool_origin, Reason.LOGIN_TARGET_FOREIGN)
    return LoginRequest(
        issuer=sent["iss"],
        login_hint=sent["login_hint"],
        target_link_uri=sent["target_link_uri"],
        client_id=sent.get("client_id"),
        deployment_id=sent.get("lti_deployment_id"),
        message_hint=sent.get("lti_message_hint"),
        storage_target=sent.get("lti_storage_target"),
    )


def authentication_url(
    registration: Registration, login: LoginRequest, *, redirect_uri: str, state: str, nonce: str
) -> str:
    """Where the browser goes to be recognised (§5.1.1.2); never with a `repost` of our own."""
    hint = {"lti_message_hint": login.message_hint} if login.message_hint is not None else {}
    return with_query(
        registration.auth_url,
        scope="openid",
        response_type="id_token",
        response_mode="form_post",
        prompt="none",
        client_id=registration.client_id,
        redirect_uri=redirect_uri,
        login_hint=login.login_hint,
        state=state,
        nonce=nonce,
        **hint,
    )
