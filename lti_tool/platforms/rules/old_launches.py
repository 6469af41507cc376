"""A launch by LTI 1.1: a signed form, its fields checked in a row (LTI 1.1 §3, RFC 5849 §3)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lti_tool.platforms.rules.addresses import web_address
from lti_tool.platforms.rules.launches import LEEWAY, MAX_AGE, MAX_ID, MAX_TEXT, OUR_CUSTOM
from lti_tool.platforms.rules.reasons import Reason, expect
from lti_tool.platforms.rules.tokens import UNSTORABLE

METHOD = "HMAC-SHA1"
KEY_FIELD = "oauth_consumer_key"
"""A form with this field is a launch by LTI 1.1; LTI 1.3 posts a `state`."""

MAX_FIELDS = 300
NONCE_LASTS = MAX_AGE + 2 * LEEWAY
"""So long a launch could come again before its moment alone gives it away."""

SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OldLaunch:
    """Who opened which link; whether the signature holds is asked elsewhere."""

    subject: str
    link_id: str
    place: str | None
    context_id: str | None
    context_title: str | None
    roles: tuple[str, ...]
    name: str | None
    email: str | None
    locale: str | None
    document_target: str | None
    return_url: str | None


def one_of_each(fields: Fields) -> dict[str, str]:
    """The fields by name. What is signed can't be read two ways, so nothing stands twice."""
    expect(len(fields) <= MAX_FIELDS, Reason.TOKEN_TOO_LARGE)
    expect(not any(UNSTORABLE.search(part) for pair in fields for part in pair), MALFORMED)
    named = dict(fields)
    expect(len(named) == len(fields), MALFORMED)
    return named


MALFORMED = Reason.TOKEN_MALFORMED


def check_signing(fields: Mapping[str, str], at: datetime) -> None:
    """How and when it was signed (RFC 5849 §3.1 to §3.3); before the signature itself."""
    expect(fields.get("oauth_signature_method") == METHOD, Reason.ALGORITHM_REFUSED)
    expect(fields.get("oauth_version", "1.0") == "1.0", Reason.ALGORITHM_REFUSED)
    expect(bool(fields.get("oauth_signature")), Reason.SIGNATURE_WRONG)
    signed = fields.get("oauth_timestamp", "")
    expect(SECONDS.fullmatch(signed) is not None, Reason.ISSUED_MISSING)
    age = timedelta(seconds=at.timestamp() - int(signed))
    expect(age >= -LEEWAY, Reason.ISSUED_IN_FUTURE)
    expect(age <= MAX_AGE, Reason.ISSUED_TOO_LONG_AGO)
    expect(bool(fields.get("oauth_nonce")), Reason.NONCE_MISSING)


def check_old_launch(fields: Mapping[str, str]) -> OldLaunch:
    """LTI 1.1 §3: the fields of a basic launch; only once its signature was found good."""
    message, version = fields.get("lti_message_type"), fields.get("lti_version")
    subject, link_id = fields.get("user_id", ""), fields.get("resource_link_id", "")
    expect(bool(message), Reason.MESSAGE_TYPE_MISSING)
    expect(message == "basic-lti-launch-request", Reason.MESSAGE_TYPE_UNKNOWN)
    expect(bool(version), Reason.VERSION_MISSING)
    expect(version in ("LTI-1p0", "LTI-1p1", "LTI-1p2"), Reason.VERSION_WRONG)
    expect(0 < len(link_id) <= MAX_ID, Reason.RESOURCE_LINK_UNNAMED)
    expect(bool(subject), Reason.SUBJECT_MISSING)
    expect(len(subject) <= MAX_ID, Reason.SUBJECT_TOO_LONG)
    return OldLaunch(
        subject=subject,
        link_id=link_id,
        place=_text(fields, f"custom_{OUR_CUSTOM}"),
        context_id=_text(fields, "context_id"),
        context_title=_text(fields, "context_title"),
        roles=tuple(part.strip() for part in fields.get("roles", "").split(",") if part.strip()),
        name=_name(fields),
        email=_text(fields, "lis_person_contact_email_primary"),
        locale=_text(fields, "launch_presentation_locale"),
        document_target=_text(fields, "launch_presentation_document_target"),
        return_url=return_url_in(fields),
    )


def return_url_in(fields: Mapping[str, str]) -> str | None:
    """Where the academy wants the browser back; also wanted when the launch is refused."""
    return web_address(fields.get("launch_presentation_return_url"))


def _name(fields: Mapping[str, str]) -> str | None:
    parts = [_text(fields, f"lis_person_name_{one}") for one in ("given", "family")]
    whole = _text(fields, "lis_person_name_full")
    return whole or " ".join(part for part in parts if part) or None


def _text(fields: Mapping[str, str], name: str) -> str | None:
    return fields.get(name, "").strip()[:MAX_TEXT] or None
