"""Plan a session that one leads oneself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lti_tool.blend.operations.sessions import plan_session
from lti_tool.blend.rules.sessions import Session, SessionState
from lti_tool.blend.storage import offerings
from lti_tool.people.rules import Viewer
from lti_tool.platforms.operations.sync_groups import groups_here
from lti_tool.profile.rules import Mode
from lti_tool.shell.rules import Visit
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class NewSession:
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    online_url: str | None
    capacity: int | None
    offering_id: UUID | None
    state: SessionState
    for_group: str | None = None


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """The series a session can belong to, (id, title); and groups of the course one came from."""

    series: list[tuple[str, str]]
    groups: list[str]


def show_plan(tool: Tool, viewer: Viewer, visit: Visit) -> PlanChoices:
    today = tool.clock().date()
    with tool.database.reading(viewer.tenant) as tx:
        found = offerings.every(tx)
        groups = [group.name for group in groups_here(tx, visit)]
    series = [one for one in found if one.mode is Mode.MEETING and one.is_on_offer(today)]
    return PlanChoices([(str(one.id), one.title) for one in series], groups)


def plan_own_session(tool: Tool, viewer: Viewer, wished: NewSession) -> Session:
    """For her own school; somebody without one plans for all schools of the board."""
    with tool.database.writing(viewer.tenant) as tx:
        if wished.offering_id:
            offerings.find(tx, wished.offering_id)
        return plan_session(
            tx,
            wished.title,
            wished.starts_at,
            wished.ends_at,
            viewer.person_id,
            place=wished.place,
            online_url=wished.online_url,
            capacity=wished.capacity,
            offering_id=wished.offering_id,
            school_id=viewer.school_id,
            state=wished.state,
            for_group=wished.for_group,
        )
