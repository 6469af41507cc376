"""Read a course's members and groups from an academy, page by page."""

from collections.abc import Iterator
from typing import Any

import httpx

from lti_tool.platforms.platforms.answers import TIMEOUT, ask, json_of
from lti_tool.platforms.rules.groups import CourseGroup, groups_in
from lti_tool.platforms.rules.members import Member, members_in
from lti_tool.platforms.rules.paging import MAX_PAGES, next_page

MEMBERS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
GROUPS = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json"


def fetch_members(http: httpx.Client, memberships_url: str, token: str) -> list[Member]:
    """Raises AcademyUnreachable."""
    pages = _pages(http, memberships_url, token, MEMBERS)
    return [member for page in pages for member in members_in(page)]


def fetch_groups(http: httpx.Client, groups_url: str, token: str) -> list[CourseGroup]:
    """Each once. Raises AcademyUnreachable."""
    pages = _pages(http, groups_url, token, GROUPS)
    return list({group.id: group for page in pages for group in groups_in(page)}.values())


def _pages(http: httpx.Client, url: str, token: str, kind: str) -> Iterator[Any]:
    headers = {"Authorization": f"Bearer {token}", "Accept": kind}
    following: str | None = url
    for _ in range(MAX_PAGES):
        if following is None:
            return
        asked = http.build_request("GET", following, headers=headers, timeout=TIMEOUT)
        answer = ask(http, asked)
        yield json_of(answer)
        following = next_page(answer.headers.get("Link"), following)
