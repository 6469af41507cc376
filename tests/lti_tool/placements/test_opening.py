"""A link in a course opens exactly what was picked, for whoever clicks, or says why not."""

from datetime import timedelta
from uuid import UUID

from content_packages import add_package
from lti_tool.blend.operations.sessions import cancel_session
from lti_tool.goals.operations import NewGoal, start_goal
from lti_tool.goals.rules import GoalParts
from lti_tool.people.operations import add_school, appoint
from lti_tool.people.rules import Role
from tests.conftest import FrozenClock
from tests.content_packages.packages import COURSE, Au, zipped
from tests.content_packages.packages import course as structure
from tests.lti_tool.placements.course import Course
from tests.lti_tool.readers import words_in


def goal(course: Course, what: str = "vraag door") -> UUID:
    started = start_goal(course.product.tool, course.viewer("leraar-01"), NewGoal(GoalParts(what)))
    return started.id


def test_without_a_place_everybody_begins_at_her_own_page(course: Course) -> None:
    assert course.opens().path == "/welkom"
    assert course.opens(other="thing").path == "/welkom"


def test_the_goals_board_and_the_team_open_there(course: Course) -> None:
    assert course.opens(leerspoor="leren").path == "/welkom", "the first time with its cards"
    assert course.opens(leerspoor="team").path == "/voortgang"


def test_a_module_opens_at_once_also_for_somebody_new(course: Course) -> None:
    module = course.offers()

    arrived = course.opens("leraar-07", leerspoor=f"module.{module.id}")

    assert arrived.path == f"/aanbod/{module.id}/start"
    assert "Scherpe lesdoelen" in arrived.words


def test_a_module_that_is_withdrawn_says_so(course: Course, clock: FrozenClock) -> None:
    ended = clock().date() - timedelta(days=1)
    gone = course.offers(active_to=ended)

    arrived = course.opens(leerspoor=f"module.{gone.id}")

    assert arrived.page.status_code == 404
    assert "Deze module staat niet meer in het aanbod." in arrived.words
    assert "Terug naar de academie" in arrived.words


def test_a_session_opens_at_its_check_in(course: Course) -> None:
    course.opens("trainer-01")
    session = course.meets(course.viewer("trainer-01"))

    arrived = course.opens(leerspoor=f"bijeenkomst.{session.id}")

    assert arrived.path == f"/bijeenkomsten/{session.id}"
    assert "Samen kijken" in arrived.words


def test_a_session_of_another_school_or_one_that_is_off_says_so(course: Course) -> None:
    course.opens("trainer-01")
    trainer, tool = course.viewer("trainer-01"), course.product.tool
    with tool.database.writing(course.board) as tx:
        other = add_school(tx, "De Linde", "34CD")
    theirs, off = course.meets(trainer, other.id), course.meets(trainer)
    cancel_session(tool, trainer, off.id)

    elsewhere = course.opens(leerspoor=f"bijeenkomst.{theirs.id}")
    assert elsewhere.page.status_code == 403
    assert "Deze bijeenkomst is van een andere school" in elsewhere.words
    assert (
        "Deze bijeenkomst gaat niet door." in course.opens(leerspoor=f"bijeenkomst.{off.id}").words
    )


def test_a_reflection_asks_which_goal_only_where_there_are_more(course: Course) -> None:
    none = course.opens(leerspoor="terugblik")
    assert "Je hebt nog geen leerdoel" in none.words

    first = goal(course)
    assert course.opens(leerspoor="terugblik").path == f"/terugblik/{first}"

    second = goal(course, "wacht langer")
    several = course.opens(leerspoor="terugblik")
    assert several.path == "/open"
    assert f"/terugblik/{second}" in several.page.text


def test_who_comes_in_another_role_reads_for_whom_it_is(course: Course) -> None:
    course.opens("bestuur-01")
    viewer, tool = course.viewer("bestuur-01"), course.product.tool
    with tool.database.writing(course.board) as tx:
        today = tool.clock().date()
        appoint(tx, viewer.person_id, Role.BOARD, None, today)
        tx.exec_driver_sql("DELETE FROM membership WHERE role = 'teacher'")

    assert "is voor leerkrachten" in course.opens("bestuur-01", leerspoor="terugblik").words
    assert "voortgang van een schoolteam" in course.opens("bestuur-01", leerspoor="team").words


def test_a_place_that_nobody_knows_says_so(course: Course) -> None:
    strange = ("module", "module.x", "bijeenkomst.1", "leren.2", f"module.{UUID(int=5)}.1.2", "aa")
    for place in strange:
        arrived = course.opens(leerspoor=place)

        assert arrived.page.status_code == 404, place
        assert "iets aan dat Leerspoor niet kent" in arrived.words


def test_one_unit_of_a_module_opens_with_only_that_unit(course: Course) -> None:
    units = (Au(), Au(id=f"{COURSE}/twee", words="Het tweede deel"))
    shelf = course.product.tool.shelf
    package = add_package(shelf, course.board, zipped(structure(*units)), "module.zip")
    module = course.offers(package_id=package.id, activity_iri=package.activity_id)

    assert "Het tweede deel" in course.asks_to_pick().words
    whole = course.opens(leerspoor=f"module.{module.id}")
    part = course.opens(leerspoor=f"module.{module.id}.1")

    assert "0 van 2 delen gedaan" in whole.words
    assert "0 van 1 delen gedaan" in part.words
    assert "Het tweede deel" in part.words
    begun = part.post(f"/aanbod/{module.id}/start?alleen=1", deel="1")
    assert "0 van 1 delen gedaan" in words_in(begun.text)


def test_an_id_of_another_board_opens_nothing(course: Course) -> None:
    for kind in ("module", "bijeenkomst"):
        arrived = course.opens(leerspoor=f"{kind}.{UUID(int=7)}")
        assert arrived.page.status_code == 404
