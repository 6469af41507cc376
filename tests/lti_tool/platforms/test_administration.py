"""The pages on which an administrator connects academies and looks after them."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from foundation.database import Database
from lti_tool.people.operations import add_board, add_person, add_school, appoint
from lti_tool.people.rules import Role
from lti_tool.platforms.operations.add_platform import add_platform, list_platforms
from lti_tool.platforms.operations.sign_in import add_administrator, make_link
from lti_tool.platforms.rules.registrations import DeploymentState
from lti_tool.platforms.rules.sign_ins import NoAdministrator
from tests.conftest import FrozenClock
from tests.lti_tool.platforms.administrators import Office, make_office
from tests.lti_tool.platforms.surroundings import registration

BY_HAND = {
    "name": "Tweede academie",
    "issuer": "https://tweede.example",
    "client_id": "c-2",
    "auth_url": "https://tweede.example/auth",
    "jwks_url": "https://tweede.example/jwks",
    "token_url": "https://tweede.example/token",
    "deployments": " 7 \n\n7\n8",
}


@pytest.fixture
def office(database: Database, tmp_path: Path, clock: FrozenClock) -> Office:
    return make_office(database, tmp_path, clock)


def test_an_administrator_sees_the_academies_of_her_board_only(office: Office) -> None:
    other = add_board(office.product.tool.database, "Stichting Anders")
    theirs = registration(other.id, issuer="https://anders.example", name="Academie Anders")
    del theirs["school"]
    made = add_platform(office.product.tool.database, theirs)

    hers, everybodys = office.administrator(), office.administrator(Role.PLATFORM_ADMIN)

    assert "Academie Anders" not in hers.opens().text
    assert hers.opens(f"/academies/{made.id}").status_code == 404
    assert hers.sends(f"/academies/{made.id}/schakelaars").status_code == 404
    assert office.academy.name in hers.opens().text
    assert "Academie Anders" in everybodys.opens().text
    assert everybodys.opens(f"/academies/{made.id}").status_code == 200


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN, Role.PLATFORM_ADMIN}))
def test_nobody_else_comes_near(office: Office, role: Role) -> None:
    somebody = office.administrator(role)

    for path in ("", "/aansluiten", "/met-de-hand", f"/academies/{office.academy.id}"):
        assert somebody.opens(path).status_code == 403, path


def test_a_link_is_made_shown_once_and_withdrawn(office: Office) -> None:
    administrator = office.administrator()
    where = f"{office.board.id}:{office.school.id}"

    answer = administrator.sends("/aansluiten", where=where, report_scores="y", days="1")

    link = re.search(r'value="([^"]+/lti/register/[^"]+)"', answer.text)
    assert link
    path = urlsplit(link[1]).path
    assert administrator.client.get(path).status_code == 200
    overview = administrator.opens().text
    assert link[1] not in overview
    withdraw = re.search(r"/beheer(/uitnodigingen/[^\"]+)", overview)
    assert withdraw
    assert administrator.sends(withdraw[1]).status_code == 303
    assert administrator.client.get(path).status_code == 403


def test_a_school_of_another_board_can_not_be_chosen(office: Office) -> None:
    other = add_board(office.product.tool.database, "Stichting Anders")
    with office.product.tool.database.writing(other.id) as tx:
        school = add_school(tx, "De Overkant")
    administrator = office.administrator()

    for where in (f"{other.id}:{school.id}", f"{office.board.id}:{school.id}", "", "x"):
        answer = administrator.sends("/aansluiten", where=where, days="1")
        assert answer.status_code == 422, where


def test_an_academy_is_registered_by_hand_and_changed(office: Office) -> None:
    administrator = office.administrator()
    where = f"{office.board.id}:{office.school.id}"

    made = administrator.sends("/met-de-hand", **BY_HAND, where=where)

    assert made.status_code == 303, made.text
    path = made.location.split("/beheer")[1]
    assert "Tweede academie" in administrator.opens(path).text
    changed = {**BY_HAND, "name": "Anders genoemd", "issuer": "https://evil.example"}
    edited = administrator.sends(f"{path}/wijzigen", **changed, where=where, report_scores="y")
    assert edited.status_code == 303
    (_, known) = sorted(
        list_platforms(office.product.tool.database),
        key=lambda one: one.registration.client_id,
        reverse=True,
    )
    assert known.registration.name == "Anders genoemd"
    assert known.registration.issuer == "https://tweede.example"
    assert known.registration.report_scores
    assert [one.deployment_id for one in known.deployments] == ["7", "8"]
    assert {one.school_id for one in known.deployments} == {office.school.id}


def test_what_is_wrong_in_the_form_stands_at_its_field(office: Office) -> None:
    wrong = {**BY_HAND, "jwks_url": "http://tweede.example/jwks", "client_id": " "}

    answer = office.administrator().sends("/met-de-hand", **wrong, where="")

    assert answer.status_code == 422
    for name in ("jwks_url", "client_id", "where"):
        assert f'id="{name}-error"' in answer.text, name
    assert len(list_platforms(office.product.tool.database)) == 1


def test_an_academy_of_another_board_is_not_registered_again(office: Office) -> None:
    other = add_board(office.product.tool.database, "Stichting Anders")
    administrator = office.administrator(board=other.id)
    taken = {**BY_HAND, "issuer": office.academy.issuer, "client_id": office.academy.client_id}

    answer = administrator.sends("/met-de-hand", **taken, where=f"{other.id}:")

    assert answer.status_code == 409


def test_switches_are_turned(office: Office) -> None:
    administrator, path = office.administrator(), f"/academies/{office.academy.id}"

    administrator.sends(f"{path}/schakelaars", accept_new_deployments="y")

    (known,) = list_platforms(office.product.tool.database)
    assert known.registration.accept_new_deployments
    assert not known.registration.report_scores


def test_a_place_is_let_in_with_its_school_and_kept_out(office: Office) -> None:
    administrator, path = office.administrator(), f"/academies/{office.academy.id}/plekken"

    for state in (DeploymentState.CLOSED, DeploymentState.OPEN):
        wish = {"deployment": "1", "state": state, "school": str(office.school.id)}
        assert administrator.sends(path, **wish).status_code == 303
        (known,) = list_platforms(office.product.tool.database)
        assert [(one.state, one.school_id) for one in known.deployments] == [
            (state, office.school.id)
        ]
    assert administrator.sends(path, deployment="2", state="open").status_code == 404
    assert administrator.sends(path, deployment="1", state="pending").status_code == 422


def test_a_link_lets_an_administrator_in_once(office: Office) -> None:
    tool, client = office.product.tool, office.product.tool_app.test_client()
    somebody = add_administrator(tool, office.board.id, "Aad Beheer", Role.ADMIN)
    path = urlsplit(make_link(tool, office.board.id, somebody.id)).path

    assert "Ga naar binnen" in client.get(path).text
    entered = client.post(path)

    assert entered.status_code == 303
    assert "Academies" in client.get(entered.location, follow_redirects=True).text
    assert client.post(path).status_code == 403


def test_a_link_that_is_old_lets_nobody_in(office: Office, clock: FrozenClock) -> None:
    tool, client = office.product.tool, office.product.tool_app.test_client()
    somebody = add_administrator(tool, office.board.id, "Aad Beheer", Role.ADMIN)
    path = urlsplit(make_link(tool, office.board.id, somebody.id)).path
    clock.forward(minutes=16)

    assert client.post(path).status_code == 403
    assert client.post("/lti/beheer/raden").status_code == 403


@pytest.mark.parametrize("roles", [(), (Role.TEACHER,), (Role.TEACHER, Role.ADMIN)])
def test_no_link_opens_the_record_of_somebody_who_learns(
    office: Office, roles: tuple[Role, ...]
) -> None:
    tool = office.product.tool
    with tool.database.writing(office.board.id) as tx:
        teacher = add_person(tx, "Sanne de Vries")
        for role in roles:
            appoint(tx, teacher.id, role, office.school.id, tool.clock().date())

    with pytest.raises(NoAdministrator):
        make_link(tool, office.board.id, teacher.id)


def test_a_link_lets_nobody_in_who_began_to_learn_meanwhile(office: Office) -> None:
    tool, client = office.product.tool, office.product.tool_app.test_client()
    somebody = add_administrator(tool, office.board.id, "Aad Beheer", Role.ADMIN)
    path = urlsplit(make_link(tool, office.board.id, somebody.id)).path
    with tool.database.writing(office.board.id) as tx:
        appoint(tx, somebody.id, Role.TEACHER, office.school.id, tool.clock().date())

    assert client.post(path).status_code == 403


def test_an_academy_with_lti_1_1_gets_a_key_and_a_secret_that_is_shown_once(
    office: Office,
) -> None:
    administrator = office.administrator()
    where = f"{office.board.id}:{office.school.id}"
    filled = {"name": "Oude academie", "address": "https://oud.example/mod", "where": where}

    assert administrator.sends("/lti-1.1", **{**filled, "address": "http://oud"}).status_code == 422
    made = administrator.sends("/lti-1.1", **filled)

    secret = re.search(r'id="consumer-secret"[^>]*value="([^"]+)"', made.text)
    assert secret
    overview = administrator.opens().text
    path = re.search(r"/beheer(/lti-1\.1/[0-9a-f-]+)", overview)
    assert path
    shown = administrator.opens(path[1]).text
    assert "Oude academie" in shown
    assert secret[1] not in shown + overview
    renewed = administrator.sends(f"{path[1]}/geheim").text
    assert "consumer-secret" in renewed
    assert secret[1] not in renewed
    assert administrator.sends(f"{path[1]}/schakelaar", state="closed").status_code == 303
    assert "komt nu niemand binnen" in administrator.opens(path[1]).text
    other = office.administrator(board=add_board(office.product.tool.database, "Anders").id)
    assert other.opens(path[1]).status_code == 404
    assert administrator.sends(f"{path[1]}/verwijderen").status_code == 303
    assert administrator.opens(path[1]).status_code == 404
