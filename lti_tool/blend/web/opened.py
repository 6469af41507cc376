"""Where a unit that was just opened is shown: in a tab of its own, or in the page."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request

from foundation.web.headers import allow

SANDBOX = (
    "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox "
    "allow-modals allow-downloads"
)
"""What a unit may do in its frame. The content host is another host, so its "same origin" is not
ours; without top navigation it cannot move the page around it. What a format needs less, the
content host takes away itself."""


@dataclass(frozen=True, slots=True)
class Opened:
    """`here`: in a frame of this page."""

    url: str
    here: bool
    sandbox: str = SANDBOX


def opened(url: str, *, embeds: bool) -> Opened:
    """In the page where she asked for that and the unit may stand there; else in a tab."""
    here = embeds and request.form.get("waar") == "hier"
    if here:
        parts = urlsplit(url)
        allow(frame_src=f"{parts.scheme}://{parts.netloc}")
        allow(frame_src="'self'")  # where the unit goes when it ends
    return Opened(url, here)
