"""Nothing of one board's packages is reachable from another."""

from uuid import UUID, uuid4

import pytest

from content_packages import (
    UnknownPackage,
    UnknownRegistration,
    abandon,
    enroll,
    find_package,
    find_session,
    list_packages,
    progress_of,
    waive,
)
from content_packages.rules.problems import UnknownSession
from tests.content_packages.conftest import ACTOR, TENANT, Desk, Player
from tests.content_packages.packages import Au, course, zipped

OTHER = 2


@pytest.fixture
def player(desk: Desk) -> Player:
    return desk.launch(desk.add(zipped(course(Au(attributes={"moveOn": "Passed"}))))).start()


def test_packages_of_another_board_are_not_there(desk: Desk) -> None:
    package = desk.add()

    assert list_packages(desk.shelf, OTHER) == []
    with desk.shelf.database.reading(OTHER) as tx:
        assert find_package(tx, package.id) is None
    with pytest.raises(UnknownPackage):
        desk.launch(package, tenant=OTHER)
    with pytest.raises(UnknownPackage), desk.shelf.database.writing(OTHER) as tx:
        enroll(tx, desk.shelf, package.id, ACTOR, uuid4())


def test_registrations_and_sessions_of_another_board_are_not_there(
    desk: Desk, player: Player
) -> None:
    registration = UUID(player.given["registration"])

    with pytest.raises(UnknownRegistration):
        waive(desk.shelf, OTHER, registration, 0, "x")
    with pytest.raises(UnknownSession):
        abandon(desk.shelf, OTHER, player.launch.session_id)
    with desk.shelf.database.reading(OTHER) as tx:
        assert find_session(tx, player.launch.session_id) is None
        with pytest.raises(UnknownRegistration):
            progress_of(tx, registration)


def test_what_a_unit_says_is_stored_with_its_own_board(desk: Desk) -> None:
    desk.launch(desk.add(zipped(course(Au(attributes={"moveOn": "Passed"}))))).start()

    assert desk.statements(OTHER) == []
    assert desk.verbs(TENANT) == ["launched", "initialized"]


def test_boards_may_use_the_same_registration_number_apart(desk: Desk) -> None:
    registration = uuid4()
    first = desk.launch(desk.add(), registration=registration).start()
    second = desk.launch(desk.add(tenant=OTHER), registration=registration, tenant=OTHER).start()

    for player in (first, second):
        assert player.say("http://adlnet.gov/expapi/verbs/experienced").status_code == 200
    assert len(desk.statements(OTHER)) == len(desk.statements(TENANT))


def test_the_files_of_boards_stand_in_folders_of_their_own(desk: Desk) -> None:
    package = desk.add(tenant=OTHER)

    assert (desk.shelf.folder / str(OTHER) / str(package.id) / "index.html").is_file()
