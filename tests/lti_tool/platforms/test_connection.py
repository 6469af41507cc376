"""The test of a connection says in plain words what is wrong, and the log what happened."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from foundation.database import Database
from lti_tool.people.operations import add_board, add_person, appoint, viewer_of
from lti_tool.people.rules import Board, Role, Viewer
from lti_tool.platforms.operations.add_platform import add_platform, list_platforms
from lti_tool.platforms.operations.keep_academies import (
    AcademyUnknown,
    Switches,
    decide_deployment,
    turn_switches,
)
from lti_tool.platforms.operations.own_keys import (
    NextKeyTooNew,
    own_keys_of,
    published_keys,
    rotate_keys,
    signing_key,
)
from lti_tool.platforms.operations.read_log import LogWish, read_log
from lti_tool.platforms.operations.tend import chores, forget_old
from lti_tool.platforms.operations.try_connection import try_connection
from lti_tool.platforms.rules.advice import ADVICE, OUTCOMES, sentences_of
from lti_tool.platforms.rules.findings import Found, judge_clock, judge_fault, judge_keys
from lti_tool.platforms.rules.registrations import DeploymentState, Registration
from lti_tool.shell.tool import Tool
from tests.conftest import FrozenClock
from tests.lti_tool.platforms.administrators import make_office
from tests.lti_tool.platforms.surroundings import Browser, code_on, registration


def administrator(tool: Tool, board: int, role: Role = Role.ADMIN) -> Viewer:
    day = tool.clock().date()
    with tool.database.writing(board) as tx:
        person = add_person(tx, "Aad Beheer")
        appoint(tx, person.id, role, None, day)
    return viewer_of(tool.database, board, person.id, day)


def known(tool: Tool) -> Registration:
    (one,) = list_platforms(tool.database)
    return one.registration


def found(tool: Tool, board: Board) -> list[Found]:
    return [
        one.found for one in try_connection(tool, administrator(tool, board.id), known(tool).id)
    ]


def test_all_is_well(tool: Tool, board: Board, app: Flask) -> None:
    assert app
    assert found(tool, board) == [Found.KEYS_GOOD, Found.ACCESS_GOOD]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("down", Found.REFUSED),
        ("html", Found.KEYS_NONE),
        ("not-keys", Found.KEYS_NONE),
        ("redirect", Found.REFUSED),
    ],
)
def test_keys_that_can_not_be_had_are_told(
    tool: Tool, board: Board, browser: Browser, broken: str, says: Found
) -> None:
    browser.academy.mood.broken_keys = broken

    assert found(tool, board)[0] is says


@pytest.mark.parametrize("status", [400, 401, 404, 500])
def test_an_academy_that_gives_no_access_is_told(
    tool: Tool, board: Board, browser: Browser, status: int
) -> None:
    browser.academy.mood.refuse_tokens = status

    assert found(tool, board)[-1] is Found.ACCESS_REFUSED


def test_an_academy_that_is_nowhere_is_told(tool: Tool, board: Board) -> None:
    assert found(tool, board) == [Found.UNREACHABLE, Found.UNREACHABLE]


def test_an_academy_without_services_is_told(
    tool: Tool, board: Board, database: Database, app: Flask
) -> None:
    assert app
    without = registration(board.id)
    del without["token_url"]
    add_platform(database, without)

    assert found(tool, board)[-1] is Found.ACCESS_NONE


def test_nobody_tries_the_academy_of_another_board(tool: Tool, database: Database) -> None:
    other = add_board(database, "Stichting Anders")

    with pytest.raises(AcademyUnknown):
        try_connection(tool, administrator(tool, other.id), known(tool).id)


def test_clocks_and_keys_are_judged(clock: FrozenClock) -> None:
    late = judge_clock(clock() + timedelta(seconds=90), clock())

    assert (late.found, late.details) == (Found.CLOCK_WRONG, {"seconds": 90})
    assert judge_clock(clock() - timedelta(seconds=5), clock()).is_good
    assert judge_keys([{"kty": "EC", "kid": "1"}]).found is Found.KEYS_UNSUITED
    assert judge_fault("a.example", "an untrusted certificate").found is Found.UNTRUSTED
    assert judge_fault("a.example", "a private address").found is Found.PRIVATE


def test_the_page_says_it(database: Database, tmp_path: Path, clock: FrozenClock) -> None:
    office = make_office(database, tmp_path, clock)
    page = office.administrator().sends(f"/academies/{office.academy.id}/testen")

    assert page.status_code == 200
    assert "We kunnen localhost niet bereiken." in page.text


def test_the_log_shows_an_administrator_her_own_academies(
    tool: Tool, board: Board, browser: Browser, database: Database
) -> None:
    other = add_board(database, "Stichting Anders")
    assert browser.launch().status_code == 303
    browser.launch(nonce="wrong")
    browser.login(iss="https://stranger.example")

    hers = read_log(tool, administrator(tool, board.id), LogWish())
    refused = read_log(tool, administrator(tool, board.id), LogWish(refused_only=True))
    theirs = read_log(tool, administrator(tool, other.id), LogWish())
    all_of_it = read_log(tool, administrator(tool, other.id, Role.PLATFORM_ADMIN), LogWish())

    assert {one.academy for one in hers.lines} == {known(tool).name}
    assert len(hers.lines) == 4
    (line,) = refused.lines
    assert line.attempt.outcome == "nonce-wrong"
    assert "Het bewijs hoort bij een andere klik dan deze." in line.sentences
    assert theirs.lines == ()
    assert "https://stranger.example" in {one.academy for one in all_of_it.lines}


def test_a_new_place_waits_until_an_administrator_lets_it_in(
    tool: Tool, board: Board, browser: Browser
) -> None:
    browser.academy.deployment_id = "7"
    click = browser.click(lti_deployment_id="7")
    assert code_on(click.launch()) == "deployment-pending"
    somebody, academy = administrator(tool, board.id), known(tool)

    decide_deployment(tool, somebody, academy.id, "7", DeploymentState.OPEN, None)

    assert code_on(browser.click(lti_deployment_id="7").launch()) == "accepted"


def test_a_new_place_comes_in_at_once_where_the_switch_is_on(
    tool: Tool, board: Board, browser: Browser
) -> None:
    browser.academy.deployment_id = "8"
    wish = Switches(accept_new_deployments=True, report_scores=False)
    turn_switches(tool, administrator(tool, board.id), known(tool).id, wish)

    assert code_on(browser.click(lti_deployment_id="8").launch()) == "accepted"


def test_nothing_in_the_log_says_who(tool: Tool, board: Board, browser: Browser) -> None:
    browser.launch()

    lines = repr(read_log(tool, administrator(tool, board.id), LogWish()).lines)
    for secret in ("leraar-01", "Sanne", "springplank.example"):
        assert secret not in lines


def test_a_login_without_client_id_is_in_the_log_of_its_academy(
    tool: Tool, board: Board, browser: Browser
) -> None:
    browser.login(client_id=None)

    (line,) = read_log(tool, administrator(tool, board.id), LogWish()).lines
    assert line.academy == known(tool).name


def test_a_login_that_is_refused_is_in_the_log_of_its_academy(
    tool: Tool, board: Board, browser: Browser
) -> None:
    browser.login(target_link_uri="https://elsewhere.example/lti/launch")

    (line,) = read_log(tool, administrator(tool, board.id), LogWish()).lines
    assert (line.academy, line.attempt.outcome) == (known(tool).name, "login-target-foreign")


def test_every_outcome_says_what_helps() -> None:
    assert [code for code in OUTCOMES if len(sentences_of(code)) != 2] == []
    assert sentences_of("accepted") == sentences_of("nonsense") == ()
    assert set(ADVICE) <= set(OUTCOMES.values())


def test_keys_change_when_academies_have_seen_the_next(tool: Tool, clock: FrozenClock) -> None:
    first, second = own_keys_of(tool)
    with pytest.raises(NextKeyTooNew):
        rotate_keys(tool)
    clock.forward(days=2)

    third, fourth = rotate_keys(tool)

    assert third.kid == second.kid == signing_key(tool)[0]
    assert fourth.kid not in (first.kid, second.kid)
    assert [key["kid"] for key in published_keys(tool)["keys"]] == [third.kid, fourth.kid]
    clock.forward(hours=1)
    assert rotate_keys(tool, at_once=True)[0].kid == fourth.kid


def test_the_worker_changes_keys_and_clears_the_log(
    tool: Tool, board: Board, browser: Browser, clock: FrozenClock
) -> None:
    browser.launch()
    first, second = own_keys_of(tool)
    clock.forward(days=91)

    for chore in chores(tool):
        chore.do()

    assert own_keys_of(tool)[0].kid == second.kid != first.kid
    assert read_log(tool, administrator(tool, board.id), LogWish()).lines == ()
    forget_old(tool)  # twice does no harm


def test_who_runs_the_platform_changes_keys_on_the_page(
    database: Database, tmp_path: Path, clock: FrozenClock
) -> None:
    office = make_office(database, tmp_path, clock)
    hers, everybodys = office.administrator(), office.administrator(Role.PLATFORM_ADMIN)
    current, following = own_keys_of(office.product.tool)
    clock.forward(hours=1)

    assert current.kid in hers.opens("/sleutels").text
    assert hers.sends("/sleutels").status_code == 403
    assert everybodys.sends("/sleutels").status_code == 409
    assert own_keys_of(office.product.tool)[0].kid == current.kid
    assert office.administrator().opens("/logboek", geweigerd="y").status_code == 200
    assert following.kid in everybodys.opens("/sleutels").text
