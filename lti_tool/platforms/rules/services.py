"""What a launch tells us of its academy's services, kept for later calls."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

TAG = "leerspoor"
"""Marks the line items that are ours."""

LINE_ITEM_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
MEMBERS_SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"


@dataclass(frozen=True, slots=True)
class Course:
    """A course (context) from which somebody launched, and where its services answer.

    An academy's access token may open other courses too; that we only call addresses from
    a launch of the same course is our own wall.
    """

    registration_id: UUID
    context_id: str
    memberships_url: str | None
    lineitems_url: str | None
    can_report: bool
    seen: datetime
    groups_url: str | None = None

    @property
    def tells_people(self) -> bool:
        """Whether it says who takes part, or into which groups they are divided."""
        return bool(self.memberships_url or self.groups_url)


@dataclass(frozen=True, slots=True)
class LineItem:
    """Our column in a course's gradebook; `url` is empty while somebody is making it."""

    registration_id: UUID
    lineitems_url: str
    resource_id: str
    url: str | None
    claimed: datetime
