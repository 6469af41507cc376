"""A launch: the claims of a verified token, checked in a row, in the order of the standard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lti_tool.platforms.rules.addresses import origin_of, web_address
from lti_tool.platforms.rules.groups import groups_url_of
from lti_tool.platforms.rules.messages import (
    MESSAGES,
    DeepLinking,
    Message,
    deep_linking_of,
    for_user_of,
)
from lti_tool.platforms.rules.reasons import Reason, expect

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
MEMBERS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"

LEEWAY = timedelta(seconds=60)
MAX_AGE = timedelta(minutes=10)
MAX_ID = 255
MAX_TEXT = 500
OUR_CUSTOM = "leerspoor"
"""The custom parameter in which a link says what it opens (docs/launch.md)."""
END_OF_TIME = 1e12

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be in the token, known before it is read."""

    issuer: str
    client_id: str
    nonce: str
    deployment_id: str | None
    tool_origin: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class GradeServices:
    """Where results of this activity may be sent (assignment and grade services §3.1)."""

    scopes: frozenset[str]
    lineitems: str | None
    lineitem: str | None


@dataclass(frozen=True, slots=True)
class Launch:
    """One teacher opening the tool. Names and e-mail are often withheld.

    `place` is what our own custom parameter says that must open; `for_user` what the academy
    calls the person it is about, where that is another.
    """

    message: Message
    issuer: str
    client_id: str
    deployment_id: str
    subject: str
    target: str
    resource_link_id: str | None
    place: str | None
    deep_linking: DeepLinking | None
    for_user: str | None
    context_id: str | None
    context_title: str | None
    roles: tuple[str, ...]
    name: str | None
    email: str | None
    locale: str | None
    document_target: str | None
    return_url: str | None
    grades: GradeServices | None
    memberships_url: str | None
    groups_url: str | None


def check_launch(claims: Claims, expected: Expected) -> Launch:
    """Check every claim; the first that does not hold gives the reason of the refusal."""
    _check_parties(claims, expected)
    _check_times(claims, expected.moment)
    _check_nonce(claims, expected)
    _check_message(claims, expected)
    message = MESSAGES[claims[CLAIM + "message_type"]]
    _check_activity(claims, message)
    _check_person(claims)
    return _launch(claims, expected, message)


def return_url_of(claims: Claims) -> str | None:
    """Where the academy wants the browser back; also wanted when the launch is refused."""
    return web_address(_object(claims, CLAIM + "launch_presentation").get("return_url"))


def _check_parties(claims: Claims, expected: Expected) -> None:
    """Security framework §5.1.3 step 2 to 4; OpenID Connect core §3.1.3.7."""
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    expect(claims.get("iss") == expected.issuer, Reason.ISSUER_WRONG)
    expect(expected.client_id in audiences, Reason.AUDIENCE_WRONG)
    expect(len(audiences) == 1 or "azp" in claims, Reason.PARTY_MISSING)
    expect(claims.get("azp", expected.client_id) == expected.client_id, Reason.PARTY_WRONG)


def _check_times(claims: Claims, moment: datetime) -> None:
    """§5.1.3 step 7 and 8. Clocks differ: `LEEWAY` either way."""
    now, leeway = moment.timestamp(), LEEWAY.total_seconds()
    expires, issued = _seconds(claims, "exp"), _seconds(claims, "iat")
    not_before = _seconds(claims, "nbf")
    expect(expires is not None, Reason.EXPIRY_MISSING)
    expect((expires or 0) > now - leeway, Reason.TOKEN_EXPIRED)
    expect(issued is not None, Reason.ISSUED_MISSING)
    expect((issued or 0) <= now + leeway, Reason.ISSUED_IN_FUTURE)
    expect((issued or 0) >= now - MAX_AGE.total_seconds(), Reason.ISSUED_TOO_LONG_AGO)
    expect("nbf" not in claims or not_before is not None, Reason.NOT_YET_VALID)
    expect((not_before or 0) <= now + leeway, Reason.NOT_YET_VALID)


def _check_nonce(claims: Claims, expected: Expected) -> None:
    """§5.1.3 step 9. The login that held the nonce is gone by now: it serves once."""
    expect(bool(claims.get("nonce")), Reason.NONCE_MISSING)
    expect(claims.get("nonce") == expected.nonce, Reason.NONCE_WRONG)


def _check_message(claims: Claims, expected: Expected) -> None:
    """LTI core §5.3.1 to §5.3.4."""
    message, version = claims.get(CLAIM + "message_type"), claims.get(CLAIM + "version")
    deployment, target = claims.get(CLAIM + "deployment_id"), claims.get(CLAIM + "target_link_uri")
    expect(bool(message), Reason.MESSAGE_TYPE_MISSING)
    expect(message in list(MESSAGES), Reason.MESSAGE_TYPE_UNKNOWN)
    expect(bool(version), Reason.VERSION_MISSING)
    expect(version == "1.3.0", Reason.VERSION_WRONG)
    expect(_is_id(deployment), Reason.DEPLOYMENT_MISSING)
    expect(expected.deployment_id in (None, deployment), Reason.DEPLOYMENT_DIFFERS)
    expect(bool(target), Reason.TARGET_MISSING)
    expect(origin_of(target) == expected.tool_origin, Reason.TARGET_FOREIGN)


def _check_activity(claims: Claims, message: Message) -> None:
    """LTI core §5.3.5 and §5.4.1."""
    if message.has_link:
        link = claims.get(CLAIM + "resource_link")
        expect(link is not None, Reason.RESOURCE_LINK_MISSING)
        expect(isinstance(link, dict), Reason.RESOURCE_LINK_WRONG)
        expect(isinstance(link, dict) and _is_id(link.get("id")), Reason.RESOURCE_LINK_UNNAMED)
    context = claims.get(CLAIM + "context")
    expect(
        context is None or (isinstance(context, dict) and _is_id(context.get("id"))),
        Reason.CONTEXT_WRONG,
    )


def _check_person(claims: Claims) -> None:
    """LTI core §5.3.6 and §5.3.7. An empty list of roles is fine: rights never come from it."""
    subject, roles = claims.get("sub"), claims.get(CLAIM + "roles")
    expect(subject not in (None, ""), Reason.SUBJECT_MISSING)
    expect(isinstance(subject, str), Reason.SUBJECT_WRONG)
    expect(len(str(subject)) <= MAX_ID, Reason.SUBJECT_TOO_LONG)
    expect(roles is not None, Reason.ROLES_MISSING)
    expect(isinstance(roles, list), Reason.ROLES_WRONG)
    expect(all(isinstance(role, str) for role in roles or ()), Reason.ROLES_WRONG)


def _launch(claims: Claims, expected: Expected, message: Message) -> Launch:
    context = _object(claims, CLAIM + "context")
    shown = _object(claims, CLAIM + "launch_presentation")
    link = _object(claims, CLAIM + "resource_link") if message.has_link else {}
    return Launch(
        message=message,
        issuer=expected.issuer,
        client_id=expected.client_id,
        deployment_id=claims[CLAIM + "deployment_id"],
        subject=claims["sub"],
        target=claims[CLAIM + "target_link_uri"],
        resource_link_id=link.get("id"),
        place=_text(_object(claims, CLAIM + "custom"), OUR_CUSTOM),
        deep_linking=deep_linking_of(claims) if message is Message.DEEP_LINKING else None,
        for_user=for_user_of(claims, message),
        context_id=context.get("id"),
        context_title=_text(context, "title"),
        roles=tuple(claims[CLAIM + "roles"]),
        name=_name(claims),
        email=_text(claims, "email"),
        locale=_text(shown, "locale") or _text(claims, "locale"),
        document_target=_text(shown, "document_target"),
        return_url=return_url_of(claims),
        grades=_grades(_object(claims, GRADES)),
        memberships_url=web_address(_object(claims, MEMBERS).get("context_memberships_url")),
        groups_url=groups_url_of(claims),
    )


def _name(claims: Claims) -> str | None:
    parts = [_text(claims, "given_name"), _text(claims, "family_name")]
    return _text(claims, "name") or " ".join(part for part in parts if part) or None


def _grades(claim: Claims) -> GradeServices | None:
    lineitems, lineitem = web_address(claim.get("lineitems")), web_address(claim.get("lineitem"))
    scopes = claim.get("scope")
    if not isinstance(scopes, list) or not (lineitems or lineitem):
        return None
    named = frozenset(scope for scope in scopes if isinstance(scope, str))
    return GradeServices(named, lineitems, lineitem)


def _object(claims: Claims, name: str) -> Claims:
    """An optional claim; when it is not the object it should be, we do without."""
    claim = claims.get(name)
    return claim if isinstance(claim, dict) else {}


def _text(claims: Claims, name: str) -> str | None:
    value = claims.get(name)
    return (value.strip()[:MAX_TEXT] or None) if isinstance(value, str) else None


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_ID


def _seconds(claims: Claims, name: str) -> float | None:
    """A NumericDate (RFC 7519 §2); a boolean is a number to Python, not to us."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) < END_OF_TIME else None
