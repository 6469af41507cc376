"""Read a course's members from an academy, page by page."""

import httpx

from lti_tool.platforms.platforms.answers import TIMEOUT, ask, json_of
from lti_tool.platforms.rules.members import Member, members_in
from lti_tool.platforms.rules.paging import MAX_PAGES, next_page

KIND = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"


def fetch_members(http: httpx.Client, memberships_url: str, token: str) -> list[Member]:
    """Raises AcademyUnreachable."""
    headers = {"Authorization": f"Bearer {token}", "Accept": KIND}
    found: list[Member] = []
    following: str | None = memberships_url
    for _ in range(MAX_PAGES):
        if following is None:
            break
        asked = http.build_request("GET", following, headers=headers, timeout=TIMEOUT)
        answer = ask(http, asked)
        found += members_in(json_of(answer))
        following = next_page(answer.headers.get("Link"), following)
    return found
