"""Who may see a goal: the choice stands where the teacher types, and begins at nobody."""

from dataclasses import dataclass
from uuid import UUID

from foundation.problems import N_, Conflict, Unprocessable
from lti_tool.people.rules import Audience, ShareGrant, ShareLevel

GOAL_OBJECT = "goal"
"""The kind of object under which grants on goals are kept."""


class DraftStaysPrivate(Conflict):
    text = N_("Een concept kun je nog niet delen. Start het doel eerst.")


class NoSchoolToShareWith(Unprocessable):
    text = N_("Je hoort hier nog niet bij een school; delen met je team kan daarom nog niet.")


class NotAColleague(Unprocessable):
    text = N_("Kies een collega van je eigen school.")


@dataclass(frozen=True, slots=True)
class ShareWish:
    """With whom she wants to share; `person_id` only where the audience is one colleague."""

    audience: Audience
    person_id: UUID | None = None
    level: ShareLevel = ShareLevel.GOAL_AND_PROGRESS


def already_given(grants: list[ShareGrant], audience_id: UUID, wish: ShareWish) -> bool:
    return any(
        (grant.audience, grant.audience_id, grant.level) == (wish.audience, audience_id, wish.level)
        for grant in grants
    )
