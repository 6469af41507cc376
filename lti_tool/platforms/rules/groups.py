"""The groups into which a course is divided at the academy (LTI course groups service 1.0)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lti_tool.platforms.rules.addresses import web_address

CLAIM = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice"
SCOPE = "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly"
MAX_ID, MAX_NAME = 255, 200
MOST = 500
"""So many groups of one course are kept; nobody chooses from more."""


@dataclass(frozen=True, slots=True)
class CourseGroup:
    """Only its name is used: who is in it stays at the academy."""

    id: str
    name: str


def groups_url_of(claims: Mapping[str, Any]) -> str | None:
    """Where the groups are told, if we may ask (§3.1)."""
    claim = claims.get(CLAIM)
    said: dict[str, Any] = claim if isinstance(claim, dict) else {}
    scopes = said.get("scope")
    may_ask = isinstance(scopes, list) and SCOPE in scopes
    return web_address(said.get("context_groups_url")) if may_ask else None


def groups_in(page: Any) -> list[CourseGroup]:
    """The groups on one page (§4.1); what can't be read is skipped."""
    listed = page.get("groups") if isinstance(page, dict) else None
    found = listed if isinstance(listed, list) else []
    return [group for raw in found if (group := _group(raw)) is not None]


def _group(raw: Any) -> CourseGroup | None:
    if not isinstance(raw, dict):
        return None
    name, group_id = raw.get("name"), raw.get("id")
    if isinstance(group_id, int) and not isinstance(group_id, bool):
        group_id = str(group_id)
    if not isinstance(group_id, str) or not 0 < len(group_id) <= MAX_ID:
        return None
    if not isinstance(name, str) or not name.strip():
        return None
    return CourseGroup(group_id, name.strip()[:MAX_NAME])
