"""Link what somebody did to a leerdoel afterwards, or take such a link away."""

from uuid import UUID

from foundation.database import Transaction
from foundation.identifiers import new_id
from lti_tool.evidence.operations.count import recount
from lti_tool.evidence.operations.surroundings import owners_of
from lti_tool.evidence.rules.facts import Fact
from lti_tool.evidence.rules.links import EvidenceLink, LinkState, NoSuchFact, NotYourGoal
from lti_tool.evidence.storage import facts, links
from lti_tool.people.rules import Viewer
from lti_tool.profile.operations import record
from lti_tool.profile.rules import LINKED, UNLINKED, Block, Draft, Verb, goal_activity, reference
from lti_tool.shell.tool import Tool


def link_fact_to_goal(tool: Tool, viewer: Viewer, statement_id: UUID, goal_id: UUID) -> None:
    """Let what this statement tells count for this goal; both must be the viewer's own."""
    with tool.database.writing(viewer.tenant) as tx:
        link_within(tx, tool, viewer, statement_id, goal_id)


def unlink(tool: Tool, viewer: Viewer, statement_id: UUID, goal_id: UUID) -> None:
    """Let it count for this goal no longer; also where the launch had linked it."""
    with tool.database.writing(viewer.tenant) as tx:
        unlink_within(tx, tool, viewer, statement_id, goal_id)


def link_within(
    tx: Transaction, tool: Tool, viewer: Viewer, statement_id: UUID, goal_id: UUID
) -> None:
    hers = _hers(tx, viewer, statement_id)
    goal = owners_of(tx, [goal_id]).get(goal_id)
    if goal is None or goal.person_id != viewer.person_id:
        raise NotYourGoal
    if all(fact.goal_id != goal_id for fact in hers):
        _decide(tx, tool, viewer, hers[0], goal_id, LinkState.CONFIRMED)


def unlink_within(
    tx: Transaction, tool: Tool, viewer: Viewer, statement_id: UUID, goal_id: UUID
) -> None:
    hers = _hers(tx, viewer, statement_id)
    if any(fact.goal_id == goal_id for fact in hers):
        _decide(tx, tool, viewer, hers[0], goal_id, LinkState.REMOVED)


def _hers(tx: Transaction, viewer: Viewer, statement_id: UUID) -> list[Fact]:
    found = facts.of_statement(tx, statement_id, viewer.person_id)
    if not found:
        raise NoSuchFact
    return found


SAID: dict[LinkState, Verb] = {LinkState.CONFIRMED: LINKED, LinkState.REMOVED: UNLINKED}


def _decide(
    tx: Transaction, tool: Tool, viewer: Viewer, fact: Fact, goal_id: UUID, state: LinkState
) -> None:
    """The row is the truth; the statement tells that it was decided (domain.md §6.3, rule 5)."""
    at = tool.clock()
    kept = fact.reference or str(fact.statement_id)
    links.keep_link(
        tx,
        EvidenceLink(new_id(), kept, fact.statement_id, viewer.person_id, goal_id, state, at),
    )
    record(
        tx,
        tool,
        Draft(
            verb=SAID[state],
            actor=viewer.pseudonym,
            object=reference(fact.statement_id),
            at=at,
            school_id=viewer.school_id,
            grouping=[goal_activity(tool.tool_url, goal_id)],
            blocks=[Block.BLENDED],
        ),
    )
    recount(tx, tool.tool_url, [fact.statement_id])
