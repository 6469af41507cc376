"""A year of meetings: who was there, who sent word, and what comes next."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from leerspoor.demo.school.story import Story
from leerspoor.demo.school.times import quarter_before
from lti_tool.blend.operations import add_offering, enroll_somebody, plan_session
from lti_tool.blend.operations.attend import Wish, attend
from lti_tool.blend.operations.sessions import close_in_turn
from lti_tool.blend.rules.attendance import AttendanceState, Method
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.blend.rules.sessions import Session
from lti_tool.goals.rules import Theme
from lti_tool.people.rules import Viewer
from lti_tool.profile.rules import Mode

LENGTH = timedelta(minutes=90)
DROP_IN = timedelta(hours=3)
LAST_YEAR = (
    ("Rekenen met begrip 1: tekenen voor rekenen", 0.15),
    ("Rekenen met begrip 2: verhaalsommen", 0.45),
    ("Rekenen met begrip 3: wat blijft?", 0.8),
)
THIS_YEAR = (
    ("Scherpe lesdoelen 1: wat maakt een doel scherp?", 0.2),
    ("Scherpe lesdoelen 2: van methodedoel naar lesdoel", 0.5),
    ("Scherpe lesdoelen 3: bij elkaar kijken", 0.8),
)
COMING = "Scherpe lesdoelen 4: leerlingen verwoorden het doel"
CHANCES = ((0.82, AttendanceState.PRESENT), (0.92, AttendanceState.EXCUSED))


def add_series(story: Story, theme: Theme, title: str) -> Offering:
    tool, staff = story.tool, story.staff
    with tool.database.writing(staff.board) as tx:
        return add_offering(
            tx,
            tool.tool_url,
            title,
            OfferingKind.MEETING,
            Mode.MEETING,
            90,
            summary="Samen oefenen, met voorbeelden uit de eigen lessen.",
            provider="Hanneke Post",
            theme_id=theme.id,
        )


def hold_last_year(story: Story, offering: Offering, goals: Mapping[UUID, UUID]) -> None:
    """`goals`: person → the goal for which she came."""
    for title, part in LAST_YEAR:
        hold(story, offering, title, story.calendar.last_year(part), goals)


def hold_this_year(story: Story, offering: Offering, goals: Mapping[UUID, UUID]) -> None:
    for title, part in THIS_YEAR:
        hold(story, offering, title, story.calendar.this_year(part), goals)


def hold(
    story: Story, offering: Offering, title: str, starts: datetime, goals: Mapping[UUID, UUID]
) -> None:
    """One meeting from planning to closing; the leader comes along nearly always."""
    staff, tool = story.staff, story.at(starts + timedelta(minutes=5))
    with tool.database.writing(staff.board) as tx:
        session = plan_session(
            tx,
            title,
            starts,
            starts + LENGTH,
            staff.trainer.person_id,
            place="Teamkamer",
            offering_id=offering.id,
            school_id=staff.school.id,
        )
        for viewer in (*staff.teachers, staff.leader):
            state = _state(story, viewer)
            method = story.dice.choice((Method.QR, Method.QR, Method.CODE, Method.TRAINER))
            goal_id = goals.get(viewer.person_id)
            wish = Wish(viewer.person_id, state, staff.trainer.person_id, method, None, goal_id)
            enroll_somebody(tx, session.id, viewer.person_id, starts)
            attend(tx, tool, session, wish)
        close_in_turn(tx, session, starts + LENGTH)


def _state(story: Story, viewer: Viewer) -> AttendanceState:
    luck = story.dice.random() * (0.9 if viewer is story.staff.leader else 1)
    return next((state for chance, state in CHANCES if luck < chance), AttendanceState.ABSENT)


def plan_meetings(story: Story, offering: Offering) -> tuple[Session, Session]:
    """One meeting today, which the trainer can open at once, and one in three days."""
    staff, calendar, tool = story.staff, story.calendar, story.tool
    at = tool.clock()
    began = quarter_before(at - timedelta(minutes=10))
    with tool.database.writing(staff.board) as tx:
        today = plan_session(
            tx,
            "Inloop: samen een lesdoel scherp maken",
            began,
            began + DROP_IN,
            staff.trainer.person_id,
            place="Handvaardigheidslokaal",
            offering_id=offering.id,
            school_id=staff.school.id,
        )
        starts = calendar.moment(calendar.today + timedelta(days=3))
        coming = plan_session(
            tx,
            COMING,
            starts,
            starts + LENGTH,
            staff.trainer.person_id,
            place="Teamkamer",
            capacity=30,
            offering_id=offering.id,
            school_id=staff.school.id,
        )
        for viewer in staff.teachers[:14]:
            enroll_somebody(tx, coming.id, viewer.person_id, at)
    return today, coming
