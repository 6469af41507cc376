"""Groups of a course: read from the academy, and said with a session that is for one."""

from typing import Any

import pytest

from foundation.database import Database
from lti_tool.people.operations import appoint
from lti_tool.people.rules import Role
from lti_tool.platforms.operations.access import AcademyAccess
from lti_tool.platforms.operations.add_platform import list_platforms
from lti_tool.platforms.operations.sync_groups import sync_groups
from lti_tool.platforms.platforms.answers import AcademyUnreachable
from lti_tool.platforms.rules.groups import CLAIM, SCOPE, CourseGroup, groups_in, groups_url_of
from lti_tool.platforms.storage import groups
from tests.conftest import FrozenClock
from tests.lti_tool.placements.course import Course

FILLED = {"title": "Rekenen", "day": "2026-12-03", "begins": "15:00", "ends": "16:00"}


def kept(course: Course) -> list[str]:
    (known,) = list_platforms(course.product.tool.database)
    with course.product.tool.database.reading(course.board) as tx:
        return [one.name for one in groups.of_course(tx, known.registration.id, "2")]


def trains(course: Course, clock: FrozenClock) -> None:
    course.opens("trainer-01")
    trainer = course.viewer("trainer-01")
    with course.product.tool.database.writing(course.board) as tx:
        appoint(tx, trainer.person_id, Role.TRAINER, trainer.school_id, clock().date())


def test_a_trainer_says_for_which_group_of_the_course_a_session_is(
    course: Course, clock: FrozenClock
) -> None:
    course.academy.mood.groups = True
    trains(course, clock)
    course.product.worker.run_once()
    assert kept(course) == ["Bovenbouw", "Middenbouw", "Onderbouw"], (
        "all pages, soon after a launch"
    )
    arrived = course.opens("trainer-01")

    form = arrived.get("/bijeenkomsten/nieuw").text
    planned = arrived.post("/bijeenkomsten/nieuw", **FILLED, for_group="Middenbouw")
    refused = arrived.post("/bijeenkomsten/nieuw", **FILLED, for_group="Kleuters")

    assert "Voor welke groep?" in form
    assert planned.status_code == 303, planned.text
    assert "Middenbouw" in arrived.get(f"/{planned.location.split('/', 3)[3]}").text
    assert refused.status_code == 422


def test_without_groups_nobody_is_asked(course: Course, clock: FrozenClock) -> None:
    trains(course, clock)

    assert "Voor welke groep?" not in course.opens("trainer-01").get("/bijeenkomsten/nieuw").text


def test_a_fault_leaves_the_groups_that_were_known(
    course: Course, clock: FrozenClock, database: Database
) -> None:
    course.academy.mood.groups = True
    trains(course, clock)
    course.product.worker.run_once()
    (known,) = list_platforms(database)
    course.academy.mood.refuse_tokens = 503

    with pytest.raises(AcademyUnreachable):
        sync_groups(AcademyAccess.of(course.product.tool), course.board, known.registration.id, "2")

    assert len(kept(course)) == 3


def test_what_an_academy_says_of_groups_is_read_with_patience() -> None:
    good = {"id": "1", "name": " Onderbouw "}
    odd: list[Any] = [good, {"id": 2, "name": "B"}, {"id": "", "name": "x"}, {"id": "3"}, 5, None]

    assert groups_in({"groups": odd}) == [CourseGroup("1", "Onderbouw"), CourseGroup("2", "B")]
    assert groups_in({"groups": "x"}) == groups_in([]) == []
    url = "https://academie.example/groups"
    assert groups_url_of({CLAIM: {"scope": [SCOPE], "context_groups_url": url}}) == url
    for claim in ({"scope": [], "context_groups_url": url}, {"scope": [SCOPE]}, "x", {}):
        assert groups_url_of({CLAIM: claim}) is None
