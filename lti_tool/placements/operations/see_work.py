"""Show somebody's work to who reviews it in the academy: only what was shared with her."""

from dataclasses import dataclass
from uuid import UUID

from foundation.database import Transaction
from lti_tool.goals.operations import SharedGoal, goals_shared_with
from lti_tool.people.operations import aliases_named, confirmed, people_named
from lti_tool.people.rules import AliasKind, Viewer
from lti_tool.platforms.operations.answer_deep_link import registration_of
from lti_tool.shell.rules import Visit
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Work:
    """`name` is empty for whom the viewer sees nothing of: then her name is not ours to tell."""

    goals: tuple[SharedGoal, ...]
    name: str
    is_own: bool


def see_work(tool: Tool, viewer: Viewer, visit: Visit) -> Work:
    """The goals that the person of a submission review shares with who is looking."""
    with tool.database.reading(viewer.tenant) as tx:
        person_id = _person_of(tx, visit)
        shared = goals_shared_with(tx, viewer, tool.clock())
        goals = tuple(one for one in shared if one.goal.person_id == person_id)
        named = people_named(tx, [one.goal.person_id for one in goals])
    name = next((person.name for person in named.values()), "")
    return Work(goals, name, is_own=person_id == viewer.person_id)


def asks_about_other(tool: Tool, viewer: Viewer, visit: Visit) -> bool:
    """Whether the academy's administrator came here for somebody else."""
    if not visit.placement.get("for_user"):
        return False
    with tool.database.reading(viewer.tenant) as tx:
        return _person_of(tx, visit) != viewer.person_id


def _person_of(tx: Transaction, visit: Visit) -> UUID | None:
    """Whom the academy means; only known once she opened Leerspoor herself."""
    subject = visit.placement.get("for_user")
    if not subject:
        return None
    issuer = registration_of(tx, visit).people_issuer
    known = confirmed(aliases_named(tx, AliasKind.LTI, issuer, subject))
    return known.get((issuer, subject))
