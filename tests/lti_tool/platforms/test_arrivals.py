"""Who comes in by a launch, as whom, and from which place."""

import threading
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from foundation.database import Database
from leerspoor.demo.academy import Academy
from lti_tool.people.operations import add_board, add_school, everybody, memberships_of
from lti_tool.people.rules import Board, Role
from lti_tool.people.storage.tables import aliases
from lti_tool.platforms.operations.add_platform import add_platform, list_platforms
from lti_tool.platforms.rules.registrations import DeploymentState
from lti_tool.shell.tool import Tool
from tests.conftest import FrozenClock
from tests.lti_tool.platforms.surroundings import (
    ABSENT,
    TOOL_URL,
    Browser,
    code_on,
    registration,
)

NAMES = dict.fromkeys(("name", "given_name", "family_name", "email"), ABSENT)


def person_of(browser: Browser, location: str) -> UUID:
    here = browser.client.get(location, base_url=TOOL_URL).json
    assert here is not None
    return UUID(here["person"])


def test_somebody_new_becomes_teacher_at_the_school_of_the_place(
    browser: Browser, database: Database, board: Board, clock: FrozenClock
) -> None:
    person_id = person_of(browser, browser.launch().location)

    with database.reading(board.id) as tx:
        (membership,) = memberships_of(tx, person_id, clock().date())
    assert membership.role is Role.TEACHER
    assert membership.school_id is not None


def test_the_same_person_is_known_again_also_without_a_name(browser: Browser) -> None:
    first = person_of(browser, browser.launch().location)
    second = person_of(browser, browser.launch(**NAMES).location)
    third = person_of(browser, browser.launch(name="Sanne Anders", email="x@y.example").location)

    assert first == second == third


def test_two_people_with_one_e_mail_address_stay_two(browser: Browser) -> None:
    first = person_of(browser, browser.launch(email="team@school.example").location)
    other = person_of(
        browser, browser.launch(sub="leraar-02", email="team@school.example").location
    )

    assert first != other


def test_lti_roles_give_no_rights(
    browser: Browser, database: Database, board: Board, clock: FrozenClock
) -> None:
    roles = [
        "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator",
        "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator",
        "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor",
    ]
    person_id = person_of(browser, browser.launch(roles=roles).location)

    with database.reading(board.id) as tx:
        held = memberships_of(tx, person_id, clock().date())
    assert {membership.role for membership in held} == {Role.TEACHER}


def test_the_same_sub_at_another_academy_is_another_person(
    browser: Browser, database: Database, board: Board, academy: Academy
) -> None:
    add_platform(database, registration(board.id, client_id="second"))
    first = person_of(browser, browser.launch().location)
    answer = browser.click(client_id="second").launch(aud="second")

    assert code_on(answer) == "accepted"
    assert person_of(browser, answer.location) != first
    assert academy.client_id != "second"


def test_a_place_we_do_not_know_waits_for_permission(
    browser: Browser, database: Database, board: Board
) -> None:
    def launch_from(place: str) -> str:
        return code_on(browser.click(lti_deployment_id=place).launch(deployment_id=place))

    assert [launch_from("7"), launch_from("7")] == ["deployment-pending"] * 2
    (known,) = list_platforms(database)
    assert {one.deployment_id: one.state for one in known.deployments} == {
        "1": DeploymentState.OPEN,
        "7": DeploymentState.PENDING,
    }

    add_platform(database, registration(board.id, deployments=[{"id": "7"}]))
    assert launch_from("7") == "accepted"

    add_platform(database, registration(board.id, deployments=[{"id": "7", "state": "closed"}]))
    assert launch_from("7") == "deployment-closed"
    assert launch_from("1") == "accepted", "what the file does not name stays as it was"


def test_an_academy_may_be_trusted_with_new_places(
    browser: Browser, database: Database, board: Board
) -> None:
    add_platform(database, registration(board.id, accept_new_deployments=True))

    answer = browser.click(lti_deployment_id=None).launch(deployment_id="brand-new")

    assert code_on(answer) == "accepted"


def test_a_registration_withdrawn_between_click_and_launch_is_a_plain_refusal(
    browser: Browser, database: Database
) -> None:
    click = browser.click()
    with database.writing(None) as tx:
        tx.execute(sa.text("DELETE FROM lti_registration"))

    assert code_on(click.launch()) == "platform-unknown"


def test_people_of_two_boards_never_meet(
    browser: Browser, database: Database, board: Board, clock: FrozenClock
) -> None:
    other = add_board(database, "Stichting Anders")
    with database.writing(other.id) as tx:
        add_school(tx, "De Springplank")
    add_platform(database, registration(other.id, client_id="other"))
    browser.launch()
    browser.click(client_id="other").launch(aud="other")

    for tenant in (board.id, other.id):
        with database.reading(tenant) as tx:
            assert len(everybody(tx, clock().date())) == 1


@pytest.mark.parametrize("count", [6])
def test_many_people_at_once_each_become_one_person(
    app: Flask, academy: Academy, database: Database, board: Board, count: int
) -> None:
    """Half a class launches twice at the same moment: nobody is mixed up, nobody made twice."""
    academy.client_id = "leerspoor-demo"
    Browser(app.test_client(), academy).launch()
    seen: list[tuple[str, UUID]] = []

    def launch(account_id: str) -> None:
        own = Browser(app.test_client(), academy, account_id)
        click = own.click()
        seen.append((account_id, person_of(own, click.launch().location)))

    accounts = [f"leraar-{number:02}" for number in range(1, count + 1)] * 2
    threads = [threading.Thread(target=launch, args=(account,)) for account in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(seen) == 2 * count
    assert len(set(seen)) == count
    with database.reading(board.id) as tx:
        assert len(tx.execute(sa.select(aliases.c.person_id)).all()) == count


def test_of_two_posts_of_one_launch_at_once_one_comes_in(app: Flask, academy: Academy) -> None:
    first = Browser(app.test_client(), academy)
    first.launch()
    click = first.click()
    token = click.sign(click.claims())
    codes: list[str] = []

    def post() -> None:
        codes.append(code_on(click.post(token)))

    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert codes.count("accepted") == 1
    assert len(codes) == 4


def test_two_people_in_one_browser_each_keep_their_own_visit(browser: Browser) -> None:
    one, other = browser.launch(), browser.launch(sub="leraar-02")

    assert person_of(browser, one.location) != person_of(browser, other.location)
    assert person_of(browser, one.location) == person_of(browser, one.location)


def test_the_visit_is_bound_to_the_browser_that_launched(
    browser: Browser, app: Flask, tool: Tool
) -> None:
    location = browser.launch().location
    person_of(browser, location)

    thief = app.test_client()
    assert thief.get(location, base_url=tool.tool_url).status_code == 403


def test_the_cookie_of_a_login_is_gone_after_its_launch(browser: Browser) -> None:
    browser.launch()

    assert [name[:13] for name in browser.cookie_names()] == ["__Host-visit-"]
