"""A board with a school, registered with the demo academy, and a browser at the door."""

import pytest
from flask import Flask
from joserfc.jwk import RSAKey

from foundation.database import Database
from leerspoor.demo.academy import Academy
from leerspoor.demo.academy.keys import SigningKeys, new_key
from lti_tool.people.operations import add_board, add_school
from lti_tool.people.rules import Board
from lti_tool.platforms.operations.add_platform import add_platform
from lti_tool.shell.tool import Tool
from tests.conftest import FrozenClock
from tests.lti_tool.platforms.surroundings import (
    Browser,
    connect,
    make_academy,
    make_app,
    make_tool,
    registration,
)


@pytest.fixture(scope="session")
def made_key() -> RSAKey:
    """Making one takes a while; it never changes."""
    return new_key()


@pytest.fixture
def academy(clock: FrozenClock, made_key: RSAKey) -> Academy:
    return make_academy(clock, SigningKeys(made_key))


@pytest.fixture
def board(database: Database) -> Board:
    made = add_board(database, "Stichting De Springplank")
    with database.writing(made.id) as tx:
        add_school(tx, "De Springplank", "12AB")
    return made


@pytest.fixture
def tool(database: Database, clock: FrozenClock, board: Board) -> Tool:
    add_platform(database, registration(board.id))
    return make_tool(database, clock)


@pytest.fixture
def app(tool: Tool, academy: Academy) -> Flask:
    made = make_app(tool)
    connect(tool, made, academy)
    return made


@pytest.fixture
def browser(app: Flask, academy: Academy) -> Browser:
    return Browser(app.test_client(), academy)
