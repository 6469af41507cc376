"""The members of a course, read on demand and at night: names to show, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from foundation.database import Database
from foundation.outbox import outbox
from lti_tool.people.operations import everybody
from lti_tool.people.rules import Role
from lti_tool.platforms.operations.access import AcademyAccess
from lti_tool.platforms.operations.add_platform import list_platforms
from lti_tool.platforms.operations.sync_members import KIND, list_rosters, sync_members
from lti_tool.platforms.platforms.answers import AcademyUnreachable
from lti_tool.platforms.rules.rosters import Roster, next_night
from tests.conftest import FrozenClock
from tests.lti_tool.placements.course import Course

NAMELESS = {"name": None, "given_name": None, "family_name": None}


def sync(course: Course) -> Roster:
    (known,) = list_platforms(course.product.tool.database)
    access = AcademyAccess.of(course.product.tool)
    return sync_members(access, course.board, known.registration.id, "2")


def rosters(course: Course) -> list[Roster]:
    with course.product.tool.database.reading(course.board) as tx:
        return list_rosters(tx)


def owed(course: Course) -> list[datetime]:
    with course.product.tool.database.reading(course.board) as tx:
        wanted = outbox.select().where(outbox.c.kind == KIND, outbox.c.given_up.is_(None))
        return [row.due for row in tx.execute(wanted)]


def test_people_are_shown_by_the_name_the_academy_gives_them_now(course: Course) -> None:
    course.sends("leraar-01", **NAMELESS)
    assert course.viewer("leraar-01").name == "leraar-01", "withheld at the launch"

    read = sync(course)

    assert (read.members, read.known, read.fault) == (26, 1, None)
    assert course.viewer("leraar-01").name == "Sanne de Vries"


def test_a_roster_adds_nobody_and_changes_nobodys_rights(
    course: Course, clock: FrozenClock, database: Database
) -> None:
    course.opens("leraar-01")
    before = course.viewer("leraar-01")

    sync(course)

    after = course.viewer("leraar-01")
    assert after.memberships == before.memberships
    assert after.roles == {Role.TEACHER}
    assert after.person == before.person
    with database.reading(course.board) as tx:
        assert len(everybody(tx, clock().date())) == 1


def test_a_roster_without_names_takes_none_away(course: Course) -> None:
    course.opens("leraar-01")
    course.academy.mood.share_names = False

    assert sync(course).known == 1
    assert course.viewer("leraar-01").name == "Sanne de Vries"


def test_every_night_each_course_is_read_once_however_many_launched(
    course: Course, clock: FrozenClock
) -> None:
    for account in ("leraar-01", "leraar-02", "leraar-03"):
        course.sends(account, **NAMELESS)
    (due,) = owed(course)
    assert clock() < due < clock() + timedelta(days=1)

    clock.moment = due
    course.product.worker.run_once()

    assert course.viewer("leraar-03").name == "Marieke Jansen"
    (read,) = rosters(course)
    assert (read.read_at, read.known) == (due, 3)
    (following,) = owed(course)
    assert timedelta(hours=23) < following - due < timedelta(hours=25)


def test_what_goes_wrong_at_night_stands_with_the_course_and_is_tried_the_next(
    course: Course, clock: FrozenClock
) -> None:
    course.opens("leraar-01")
    course.academy.mood.refuse_tokens = 503
    (clock.moment,) = owed(course)
    course.product.worker.run_once()

    (failed,) = rosters(course)
    assert "503" in (failed.fault or "")

    course.academy.mood.refuse_tokens = 0
    (clock.moment,) = owed(course)
    course.product.worker.run_once()
    (read,) = rosters(course)
    assert (read.fault, read.members) == (None, 26)


def test_on_demand_a_fault_is_told_at_once(course: Course) -> None:
    course.opens("leraar-01")
    course.academy.mood.refuse_tokens = 500

    with pytest.raises(AcademyUnreachable):
        sync(course)
    (failed,) = rosters(course)
    assert failed.fault


def test_a_course_that_nobody_opens_any_more_is_left_alone(
    course: Course, clock: FrozenClock
) -> None:
    course.opens("leraar-01")
    clock.forward(days=61)
    course.product.worker.run_once()

    assert owed(course) == []
    assert rosters(course) == []

    course.opens("leraar-01")
    assert len(owed(course)) == 1, "and begins again with a launch"


def test_nights_are_those_of_amsterdam_and_spread() -> None:
    evening = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)  # the night in which clocks go back

    first = next_night(evening, "a")
    assert evening < first < evening + timedelta(hours=9)
    assert len({next_night(evening, str(number)) for number in range(30)}) > 10
    assert next_night(first, "a") - first == timedelta(days=1)
