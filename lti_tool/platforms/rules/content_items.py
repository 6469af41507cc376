"""What we give an academy to place in a course, in the words of deep linking 2.0."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lti_tool.platforms.rules.launches import CLAIM, OUR_CUSTOM
from lti_tool.platforms.rules.messages import DEEP_LINKING, RESOURCE_LINK, DeepLinking
from lti_tool.platforms.rules.registrations import Registration
from lti_tool.platforms.rules.scores import MAXIMUM
from lti_tool.platforms.rules.services import TAG

LIFE = timedelta(minutes=5)
BACKDATED = timedelta(seconds=10)
HEIGHT = 600
WINDOW, FRAME = "window", "iframe"


@dataclass(frozen=True, slots=True)
class Column:
    """A column in the gradebook. `reviewed`: its scores lead to a submission review."""

    resource_id: str
    label: str
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class ContentItem:
    """A link that opens `place`, with a column of its own or without."""

    place: str
    title: str
    text: str = ""
    column: Column | None = None


def content_item(
    item: ContentItem, launch_url: str, asked: DeepLinking, *, own_window: bool
) -> dict[str, Any]:
    """§3.2 of the standard: an LTI resource link."""
    shown = (
        {"window": {"targetName": "leerspoor"}} if own_window else {"iframe": {"height": HEIGHT}}
    )
    made = {
        "type": RESOURCE_LINK,
        "url": launch_url,
        "title": item.title,
        "custom": {OUR_CUSTOM: item.place},
        **shown,
    }
    if item.text:
        made["text"] = item.text
    if item.column and asked.accept_line_item:
        made["lineItem"] = _line_item(item.column)
    return made


def _line_item(column: Column) -> dict[str, Any]:
    review = {"submissionReview": {"reviewableStatus": ["Completed"]}} if column.reviewed else {}
    return {
        "label": column.label,
        "scoreMaximum": MAXIMUM,
        "resourceId": column.resource_id,
        "tag": TAG,
        **review,
    }


def response_claims(
    registration: Registration,
    deployment_id: str,
    asked: DeepLinking,
    items: Sequence[dict[str, Any]],
    *,
    nonce: str,
    at: datetime,
) -> dict[str, Any]:
    """The deep linking response (§4.5): here the tool is the issuer."""
    data = {} if asked.data is None else {DEEP_LINKING + "data": asked.data}
    return {
        "iss": registration.client_id,
        "aud": registration.issuer,
        "iat": int((at - BACKDATED).timestamp()),
        "exp": int((at + LIFE).timestamp()),
        "nonce": nonce,
        CLAIM + "message_type": "LtiDeepLinkingResponse",
        CLAIM + "version": "1.3.0",
        CLAIM + "deployment_id": deployment_id,
        DEEP_LINKING + "content_items": list(items),
        **data,
    }
