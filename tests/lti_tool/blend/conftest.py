"""A small school for the blend: a teacher with a goal, a colleague, a trainer, a session."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from foundation.database import Database
from leerspoor.product import Product
from lrs import Statement, statements_after
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
from lti_tool.shell.operations import start_visit
from lti_tool.shell.rules import page_token
from lti_tool.shell.tool import Tool
from tests.conftest import FrozenClock
from tests.product import TOOL_URL, make_product

SINCE = date(2026, 8, 1)


@dataclass
class Browser:
    client: FlaskClient
    start: str
    token: str

    def get(self, path: str) -> TestResponse:
        return self.client.get(self.start + path)

    def post(self, path: str, form: Mapping[str, object] | None = None) -> TestResponse:
        wanted = {"visit_token": self.token, **(form or {})}
        return self.client.post(self.start + path, data=wanted)


@dataclass
class SmallSchool:
    """What the tests act with."""

    product: Product
    clock: FrozenClock
    tenant: int
    school: School
    teacher: Viewer = field(init=False)
    colleague: Viewer = field(init=False)
    trainer: Viewer = field(init=False)
    leader: Viewer = field(init=False)

    @property
    def tool(self) -> Tool:
        return self.product.tool

    def browser(self, viewer: Viewer) -> "Browser":
        """Somebody's own window in the academy."""
        with self.tool.database.writing(None) as tx:
            started = start_visit(
                tx, tenant=self.tenant, person_id=viewer.person_id, at=self.clock()
            )
        token = page_token(self.tool.secret, started.visit.id)
        return Browser(self.product.tool_app.test_client(), f"/s/{started.sid}", token)

    def phone(self) -> FlaskClient:
        """A phone outside the academy."""
        return self.product.tool_app.test_client()

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
    return made_school(make_product(database, tmp_path / "packages", clock), clock)


def made_school(product: Product, clock: FrozenClock) -> SmallSchool:
    board = add_board(product.tool.database, "Stichting Voorbeeld")
    with product.tool.database.writing(board.id) as tx:
        school = add_school(tx, "De Springplank")
    made = SmallSchool(product, clock, board.id, school)
    made.teacher = made.person("Sanne de Vries")
    made.colleague = made.person("Youssef El Amrani")
    made.trainer = made.person("Tess Bakker", Role.TRAINER)
    made.leader = made.person("Mirjam Jansen", Role.SCHOOL_LEADER)
    return made
