"""An administrator in the whole product, at her pages."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from foundation.database import Database
from leerspoor.product import Product
from lti_tool.people.operations import add_board, add_person, add_school, appoint
from lti_tool.people.rules import Board, Role, School
from lti_tool.platforms.operations.add_platform import add_platform
from lti_tool.platforms.rules.registrations import Registration
from lti_tool.shell.operations import start_visit
from lti_tool.shell.rules import page_token
from tests.conftest import FrozenClock
from tests.lti_tool.platforms.surroundings import registration
from tests.product import make_product


@dataclass
class Administrator:
    """Asks for pages of one visit; `ask` sends the token that stands on them."""

    client: FlaskClient
    sid: str
    token: str

    def opens(self, path: str = "", **query: str) -> TestResponse:
        return self.client.get(f"/s/{self.sid}/beheer{path}", query_string=query)

    def sends(self, path: str, **form: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.client.post(f"/s/{self.sid}/beheer{path}", data=form, headers=headers)


@dataclass
class Office:
    """A board with a school and an academy, in a whole product."""

    product: Product
    board: Board
    school: School
    academy: Registration

    def administrator(self, *roles: Role, board: int | None = None) -> Administrator:
        tool, tenant = self.product.tool, board or self.board.id
        with tool.database.writing(tenant) as tx:
            person = add_person(tx, "Aad Beheer")
            for role in roles or (Role.ADMIN,):
                appoint(tx, person.id, role, None, tool.clock().date() - timedelta(days=1))
            visit = start_visit(tx, tenant=tenant, person_id=person.id, at=tool.clock())
        token = page_token(tool.secret, visit.visit.id)
        return Administrator(self.product.tool_app.test_client(), visit.sid, token)


def make_office(database: Database, folder: Path, clock: FrozenClock) -> Office:
    product = make_product(database, folder, clock)
    board = add_board(database, "Stichting De Springplank")
    with database.writing(board.id) as tx:
        school = add_school(tx, "De Springplank", "12AB")
    academy = add_platform(database, registration(board.id))
    return Office(product, board, school, academy)
