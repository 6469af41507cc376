"""Share a goal with a colleague, the team or the leader, and take that back at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from lti_tool.goals.operations.look_up import own_goal
from lti_tool.goals.rules import GOAL_OBJECT, Goal, GoalState, ShareWish, short_sentence_of
from lti_tool.goals.rules.sharing import (
    DraftStaysPrivate,
    NoSchoolToShareWith,
    NotAColleague,
    already_given,
)
from lti_tool.goals.rules.statements import shared, unshared
from lti_tool.people.operations import colleagues_of, grants_on, people_named, share, withdraw
from lti_tool.people.rules import Audience, Person, ShareGrant, ShareUnknown, Viewer
from lti_tool.profile.operations import record
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Sharing:
    """What the sharing page shows: the goal, who may see it now, and who could."""

    goal: Goal
    grants: list[ShareGrant]
    colleagues: list[Person]
    people: list[Person]

    @property
    def title(self) -> str:
        return short_sentence_of(self.goal.parts)

    def names(self) -> dict[UUID, str]:
        """What the people are called with whom it is shared."""
        return {person.id: person.name for person in self.people}


def see_sharing(tool: Tool, viewer: Viewer, goal_id: UUID) -> Sharing:
    at = tool.clock()
    with tool.database.reading(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        grants = grants_on(tx, GOAL_OBJECT, [goal_id], at)
        people = [grant.audience_id for grant in grants if grant.audience is Audience.PERSON]
        return Sharing(
            goal,
            grants,
            colleagues_of(tx, viewer, at.date()),
            list(people_named(tx, people).values()),
        )


def share_goal(tool: Tool, viewer: Viewer, goal_id: UUID, wish: ShareWish) -> ShareGrant | None:
    """Let somebody look from now on; None where she already could."""
    at = tool.clock()
    with tool.database.writing(viewer.tenant) as tx:
        return give_share(tx, tool, viewer, own_goal(tx, viewer, goal_id), wish, at)


def unshare_goal(tool: Tool, viewer: Viewer, goal_id: UUID, grant_id: UUID) -> None:
    """End a share at once: no grace, no reason asked."""
    at = tool.clock()
    with tool.database.writing(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        if grant_id not in {grant.id for grant in grants_on(tx, GOAL_OBJECT, [goal_id], at)}:
            raise ShareUnknown
        grant = withdraw(tx, viewer.person_id, grant_id, at)
        record(tx, tool, unshared(tool.tool_url, viewer.pseudonym, goal, grant, at))


def give_share(
    tx: Transaction, tool: Tool, viewer: Viewer, goal: Goal, wish: ShareWish, at: datetime
) -> ShareGrant | None:
    if goal.state is GoalState.DRAFT:
        raise DraftStaysPrivate
    audience_id = _audience(tx, viewer, wish, at)
    if already_given(grants_on(tx, GOAL_OBJECT, [goal.id], at), audience_id, wish):
        return None
    grant = share(
        tx, viewer.person_id, GOAL_OBJECT, goal.id, wish.level, wish.audience, audience_id, at
    )
    record(tx, tool, shared(tool.tool_url, viewer.pseudonym, goal, grant, at))
    return grant


def _audience(tx: Transaction, viewer: Viewer, wish: ShareWish, at: datetime) -> UUID:
    """The person or the school that a wish is about, checked to be her own."""
    if wish.audience is not Audience.PERSON:
        if viewer.school_id is None:
            raise NoSchoolToShareWith
        return viewer.school_id
    colleagues = {one.id for one in colleagues_of(tx, viewer, at.date())}
    if wish.person_id is None or wish.person_id not in colleagues:
        raise NotAColleague
    return wish.person_id
