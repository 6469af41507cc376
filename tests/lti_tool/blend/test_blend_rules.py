"""Life cycles, totals and order of the blend."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_tool.blend.rules.attendance import Attendance, AttendanceState, settle
from lti_tool.blend.rules.enrollments import EnrollmentState, enrollment_after
from lti_tool.blend.rules.items import ItemState, Step, state_after
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.blend.rules.problems import SessionMayNot, SessionNeedsEnd
from lti_tool.blend.rules.sessions import (
    Session,
    SessionState,
    admits_check_in,
    admits_correction,
    admits_enrolment,
    expect_transition,
    seats_left,
)
from lti_tool.blend.rules.totals import Advice, advice_for, in_order, moved, total_of
from lti_tool.profile.rules import Mode

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
PRESENT, ABSENT, EXPECTED = (
    AttendanceState.PRESENT,
    AttendanceState.ABSENT,
    AttendanceState.EXPECTED,
)


def a_session(state: SessionState = SessionState.PUBLISHED, **values: object) -> Session:
    made = {
        "id": uuid4(),
        "title": "Teamsessie 2",
        "starts_at": NOON,
        "ends_at": NOON + timedelta(minutes=75),
        "state": state,
        "trainer_id": uuid4(),
    }
    return Session(**(made | values))  # type: ignore[arg-type]


def an_attendance(state: AttendanceState, minutes: int | None = None) -> Attendance:
    return Attendance(uuid4(), uuid4(), state, uuid4(), minutes=minutes)


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        (ItemState.IDEA, Step.STARTED, ItemState.BUSY),
        (ItemState.PLANNED, Step.STARTED, ItemState.BUSY),
        (ItemState.PLANNED, Step.FINISHED, ItemState.DONE),
        (ItemState.BUSY, Step.FINISHED, ItemState.DONE),
        (ItemState.DROPPED, Step.FINISHED, ItemState.DONE),
        (ItemState.DONE, Step.STARTED, ItemState.DONE),
        (ItemState.DONE, Step.WITHDRAWN, ItemState.PLANNED),
        (ItemState.PLANNED, Step.WITHDRAWN, ItemState.PLANNED),
    ],
)
def test_facts_move_an_item_on(before: ItemState, step: Step, after: ItemState) -> None:
    assert state_after(before, step) is after


@given(st.sampled_from(ItemState), st.sampled_from(Step))
def test_the_same_fact_twice_says_nothing_new(state: ItemState, step: Step) -> None:
    once = state_after(state, step)

    assert state_after(once, step) is once


@given(st.sampled_from(EnrollmentState), st.sampled_from(Step))
def test_the_same_fact_twice_leaves_an_enrolment(state: EnrollmentState, step: Step) -> None:
    once = enrollment_after(state, step)

    assert enrollment_after(once, step) is once


def test_a_waiting_person_who_does_it_anyway_has_done_it() -> None:
    assert enrollment_after(EnrollmentState.WAITING, Step.FINISHED) is EnrollmentState.FINISHED


def test_a_session_goes_from_published_over_running_to_closed() -> None:
    expect_transition(a_session(SessionState.PUBLISHED), SessionState.RUNNING)
    expect_transition(a_session(SessionState.RUNNING), SessionState.CLOSED)


@pytest.mark.parametrize("state", [SessionState.CLOSED, SessionState.CANCELLED])
def test_what_is_over_stays_over(state: SessionState) -> None:
    with pytest.raises(SessionMayNot):
        expect_transition(a_session(state), SessionState.RUNNING)


def test_a_session_ends_after_it_begins() -> None:
    with pytest.raises(SessionNeedsEnd):
        a_session(ends_at=NOON)


def test_the_check_in_is_open_from_the_trainers_word_until_half_an_hour_after_the_end() -> None:
    running = a_session(SessionState.RUNNING)

    assert admits_check_in(running, NOON - timedelta(hours=1))
    assert admits_check_in(running, NOON + timedelta(minutes=105))
    assert not admits_check_in(running, NOON + timedelta(minutes=106))
    assert not admits_check_in(a_session(SessionState.PUBLISHED), NOON)


def test_one_can_enrol_until_the_end() -> None:
    assert admits_enrolment(a_session(), NOON)
    assert not admits_enrolment(a_session(), NOON + timedelta(minutes=75))
    assert not admits_enrolment(a_session(SessionState.CANCELLED), NOON)


def test_attendance_can_be_corrected_for_seven_days_after_closing() -> None:
    closed = a_session(SessionState.CLOSED, closed_at=NOON)

    assert admits_correction(closed, NOON + timedelta(days=7))
    assert not admits_correction(closed, NOON + timedelta(days=7, seconds=1))
    assert admits_correction(a_session(SessionState.RUNNING), NOON)
    assert not admits_correction(a_session(SessionState.PUBLISHED), NOON)


def test_seats_are_never_less_than_none() -> None:
    assert seats_left(a_session(), 40) is None
    assert seats_left(a_session(capacity=10), 4) == 6
    assert seats_left(a_session(capacity=10), 12) == 0


def test_a_first_presence_is_recorded_and_nothing_is_voided() -> None:
    for current in (None, an_attendance(EXPECTED)):
        asked = settle(current, PRESENT, 75, final=False)

        assert (asked.void, asked.record, asked.correction) == (False, True, False)


def test_being_present_twice_asks_for_nothing() -> None:
    asked = settle(an_attendance(PRESENT, 75), PRESENT, 75, final=True)

    assert not asked.changes


def test_other_minutes_void_and_record_anew() -> None:
    asked = settle(an_attendance(PRESENT, 75), PRESENT, 40, final=False)

    assert (asked.void, asked.record, asked.correction) == (True, True, True)


def test_a_presence_taken_back_is_voided() -> None:
    asked = settle(an_attendance(PRESENT, 75), ABSENT, None, final=False)

    assert (asked.void, asked.record, asked.correction) == (True, False, True)


def test_after_closing_every_change_is_a_correction() -> None:
    asked = settle(an_attendance(ABSENT), PRESENT, 75, final=True)

    assert (asked.void, asked.record, asked.correction) == (False, True, True)


def test_a_blend_adds_up_per_place() -> None:
    parts = [(Mode.ONLINE, 20), (Mode.MEETING, 75), (Mode.WORKPLACE, 15), (Mode.INFORMAL, 5)]

    total = total_of(parts)

    assert (total.online, total.together, total.in_class) == (20, 75, 20)
    assert (total.minutes, total.count) == (115, 4)


def test_an_item_moves_one_place_and_stops_at_the_edge() -> None:
    assert moved(["a", "b", "c"], "b", -1) == ["b", "a", "c"]
    assert moved(["a", "b", "c"], "b", 1) == ["a", "c", "b"]
    assert moved(["a", "b", "c"], "a", -1) == ["a", "b", "c"]
    assert moved(["a", "b"], "x", 1) == ["a", "b"]


@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdef")))
def test_an_order_holds_exactly_what_was_chosen(chosen: list[str], order: list[str]) -> None:
    assert sorted(in_order(chosen, order)) == sorted(set(chosen))


def test_who_practises_after_learning_hears_that_it_helps() -> None:
    assert advice_for([Mode.MEETING, Mode.WORKPLACE]) is Advice.PRACTISE_AFTER
    assert advice_for([Mode.ONLINE, Mode.MEETING]) is Advice.ADD_PRACTICE
    assert advice_for([Mode.WORKPLACE]) is Advice.ADD_OTHERS
    assert advice_for([Mode.WORKPLACE, Mode.ONLINE]) is None
    assert advice_for([]) is None


def test_an_offering_can_be_chosen_from_its_first_day_through_its_last() -> None:
    offering = Offering(
        uuid4(),
        "Scherpe lesdoelen",
        "",
        "Leerspoor",
        OfferingKind.MODULE,
        Mode.ONLINE,
        20,
        "https://leerspoor.example/aanbod/1",
        active_from=date(2026, 9, 1),
        active_to=date(2027, 7, 1),
    )

    assert [offering.is_on_offer(date(2026, 8, 31)), offering.is_on_offer(date(2026, 9, 1))] == [
        False,
        True,
    ]
    assert [offering.is_on_offer(date(2027, 7, 1)), offering.is_on_offer(date(2027, 7, 2))] == [
        True,
        False,
    ]
