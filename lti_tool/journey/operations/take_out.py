"""Take it with you: everything that is hers, in one file that other systems can read."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from foundation.database import Transaction
from lrs import statements_of_agent
from lti_tool.evidence.operations import agents_of
from lti_tool.goals.operations import (
    anchors_of,
    evaluations_of,
    goals_of,
    moves_of,
    processes_of,
    versions_of,
)
from lti_tool.goals.rules import Goal, sentence_of
from lti_tool.people.operations import person
from lti_tool.people.rules import Permission, Subject, Viewer, expect_may
from lti_tool.practice.operations import attempts_of, moments_of, reflections_of, visits_of
from lti_tool.profile.rules import PROFILE
from lti_tool.shell.tool import Tool

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def take_out(tool: Tool, viewer: Viewer) -> dict[str, Any]:
    """Her goals and words as they stand in our tables, and every statement she is in."""
    expect_may(viewer, Permission.TAKE_AWAY, Subject(owner_id=viewer.person_id))
    with tool.database.reading(viewer.tenant) as tx:
        goals = goals_of(tx, viewer.person_id)
        ids = [goal.id for goal in goals]
        return {
            "made": plain(tool.clock()),
            "profile": PROFILE,
            "person": {"name": viewer.name, "pseudonym": str(viewer.pseudonym)},
            "goals": [_goal(tx, goal) for goal in goals],
            "processes": _all(processes_of(tx, viewer.person_id)),
            "evaluations": _all(evaluations_of(tx, ids)),
            "anchors": _all(anchors_of(tx, ids)),
            "reflections": _all(reflections_of(tx, ids)),
            "attempts": _all(attempts_of(tx, ids)),
            "moments": _all(moments_of(tx, viewer.person_id, BEGINNING)),
            "visits": _all(_own_visits(tx, viewer)),
            "statements": _statements(tx, tool, viewer),
        }


def _goal(tx: Transaction, goal: Goal) -> dict[str, Any]:
    return {
        **plain(asdict(goal)),
        "sentence": sentence_of(goal.parts),
        "versions": _all(versions_of(tx, goal.id)),
        "steps": _all(moves_of(tx, [goal.id])),
    }


def _own_visits(tx: Transaction, viewer: Viewer) -> list[Any]:
    """Visits to her lessons; what she saw at a colleague's is her colleague's to take."""
    return [v for v in visits_of(tx, viewer.person_id) if v.person_id == viewer.person_id]


def _statements(tx: Transaction, tool: Tool, viewer: Viewer) -> list[dict[str, Any]]:
    """Under our own name for her, and under every name elsewhere that she said is hers."""
    agents = agents_of(tx, tool.tool_url, person(tx, viewer.person_id))
    found = {one.id: one for agent in agents for one in statements_of_agent(tx, agent)}
    return [one.body for one in sorted(found.values(), key=lambda one: one.seq)]


def _all(things: list[Any]) -> list[Any]:
    return [plain(asdict(thing)) for thing in things]


def plain(value: Any) -> Any:
    """As JSON has it: words, numbers, lists and ISO 8601 dates."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, UUID) else value
