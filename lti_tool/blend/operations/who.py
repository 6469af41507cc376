"""Who somebody is in statements, and what her goals group there."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from lti_tool.blend.rules.drafts import Who
from lti_tool.goals.operations import goals_by_id
from lti_tool.goals.rules import grouping_of as activities_around
from lti_tool.people.operations import memberships_of, person
from lti_tool.people.rules import TEAM_ROLES, Viewer
from lti_tool.profile.rules import Json
from lti_tool.shell.tool import Tool


def who(tx: Transaction, person_id: UUID, at: datetime) -> Who:
    """Raises PersonUnknown."""
    found = person(tx, person_id)
    schools = [m for m in memberships_of(tx, person_id, at.date()) if m.school_id]
    own = [m for m in schools if m.role in TEAM_ROLES] or schools
    return Who(person_id, found.pseudonym, own[0].school_id if own else None)


def who_is(viewer: Viewer) -> Who:
    return Who(viewer.person_id, viewer.pseudonym, viewer.school_id)


def grouping_of(tx: Transaction, tool: Tool, goal_ids: Iterable[UUID]) -> list[Json]:
    """The goals with their questions and themes, each once (domain.md §6.3, rule 1)."""
    goals = goals_by_id(tx, list(goal_ids)).values()
    named = [one for goal in goals for one in activities_around(tool.tool_url, goal)]
    return list({one["id"]: one for one in named}.values())
