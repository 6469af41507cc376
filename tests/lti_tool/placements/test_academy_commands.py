"""What an administrator sees of members and scores, and sends again."""

import re
from pathlib import Path

from foundation.database import Database
from lti_tool.people.operations import add_person, appoint
from lti_tool.people.rules import Role
from lti_tool.platforms.operations.add_platform import add_platform, list_platforms
from lti_tool.shell.operations import start_visit
from lti_tool.shell.rules import page_token
from tests.conftest import FrozenClock
from tests.leerspoor.test_commands import Administrator
from tests.lti_tool.placements.course import Course
from tests.lti_tool.placements.test_reporting import HERS, evaluates, told
from tests.lti_tool.platforms import administrators
from tests.lti_tool.platforms.surroundings import registration


def test_scores_are_counted_by_state_and_sent_again(
    course: Course, database_url: str, tmp_path: Path
) -> None:
    administrator = Administrator(database_url, tmp_path / "packages")
    course.opens(HERS)
    evaluates(course)
    course.product.worker.run_once()
    assert told(course) == [("Leerdoel geëvalueerd", 100.0)]

    seen = administrator.types("platforms", "scores", "--board", str(course.board)).output
    assert "Leerdoel geëvalueerd" in seen
    assert "sent" in seen
    assert "Sanne" not in seen

    again = ("platforms", "scores", "--board", str(course.board), "--again")
    said = administrator.types(*again).output
    assert "on their way: 1" in said
    assert "waiting" in said


def test_courses_are_listed_with_when_they_were_read(
    course: Course, database_url: str, tmp_path: Path
) -> None:
    administrator = Administrator(database_url, tmp_path / "packages")
    course.opens(HERS)

    seen = administrator.types("platforms", "members", "--board", str(course.board)).output
    assert course.academy.name in seen

    unreached = administrator.types(
        "platforms", "members", "--board", str(course.board), "--now"
    ).output
    assert "did not answer" in unreached, "the demo academy has no port here"
    administrator.types("platforms", "members", "--board", "99", code=1)


def her_pages(course: Course) -> administrators.Administrator:
    """Somebody who looks after the board's academies."""
    tool = course.product.tool
    with tool.database.writing(course.board) as tx:
        person = add_person(tx, "Aad Beheer")
        appoint(tx, person.id, Role.ADMIN, None, tool.clock().date())
        visit = start_visit(tx, tenant=course.board, person_id=person.id, at=tool.clock())
    token = page_token(tool.secret, visit.visit.id)
    return administrators.Administrator(course.product.tool_app.test_client(), visit.sid, token)


def numbers_on(page: str) -> list[int]:
    """Arrived, waiting, refused and taken back, in the first column of the page."""
    return [int(one) for one in re.findall(r"<td[^>]*>(\d+)</td>", page)][:4]


def test_her_page_counts_what_academies_were_told_and_sends_it_again_by_a_button(
    course: Course, clock: FrozenClock
) -> None:
    course.opens(HERS)
    pages = her_pages(course)
    assert "Er is nog niets gemeld." in pages.opens("/resultaten").text
    evaluates(course)
    assert numbers_on(pages.opens("/resultaten").text) == [0, 1, 0, 0]
    course.academy.mood.refuse_scores = 403
    course.product.worker.run_once()
    shown = pages.opens("/resultaten").text
    assert numbers_on(shown) == [0, 0, 1, 0]
    assert "status 403" in shown
    assert "Sanne" not in shown

    course.academy.mood.refuse_scores = 0
    (known,) = list_platforms(course.product.tool.database)
    path = f"/academies/{known.registration.id}/resultaten"
    clock.forward(minutes=1)
    assert pages.sends(path, what="refused").location.endswith("verstuurd=1")
    course.product.worker.run_once()
    assert told(course) == [("Leerdoel geëvalueerd", 100.0)]
    assert numbers_on(pages.opens("/resultaten").text) == [1, 0, 0, 0]
    assert pages.sends(path, what="refused").location.endswith("verstuurd=0")
    assert pages.sends(path, what="all").location.endswith("verstuurd=1")


def test_an_academy_is_removed_and_who_comes_back_by_it_is_herself(
    course: Course, database: Database, clock: FrozenClock
) -> None:
    visit = course.opens(HERS)
    hers = course.viewer(HERS).person_id
    evaluates(course)
    (known,) = list_platforms(database)
    pages, path = her_pages(course), f"/academies/{known.registration.id}"
    said = pages.opens(f"{path}/verwijderen").text
    assert "1 mens kwam hiervandaan" in said
    assert "1 resultaat dat nog onderweg was" in said

    assert pages.sends(f"{path}/verwijderen").status_code == 303

    assert list_platforms(database) == []
    assert visit.get("/start").status_code == 401, "visits from there are over"
    assert pages.opens(path).status_code == 404
    course.product.worker.run_once()
    assert told(course) == []

    add_platform(database, registration(course.board))
    course.opens(HERS)
    assert course.viewer(HERS).person_id == hers
    (again,) = list_platforms(database)
    sent = pages.sends(f"/academies/{again.registration.id}/resultaten", what="all")
    assert sent.location.endswith("verstuurd=1")
    clock.forward(minutes=1)
    course.product.worker.run_once()
    assert told(course) == [("Leerdoel geëvalueerd", 100.0)], "what was promised is known"


def test_a_place_that_was_forgotten_waits_again(course: Course, database: Database) -> None:
    course.opens(HERS)
    (known,) = list_platforms(database)
    pages, path = her_pages(course), f"/academies/{known.registration.id}/plekken/vergeten"

    assert pages.sends(path, deployment="nowhere").status_code == 404
    assert pages.sends(path, deployment="1").status_code == 303

    (known,) = list_platforms(database)
    assert known.deployments == ()


def test_a_command_removes_an_academy_after_asking(
    course: Course, database_url: str, tmp_path: Path
) -> None:
    administrator = Administrator(database_url, tmp_path / "packages")
    named = (course.academy.url, course.academy.client_id)

    administrator.types("platforms", "remove", *named, code=1)
    assert "is removed" in administrator.types("platforms", "remove", *named, "--yes").output
    administrator.types("platforms", "remove", *named, "--yes", code=1)


def test_a_command_makes_a_key_for_lti_1_1_and_shows_its_secret_once(
    course: Course, database_url: str, tmp_path: Path
) -> None:
    administrator = Administrator(database_url, tmp_path / "packages")
    named = ("platforms", "consumer", "--board", str(course.board), "Oude academie")

    administrator.types(*named, "http://oud.example", code=1)
    made = administrator.types(*named, "https://oud.example").output

    told = dict(line.rsplit(None, 1) for line in made.splitlines()[:3])
    listed = administrator.types("platforms", "list").output
    assert told["Consumer key"] in listed
    assert told["Secret"] not in listed
