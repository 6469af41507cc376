"""A small school for the blend: a teacher with a goal, a colleague, a trainer, a session."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from content_packages import Shelf
from foundation.database import Database
from lrs import RecordStore, Statement, statements_after
from lti_tool.blend.operations import add_offering, plan_session
from lti_tool.blend.operations.agenda import SessionPage, show_session
from lti_tool.blend.operations.screen import Screen, show_screen
from lti_tool.blend.operations.sessions import start_session
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.blend.rules.sessions import Session
from lti_tool.goals.operations import NewGoal, start_goal
from lti_tool.goals.rules import Goal, GoalParts
from lti_tool.people.operations import add_board, add_person, add_school, appoint, viewer_of
from lti_tool.people.rules import Role, School, Viewer
from lti_tool.profile.rules import Mode
from lti_tool.shell.tool import Tool
from tests.conftest import FrozenClock

TOOL_URL = "https://leerspoor.example"
SINCE = date(2026, 8, 1)


@dataclass
class SmallSchool:
    """What the tests act with."""

    tool: Tool
    clock: FrozenClock
    tenant: int
    school: School
    teacher: Viewer
    colleague: Viewer
    trainer: Viewer
    leader: Viewer

    def person(self, name: str, role: Role = Role.TEACHER, school: School | None = None) -> Viewer:
        home = school or self.school
        with self.tool.database.writing(self.tenant) as tx:
            made = add_person(tx, name)
            appoint(tx, made.id, role, home.id, SINCE)
        return viewer_of(self.tool.database, self.tenant, made.id, self.clock().date())

    def goal(self, viewer: Viewer, what: str = "benoem ik het lesdoel") -> Goal:
        return start_goal(self.tool, viewer, NewGoal(GoalParts(what)))

    def offering(self, title: str = "Scherpe lesdoelen", minutes: int = 20) -> Offering:
        with self.tool.database.writing(self.tenant) as tx:
            return add_offering(tx, TOOL_URL, title, OfferingKind.MODULE, Mode.ONLINE, minutes)

    def session(
        self,
        title: str = "Teamsessie 2",
        starts_at: datetime | None = None,
        *,
        capacity: int | None = None,
        online_url: str | None = None,
        offering_id: UUID | None = None,
    ) -> Session:
        begin = starts_at or self.clock() + timedelta(minutes=15)
        with self.tool.database.writing(self.tenant) as tx:
            return plan_session(
                tx,
                title,
                begin,
                begin + timedelta(minutes=75),
                self.trainer.person_id,
                place="Teamkamer",
                capacity=capacity,
                online_url=online_url,
                offering_id=offering_id,
                school_id=self.school.id,
            )

    def running(self, **wanted: int | str | UUID | None) -> Session:
        return start_session(self.tool, self.trainer, self.session(**wanted).id)  # type: ignore[arg-type]

    def screen(self, session: Session) -> Screen:
        return show_screen(self.tool, self.trainer, session.id)

    def page(self, session: Session, viewer: Viewer | None = None) -> SessionPage:
        return show_session(self.tool, viewer or self.teacher, session.id)

    def said(self, verb: str = "") -> list[Statement]:
        """All statements so far, or those whose verb ends with `verb`."""
        with self.tool.database.reading(self.tenant) as tx:
            return [one for one in statements_after(tx) if one.verb.endswith(verb)]


@pytest.fixture
def small_school(database: Database, clock: FrozenClock, tmp_path: Path) -> SmallSchool:
    store = RecordStore(database, f"{TOOL_URL}/xapi", clock)
    shelf = Shelf(
        database=database,
        record_store=store,
        folder=tmp_path / "packages",
        content_url="https://inhoud.example",
        endpoint_url=store.base,
        clock=clock,
    )
    tool = Tool(
        database=database,
        record_store=store,
        shelf=shelf,
        clock=clock,
        tool_url=TOOL_URL,
        content_url="https://inhoud.example",
        secret=b"a secret of the tests",
        http=httpx.Client(),
    )
    board = add_board(database, "Stichting Voorbeeld")
    with database.writing(board.id) as tx:
        school = add_school(tx, "De Springplank")
        people = {
            role: add_person(tx, name)
            for role, name in (
                ("teacher", "Sanne de Vries"),
                ("colleague", "Youssef El Amrani"),
                ("trainer", "Tess Bakker"),
                ("leader", "Mirjam Jansen"),
            )
        }
        for name, role in (
            ("teacher", Role.TEACHER),
            ("colleague", Role.TEACHER),
            ("trainer", Role.TRAINER),
            ("leader", Role.SCHOOL_LEADER),
        ):
            appoint(tx, people[name].id, role, school.id, SINCE)
    viewers = {
        name: viewer_of(database, board.id, person.id, clock().date())
        for name, person in people.items()
    }
    return SmallSchool(tool, clock, board.id, school, **viewers)
