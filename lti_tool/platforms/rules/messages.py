"""The messages an academy can open the tool with, and what each says beside a plain launch."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lti_tool.platforms.rules.addresses import web_address
from lti_tool.platforms.rules.reasons import Reason, expect

DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
RESOURCE_LINK = "ltiResourceLink"


class Message(StrEnum):
    """The claim `message_type`."""

    RESOURCE_LINK = "LtiResourceLinkRequest"
    DEEP_LINKING = "LtiDeepLinkingRequest"
    SUBMISSION_REVIEW = "LtiSubmissionReviewRequest"
    DATA_PRIVACY = "LtiDataPrivacyLaunchRequest"

    @property
    def has_link(self) -> bool:
        """Whether it comes from an activity that stands in a course."""
        return self in (Message.RESOURCE_LINK, Message.SUBMISSION_REVIEW)


MESSAGES: dict[str, Message] = {
    **{message.value: message for message in Message},
    # the draft of the data privacy launch changed its name; academies send either
    "DataPrivacyLaunchRequest": Message.DATA_PRIVACY,
}


@dataclass(frozen=True, slots=True)
class DeepLinking:
    """What the academy takes back (deep linking §4.4.1). `targets`: window, iframe, …"""

    return_url: str
    accept_multiple: bool
    accept_line_item: bool
    targets: tuple[str, ...]
    data: str | None

    @classmethod
    def kept(cls, placement: Mapping[str, Any]) -> "DeepLinking | None":
        """As it was kept with the visit."""
        asked = placement.get("deep_linking")
        return cls(**{**asked, "targets": tuple(asked["targets"])}) if asked else None


def for_user_of(claims: Mapping[str, Any], message: Message) -> str | None:
    """Whose work or record it is about (submission review §3.2); drafts call it `id`."""
    claim = claims.get("https://purl.imsglobal.org/spec/lti/claim/for_user")
    about: dict[str, Any] = claim if isinstance(claim, dict) else {}
    subject = about.get("user_id", about.get("id"))
    known = isinstance(subject, str) and bool(subject)
    expect(known or message is not Message.SUBMISSION_REVIEW, Reason.FOR_USER_MISSING)
    return str(subject) if known else None


def deep_linking_of(claims: Mapping[str, Any]) -> DeepLinking:
    """The settings of a deep linking request; the first that does not hold refuses it."""
    asked = claims.get(DEEP_LINKING + "deep_linking_settings")
    expect(isinstance(asked, dict), Reason.DEEP_LINK_SETTINGS_MISSING)
    settings: dict[str, Any] = dict(asked or {})
    return_url = web_address(settings.get("deep_link_return_url"))
    expect(return_url is not None, Reason.DEEP_LINK_RETURN_MISSING)
    expect(RESOURCE_LINK in _texts(settings, "accept_types"), Reason.DEEP_LINK_TYPE_REFUSED)
    data = settings.get("data")
    return DeepLinking(
        return_url=return_url or "",
        accept_multiple=settings.get("accept_multiple") is True,
        # what it does not say is up to us (§4.4.1): who has a gradebook mostly takes columns
        accept_line_item=settings.get("accept_lineitem") is not False,
        targets=_texts(settings, "accept_presentation_document_targets"),
        data=data if isinstance(data, str) else None,
    )


def _texts(settings: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = settings.get(name)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
