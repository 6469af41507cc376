"""A board with a year of the demo in it, and another board where one person may do everything."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from content_packages import add_package
from foundation.database import Database, metadata, mine
from leerspoor.demo.academy import Academy
from leerspoor.demo.school.people import Staff
from leerspoor.demo.school.seed import seed
from leerspoor.demo.school.times import TimeMachine
from leerspoor.product import Product
from lti_tool.blend.operations import add_offering, plan_session
from lti_tool.blend.operations.doors import my_code
from lti_tool.blend.operations.plan_blend import plan_blend
from lti_tool.blend.operations.sessions import start_session
from lti_tool.blend.rules.choices import TRY_OUT, VISIT, Plan
from lti_tool.blend.rules.offerings import OfferingKind
from lti_tool.blend.rules.sessions import Session
from lti_tool.goals.operations import NewGoal, ThemeWords, add_theme, start_goal
from lti_tool.goals.rules import GoalParts
from lti_tool.people.operations import (
    add_board,
    add_person,
    add_school,
    appoint,
    viewer_of,
    welcome,
)
from lti_tool.people.rules import Role, Viewer
from lti_tool.platforms.operations.add_platform import add_platform
from lti_tool.platforms.operations.invite_academy import Offer, invite_academy
from lti_tool.platforms.operations.keep_consumers import NewConsumer, add_consumer
from lti_tool.practice.operations import Invitation, invite_colleague
from lti_tool.profile.rules import Mode
from lti_tool.shell.operations import NewVisit, start_visit
from lti_tool.shell.rules import page_token
from tests.content_packages.packages import zipped
from tests.product import TOOL_URL, make_product

UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OLD_ACADEMY = "https://oude-academie.example"
FLAG = "⚑"
"""Stands in every text of the living board, so that one look tells whose text it is."""


@dataclass(frozen=True)
class Living:
    """The board with a year in it, and what of it others might try to use."""

    staff: Staff
    session: Session
    personal_code: str

    @property
    def board(self) -> int:
        return self.staff.board


@dataclass(frozen=True)
class Stranger:
    """Somebody of another board with every role there, and something of every kind of her own.

    But for the one role whose work is to see all boards.
    """

    viewer: Viewer
    visit: NewVisit
    client: FlaskClient
    headers: dict[str, str]
    own: dict[str, UUID]
    personal_code: str

    @property
    def board(self) -> int:
        return self.viewer.tenant

    def ask(self, method: str, path: str, **options: Any) -> TestResponse:
        address = f"/s/{self.visit.sid}{path}"
        return self.client.open(address, method=method, headers=self.headers, **options)


def make_living(database: Database, folder: Path) -> tuple[Product, Living]:
    """The demo's school, with a blend that was planned and a meeting that is open."""
    clock = TimeMachine(datetime.now(UTC))
    product = make_product(database, folder, clock)
    academy = Academy("http://localhost:8000", TOOL_URL)
    staff = seed(product, clock, academy, lambda *_: None)
    tool, (teacher, colleague, *_) = product.tool, staff.teachers
    goal = start_goal(tool, teacher, NewGoal(GoalParts("vraag door"), theme_id=None))
    plan = Plan((TRY_OUT, VISIT), "Een exit-kaartje", colleague.person_id)
    plan_blend(tool, teacher, goal.id, plan)
    session = _own_session(product, staff.trainer)
    start_session(tool, staff.trainer, session.id)
    invite_academy(tool, Offer(staff.board, staff.school.id))
    add_consumer(tool, NewConsumer(staff.board, "Academie van vroeger", OLD_ACADEMY))
    return product, Living(staff, session, my_code(tool, teacher))


def _own_session(product: Product, trainer: Viewer) -> Session:
    at = product.tool.clock()
    with product.tool.database.writing(trainer.tenant) as tx:
        return plan_session(
            tx,
            "Samen oefenen",
            at,
            at + timedelta(hours=8),
            trainer.person_id,
            place="Teamkamer",
            school_id=trainer.school_id,
        )


def make_stranger(product: Product) -> Stranger:
    tool = product.tool
    board = add_board(tool.database, "Stichting Anders")
    viewer, colleague = _people(product, board.id)
    with tool.database.writing(None) as tx:
        visit = start_visit(
            tx, tenant=board.id, person_id=viewer.person_id, at=tool.clock(), return_url="/terug"
        )
    token = page_token(tool.secret, visit.visit.id)
    return Stranger(
        viewer,
        visit,
        product.tool_app.test_client(),
        {"Authorization": f"Bearer {token}"},
        _belongings(product, viewer, colleague),
        my_code(tool, viewer),
    )


def _people(product: Product, board: int) -> tuple[Viewer, Viewer]:
    tool = product.tool
    since = tool.clock().date() - timedelta(days=400)
    with tool.database.writing(board) as tx:
        school = add_school(tx, "De Overkant")
        stranger = add_person(tx, "Vera Vreemd", email="vera@overkant.example")
        colleague = add_person(tx, "Coen Collega")
        for role in set(Role) - {Role.PLATFORM_ADMIN}:
            appoint(tx, stranger.id, role, school.id, since)
        appoint(tx, stranger.id, Role.BOARD, None, since)
        appoint(tx, colleague.id, Role.TEACHER, school.id, since)
    today = tool.clock().date()
    first, second = (
        viewer_of(tool.database, board, one.id, today) for one in (stranger, colleague)
    )
    welcome(tool.database, first, tool.clock)
    return first, second


def _belongings(product: Product, viewer: Viewer, colleague: Viewer) -> dict[str, UUID]:
    """One thing of her own for every parameter that an address can have."""
    tool = product.tool
    theme = add_theme(tool, viewer, ThemeWords("Eigen thema"))
    goal = start_goal(tool, viewer, NewGoal(GoalParts("luister langer"), theme_id=theme.id))
    with tool.database.writing(viewer.tenant) as tx:
        offering = add_offering(
            tx, tool.tool_url, "Eigen aanbod", OfferingKind.COURSE, Mode.ONLINE, 20
        )
    session = _own_session(product, viewer)
    start_session(tool, viewer, session.id)
    items = plan_blend(tool, viewer, goal.id, Plan((TRY_OUT,), "Wachten met antwoorden"))
    visit = invite_colleague(tool, viewer, goal.id, Invitation(colleague.person_id))
    academy = add_platform(tool.database, _academy(viewer.tenant))
    invited = invite_academy(tool, Offer(viewer.tenant))
    old = add_consumer(tool, NewConsumer(viewer.tenant, "Oude overkant", OLD_ACADEMY))
    return {
        "goal_id": goal.id,
        "theme_id": theme.id,
        "offering_id": offering.id,
        "package_id": add_package(tool.shelf, viewer.tenant, zipped(), "eigen.zip").id,
        "session_id": session.id,
        "item_id": items[0].id,
        "visit_id": visit.id,
        "person_id": colleague.person_id,
        "registration_id": academy.id,
        "invitation_id": invited.invitation.id,
        "consumer_id": old.consumer.id,
    }


def _academy(board: int) -> dict[str, Any]:
    return {
        "board": board,
        "name": "De academie van de overkant",
        "issuer": "https://overkant.example",
        "client_id": "overkant",
        "auth_url": "https://overkant.example/auth",
        "jwks_url": "https://overkant.example/jwks",
        "deployments": [{"id": "1"}],
    }


def tenant_tables() -> list[sa.Table]:
    return [table for table in metadata.sorted_tables if "tenant_id" in table.c]


def plant_flags(database: Database, tenant: int) -> None:
    """Mark all texts that people of this board wrote: those with a space in them."""
    with database.writing(tenant) as tx:
        for table in tenant_tables():
            for column in table.c:
                if isinstance(column.type, sa.Text) and not column.primary_key:
                    spoken = sa.and_(column.like("% %"), column.not_like("{%"))
                    marked = {column.name: column + f" {FLAG}"}
                    tx.execute(sa.update(table).where(mine(tx, table), spoken).values(marked))


def rows_of(database: Database, tenant: int) -> dict[str, list[str]]:
    """Every row of a tenant, as text to compare; also of tables that only lead to it."""
    found: dict[str, list[str]] = {}
    with database.reading(tenant) as tx:
        for table in metadata.sorted_tables:
            column = table.c.get("tenant_id", table.c.get("tenant"))
            if column is not None:
                rows = tx.execute(sa.select(table).where(column == tenant))
                found[table.name] = sorted(repr(tuple(row)) for row in rows)
    return found


def ids_of(database: Database, tenant: int, table_name: str, at_most: int = 4) -> list[UUID]:
    """Some primary keys of a table, spread over the year in which they were made."""
    table = metadata.tables[table_name]
    whose = table.c["tenant_id" if "tenant_id" in table.c else "tenant"]
    with database.reading(tenant) as tx:
        chosen = sa.select(table.c.id).where(whose == tenant).order_by(table.c.id)
        every = list(tx.execute(chosen).scalars())
    step = max(1, len(every) // at_most)
    return every[::-step][:at_most]


def ids_in(texts: Iterable[str]) -> set[str]:
    return {found for text in texts for found in UUIDS.findall(text)}
