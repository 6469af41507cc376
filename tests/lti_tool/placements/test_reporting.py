"""What an academy hears: that something was finished; never a reflection, never a judgement."""

from typing import Any
from uuid import UUID

from foundation.database import Database
from lti_tool.blend.operations.check_in import check_in_online
from lti_tool.blend.operations.play import finish_by_own_word
from lti_tool.blend.operations.screen import correct_attendance
from lti_tool.blend.operations.sessions import start_session
from lti_tool.blend.rules.attendance import AttendanceState
from lti_tool.goals.operations import LookBack, NewGoal, evaluate_goal, start_goal
from lti_tool.goals.rules import GoalParts, Judgement, Solved
from lti_tool.platforms.operations.add_platform import add_platform
from lti_tool.practice.operations import Words, reflect
from tests.conftest import FrozenClock
from tests.lti_tool.placements.course import Course, claims_in, fields_in
from tests.lti_tool.platforms.surroundings import TOOL_URL, registration

HERS = "leraar-01"


def evaluates(course: Course, judgement: Judgement = Judgement.NOT_YET) -> UUID:
    tool, viewer = course.product.tool, course.viewer(HERS)
    goal = start_goal(tool, viewer, NewGoal(GoalParts("houd ik voor mezelf")))
    reflect(tool, viewer, goal.id, Words("Ik deed iets.", "Ze zagen het.", "Morgen."))
    evaluate_goal(tool, viewer, goal.id, LookBack(judgement, Solved.NO, learned="Mijn woorden"))
    return goal.id


def told(course: Course) -> list[tuple[str, Any]]:
    """Column and score of everything the academy has."""
    items, scores = course.academy.line_items, course.academy.scores
    return [(items[number]["label"], one["scoreGiven"]) for (number, _), one in scores.items()]


def test_an_evaluated_goal_is_reported_as_done_whatever_she_thought_of_it(course: Course) -> None:
    course.opens(HERS)
    evaluates(course)

    assert course.product.worker.run_once() == 1

    assert told(course) == [("Leerdoel geëvalueerd", 100.0)]
    everything = str([course.academy.line_items, course.academy.scores])
    for private in ("houd ik voor mezelf", "Mijn woorden", "niet-bereikt", "Ze zagen"):
        assert private not in everything


def test_a_module_that_she_finished_is_reported_in_the_column_that_was_placed(
    course: Course,
) -> None:
    module = course.offers()
    page = course.asks_to_pick().post("/kies", kies=[f"module.{module.id}"])
    claims = claims_in(course, fields_in(page.text)["JWT"])
    (item,) = claims["https://purl.imsglobal.org/spec/lti-dl/claim/content_items"]
    course.academy.add_line_item(f"{course.academy.url}/lti/lineitems", item["lineItem"])
    course.opens(HERS)

    finish_by_own_word(course.product.tool, course.viewer(HERS), module.id, None)
    course.product.worker.run_once()

    assert told(course) == [("Scherpe lesdoelen", 100.0)]
    assert len(course.academy.line_items) == 1, "found, not made again"


def test_only_what_the_administrator_wants_goes_out(course: Course, database: Database) -> None:
    add_platform(database, registration(course.board, report_scores=False))
    course.opens(HERS)
    evaluates(course)

    course.product.worker.run_once()

    assert told(course) == []


def test_her_page_says_what_arrived_and_sends_it_again_by_a_button(
    course: Course, clock: FrozenClock
) -> None:
    arrived = course.opens(HERS)
    assert "Nog niets." in arrived.get("/wat-we-bewaren").text
    evaluates(course)
    assert "onderweg" in arrived.get("/wat-we-bewaren").text
    course.product.worker.run_once()
    assert "aangekomen" in arrived.get("/wat-we-bewaren").text

    course.academy.line_items.clear()
    course.academy.scores.clear()
    clock.forward(minutes=5)
    again = arrived.post("/wat-we-bewaren/opnieuw")
    assert again.status_code == 303
    course.product.worker.run_once()
    clock.forward(seconds=11)
    course.product.worker.run_once()

    assert told(course) == [("Leerdoel geëvalueerd", 100.0)]


def test_what_was_refused_says_so_and_goes_again_once_mended(
    course: Course, clock: FrozenClock
) -> None:
    arrived = course.opens(HERS)
    evaluates(course)
    course.academy.mood.refuse_scores = 403
    course.product.worker.run_once()
    assert "niet aangenomen" in arrived.get("/wat-we-bewaren").text

    course.academy.mood.refuse_scores = 0
    clock.forward(minutes=1)
    arrived.post("/wat-we-bewaren/opnieuw")
    course.product.worker.run_once()

    assert told(course) == [("Leerdoel geëvalueerd", 100.0)]
    assert "aangekomen" in arrived.get("/wat-we-bewaren").text


def test_a_token_server_whose_clock_is_wrong_delays_and_loses_nothing(
    course: Course, clock: FrozenClock
) -> None:
    course.opens(HERS)
    evaluates(course)
    course.academy.mood.skew = -120
    course.product.worker.run_once()
    assert told(course) == []

    course.academy.mood.skew = -8
    clock.forward(seconds=11)
    course.product.worker.run_once()
    assert told(course) == [("Leerdoel geëvalueerd", 100.0)], "ten seconds are forgiven"


def test_moments_of_a_score_sent_again_and_again_only_go_up(
    course: Course, clock: FrozenClock
) -> None:
    arrived = course.opens(HERS)
    evaluates(course)
    moments = []
    for _ in range(3):
        course.product.worker.run_once()
        moments.append(next(iter(course.academy.scores.values()))["timestamp"])
        arrived.post("/wat-we-bewaren/opnieuw")
        clock.forward(seconds=2)

    assert moments == sorted(set(moments))


def test_a_session_she_was_at_is_reported(course: Course, clock: FrozenClock) -> None:
    course.opens(HERS)
    course.opens("trainer-01")
    trainer, tool = course.viewer("trainer-01"), course.product.tool
    session = course.meets(trainer, online_url="https://meet.example/1")
    clock.moment = session.starts_at
    start_session(tool, trainer, session.id)
    check_in_online(tool, course.viewer(HERS), session.id)

    course.product.worker.run_once()

    assert told(course) == [("Samen kijken", 100.0)]
    (item,) = course.academy.line_items.values()
    assert item["resourceId"] == f"{TOOL_URL}/bijeenkomsten/{session.id}"


def test_a_presence_that_is_corrected_is_taken_back_and_set_again(
    course: Course, clock: FrozenClock
) -> None:
    course.opens(HERS)
    course.opens("trainer-01")
    trainer, tool, teacher = course.viewer("trainer-01"), course.product.tool, course.viewer(HERS)
    session = course.meets(trainer, online_url="https://meet.example/1")
    clock.moment = session.starts_at
    start_session(tool, trainer, session.id)
    check_in_online(tool, teacher, session.id)

    def corrected(state: AttendanceState, minutes: int | None = None) -> list[tuple[str, Any]]:
        correct_attendance(tool, trainer, session.id, teacher.person_id, state, minutes)
        clock.forward(minutes=1)
        course.product.worker.run_once()
        return told(course)

    course.product.worker.run_once()
    assert told(course) == [("Samen kijken", 100.0)]
    assert corrected(AttendanceState.ABSENT) == []
    assert "teruggehaald" in course.opens(HERS).get("/wat-we-bewaren").text
    assert corrected(AttendanceState.PRESENT) == [("Samen kijken", 100.0)]
    assert corrected(AttendanceState.PRESENT, 30) == [("Samen kijken", 100.0)], "voided and anew"

    course.academy.line_items.clear()
    course.academy.scores.clear()
    assert corrected(AttendanceState.EXCUSED) == []
    assert course.academy.line_items == {}, "no column is made to take something out of it"


def test_what_never_left_is_not_sent_once_it_is_taken_back(
    course: Course, clock: FrozenClock
) -> None:
    course.opens(HERS)
    course.opens("trainer-01")
    trainer, tool, teacher = course.viewer("trainer-01"), course.product.tool, course.viewer(HERS)
    session = course.meets(trainer, online_url="https://meet.example/1")
    clock.moment = session.starts_at
    start_session(tool, trainer, session.id)
    check_in_online(tool, teacher, session.id)
    correct_attendance(tool, trainer, session.id, teacher.person_id, AttendanceState.ABSENT)

    clock.forward(minutes=1)
    course.product.worker.run_once()
    assert (course.academy.line_items, course.academy.scores) == ({}, {})
