"""Plan a session that one leads oneself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lti_tool.blend.operations.sessions import plan_session
from lti_tool.blend.rules.sessions import Session, SessionState
from lti_tool.blend.storage import offerings
from lti_tool.people.rules import Viewer
from lti_tool.profile.rules import Mode
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


def show_plan(tool: Tool, viewer: Viewer) -> list[tuple[str, str]]:
    """The series a session can belong to: (id, title)."""
    today = tool.clock().date()
    with tool.database.reading(viewer.tenant) as tx:
        found = offerings.every(tx)
    series = [one for one in found if one.mode is Mode.MEETING and one.is_on_offer(today)]
    return [(str(one.id), one.title) for one in series]


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
        )
