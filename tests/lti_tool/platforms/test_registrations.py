"""Registering an academy from a file: complete, or refused with all its faults at once."""

from typing import Any

import pytest

from foundation.database import Database
from lti_tool.people.operations import add_board, add_school
from lti_tool.people.rules import Board, BoardUnknown
from lti_tool.platforms.operations.add_platform import (
    PlatformFileWrong,
    PlatformTaken,
    add_platform,
    list_platforms,
)
from lti_tool.platforms.operations.frames import framing_origins
from tests.lti_tool.platforms.surroundings import registration


def test_a_complete_file_registers_an_academy(database: Database, board: Board) -> None:
    made = add_platform(database, registration(board.id))

    (known,) = list_platforms(database)
    assert known.registration == made
    assert known.registration.tenant == board.id
    assert [one.deployment_id for one in known.deployments] == ["1"]
    assert known.deployments[0].school_id == made.default_school_id is not None


def test_the_same_file_again_renews_and_makes_no_second(database: Database, board: Board) -> None:
    first = add_platform(database, registration(board.id))
    second = add_platform(database, registration(board.id, name="New name"))

    assert first.id == second.id
    assert [one.registration.name for one in list_platforms(database)] == ["New name"]


def test_all_faults_are_told_at_once(database: Database, board: Board) -> None:
    raw = registration(
        board.id,
        name="",
        auth_url="http://academie.example/auth",
        jwks_url="ftp://x",
        surprise=1,
        deployments=[{"school": "x"}, {"id": "2", "state": "half-open"}],
    )
    del raw["issuer"]

    with pytest.raises(PlatformFileWrong) as refused:
        add_platform(database, raw)

    told = refused.value.message
    for place in (
        "name:",
        "issuer:",
        "auth_url: must begin with https://",
        "jwks_url: is not a web address",
        "surprise: Unknown field",
        "deployments.0.id:",
        "deployments.1.state:",
    ):
        assert place in told
    assert list_platforms(database) == []


def test_what_is_no_registration_is_refused(database: Database, board: Board) -> None:
    nul = registration(board.id, deployments=[{"id": "\x00"}])
    wrong: list[Any] = [None, [], "x", 5, {}, {"board": "1"}, {"issuer": "\x00"}, nul]
    for raw in wrong:
        with pytest.raises(PlatformFileWrong):
            add_platform(database, raw)


def test_an_unknown_school_is_named(database: Database, board: Board) -> None:
    with pytest.raises(PlatformFileWrong, match="no school 'De Wip'"):
        add_platform(database, registration(board.id, school="De Wip"))


def test_a_school_may_be_named_by_brin(database: Database, board: Board) -> None:
    by_name = add_platform(database, registration(board.id))
    by_brin = add_platform(database, registration(board.id, school="12AB"))

    assert by_name.default_school_id == by_brin.default_school_id is not None


def test_an_unknown_board_is_refused(database: Database, board: Board) -> None:
    with pytest.raises(BoardUnknown):
        add_platform(database, registration(board.id + 1))


def test_another_board_can_not_take_over_a_registration(database: Database, board: Board) -> None:
    add_platform(database, registration(board.id))
    other = add_board(database, "Stichting Anders")

    with database.writing(other.id) as tx:
        add_school(tx, "De Springplank")

    with pytest.raises(PlatformTaken):
        add_platform(database, registration(other.id))


def test_only_registered_academies_may_frame_the_tool(database: Database, board: Board) -> None:
    assert framing_origins(database) == ()

    add_platform(database, registration(board.id))
    elsewhere = registration(
        board.id,
        issuer="https://canvas.example",
        client_id="2",
        auth_url="https://sso.example/auth",
        frame_origins=["https://bestuur.canvas.example/path"],
    )
    add_platform(database, elsewhere)

    assert framing_origins(database) == ("http://localhost:8000", "https://bestuur.canvas.example")
