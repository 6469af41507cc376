"""Where the next page is: the Link header as academies really write it (RFC 8288, and Moodle)."""

import html
import re

from lti_tool.platforms.rules.addresses import origin_of

MAX_PAGES = 200

LINK = re.compile(r"<([^>]*)>([^<]*)")
NEXT = re.compile(r"""rel\s*=\s*["'“”„«»]?\s*next\b""", re.IGNORECASE)


def next_page(link_header: str | None, asked: str) -> str | None:
    """The address of the next page, or `None` at the last one.

    Accepts `rel=next`, quoted in any way (Moodle quotes it typographically, and as HTML), keeps
    upper and lower case, and stays on the server we asked.
    """
    unescaped = html.unescape(link_header or "")
    for address, parameters in LINK.findall(unescaped):
        if NEXT.search(parameters):
            following = str(address).strip()
            same = origin_of(following) is not None and origin_of(following) == origin_of(asked)
            return following if same else None
    return None
