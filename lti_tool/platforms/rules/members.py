"""Who takes part in a course according to the academy (names and role provisioning §2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lti_tool.platforms.rules.launches import MAX_ID, MAX_TEXT


@dataclass(frozen=True, slots=True)
class Member:
    """`roles` by their short names; they give no rights and take none away."""

    subject: str
    roles: frozenset[str]
    name: str | None
    email: str | None


def members_in(page: Any) -> list[Member]:
    """The active members on one page; what can't be read is skipped."""
    listed = page.get("members") if isinstance(page, dict) else None
    found = listed if isinstance(listed, list) else []
    return [member for raw in found if (member := _member(raw)) is not None]


def short_role(role: str) -> str:
    """`…/membership#Learner` and `Learner` are one role; of a sub-role the part after `#`."""
    return role.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _member(raw: Any) -> Member | None:
    if not isinstance(raw, dict) or raw.get("status", "Active") != "Active":
        return None
    subject, roles = raw.get("user_id"), raw.get("roles")
    if not isinstance(subject, str) or not 0 < len(subject) <= MAX_ID:
        return None
    named = roles if isinstance(roles, list) else []
    return Member(
        subject,
        frozenset(short_role(role) for role in named if isinstance(role, str)),
        _text(raw, "name"),
        _text(raw, "email"),
    )


def _text(raw: Mapping[str, Any], name: str) -> str | None:
    value = raw.get(name)
    return value[:MAX_TEXT] if isinstance(value, str) and value else None
