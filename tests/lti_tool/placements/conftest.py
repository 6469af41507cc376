"""The whole product joined with the demo academy, in which people click."""

from pathlib import Path

import httpx
import pytest

from foundation.database import Database
from leerspoor.demo.academy import Academy
from leerspoor.demo.academy.keys import SigningKeys, new_key
from leerspoor.product import Product
from lti_tool.people.operations import add_board, add_school
from lti_tool.people.rules import Board
from lti_tool.platforms.operations.add_platform import add_platform
from tests.conftest import FrozenClock
from tests.lti_tool.placements.course import Course
from tests.lti_tool.platforms.surroundings import (
    ISSUER,
    Wire,
    connect,
    make_academy,
    registration,
)
from tests.product import make_product


@pytest.fixture(scope="session")
def signing_keys() -> SigningKeys:
    """Making them takes a while; they never change."""
    return SigningKeys(new_key())


@pytest.fixture
def academy(clock: FrozenClock, signing_keys: SigningKeys) -> Academy:
    return make_academy(clock, signing_keys)


@pytest.fixture
def product(database: Database, tmp_path: Path, clock: FrozenClock, academy: Academy) -> Product:
    http = httpx.Client(transport=Wire(ISSUER))
    made = make_product(database, tmp_path / "packages", clock, http)
    connect(made.tool, made.tool_app, academy)
    return made


@pytest.fixture
def board(database: Database) -> Board:
    made = add_board(database, "Stichting De Springplank")
    with database.writing(made.id) as tx:
        add_school(tx, "De Springplank", "12AB")
    add_platform(database, registration(made.id))
    return made


@pytest.fixture
def course(product: Product, academy: Academy, board: Board) -> Course:
    return Course(product, academy, board.id)
