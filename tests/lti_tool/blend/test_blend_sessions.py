"""Sessions: enrolling, checking in, ticking, closing and correcting, on both databases."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest

from foundation.problems import Problem
from lti_tool.blend.operations import (
    attendance_counts,
    items_of,
    join_session,
    meetings_held,
    next_moment,
    plan_session,
)
from lti_tool.blend.operations.agenda import show_agenda
from lti_tool.blend.operations.check_in import (
    check_in_online,
    check_in_typed,
    link_to_goal,
)
from lti_tool.blend.operations.screen import correct_attendance, show_register
from lti_tool.blend.operations.sessions import (
    cancel_session,
    close_session,
    leave_session,
    start_session,
)
from lti_tool.blend.rules.attendance import AttendanceState, Method
from lti_tool.blend.rules.items import ItemState
from lti_tool.blend.rules.problems import (
    CheckInClosed,
    CorrectionTooLate,
    SessionFull,
    SessionMayNot,
    SessionNotOpen,
    UnknownAttendee,
    UnknownSession,
    WrongCode,
)
from lti_tool.blend.rules.sessions import Session
from lti_tool.blend.storage import attendance
from lti_tool.goals.rules import Goal
from lti_tool.people.operations import add_board, add_school
from lti_tool.people.rules import NotAllowed, Viewer
from lti_tool.profile.rules import Extension
from tests.lti_tool.blend.conftest import SmallSchool
from tests.product import TOOL_URL


def enrol(at: SmallSchool, session: Session, who: Viewer, goal: Goal | None = None) -> None:
    with at.tool.database.writing(at.tenant) as tx:
        join_session(tx, at.tool, who, session.id, goal.id if goal else None)


def all_at_once(acts: list[threading.Thread]) -> None:
    for act in acts:
        act.start()
    for act in acts:
        act.join()


def test_who_enrols_is_expected_and_it_is_told(small_school: SmallSchool) -> None:
    goal = small_school.goal(small_school.teacher)
    session = small_school.session()

    enrol(small_school, session, small_school.teacher, goal)
    enrol(small_school, session, small_school.teacher, goal)

    told = small_school.said("registered")
    assert len(told) == 1
    assert f"{TOOL_URL}/leerdoelen/{goal.id}" in told[0].grouping
    assert small_school.page(session).entry.joined


def test_the_code_on_the_screen_lets_one_in(small_school: SmallSchool) -> None:
    session = small_school.running()
    enrol(small_school, session, small_school.teacher)
    code = small_school.screen(session).code

    check_in_typed(small_school.tool, small_school.teacher, code.lower())

    (told,) = small_school.said("attended")
    assert told.body["object"]["id"] == f"{TOOL_URL}/bijeenkomsten/{session.id}"
    assert told.body["result"] == {"completion": True, "duration": "PT4500S"}
    assert told.body["context"]["extensions"][Extension.METHOD] == "code"
    trainer = str(small_school.trainer.pseudonym)
    assert told.body["context"]["instructor"]["account"]["name"] == trainer
    mine = small_school.page(session).entry.mine
    assert mine is not None
    assert (mine.state, mine.method) == (AttendanceState.PRESENT, Method.CODE)


def test_checking_in_twice_is_one_fact(small_school: SmallSchool) -> None:
    session = small_school.running()
    code = small_school.screen(session).code

    check_in_typed(small_school.tool, small_school.teacher, code)
    check_in_typed(small_school.tool, small_school.teacher, code)

    assert len(small_school.said("attended")) == 1


def test_a_code_of_two_steps_ago_is_refused(small_school: SmallSchool) -> None:
    session = small_school.running()
    code = small_school.screen(session).code
    small_school.clock.forward(seconds=60)

    with pytest.raises(WrongCode):
        check_in_typed(small_school.tool, small_school.teacher, code)


def test_nobody_checks_in_before_the_trainer_opens_or_long_after(
    small_school: SmallSchool,
) -> None:
    session = small_school.session(online_url="https://overleg.example/2")
    with pytest.raises(CheckInClosed):
        check_in_online(small_school.tool, small_school.teacher, session.id)

    start_session(small_school.tool, small_school.trainer, session.id)
    small_school.clock.forward(hours=3)

    assert small_school.screen(session).code == ""
    with pytest.raises(CheckInClosed):
        check_in_online(small_school.tool, small_school.teacher, session.id)


def test_an_online_session_is_entered_by_ones_own_word_and_a_meeting_is_not(
    small_school: SmallSchool,
) -> None:
    online = small_school.running(online_url="https://overleg.example/2")
    meeting = small_school.running()

    check_in_online(small_school.tool, small_school.teacher, online.id)

    (told,) = small_school.said("attended")
    assert told.body["context"]["extensions"][Extension.METHOD] == "zelf"
    with pytest.raises(WrongCode):
        check_in_online(small_school.tool, small_school.teacher, meeting.id)


def test_a_goal_that_planned_the_session_is_in_the_statement(small_school: SmallSchool) -> None:
    goal = small_school.goal(small_school.teacher)
    session = small_school.running()
    enrol(small_school, session, small_school.teacher, goal)

    check_in_typed(small_school.tool, small_school.teacher, small_school.screen(session).code)

    (told,) = small_school.said("attended")
    assert f"{TOOL_URL}/leerdoelen/{goal.id}" in told.grouping


def test_one_tap_afterwards_lets_a_presence_count_for_a_goal(small_school: SmallSchool) -> None:
    goal = small_school.goal(small_school.teacher)
    session = small_school.running()
    check_in_typed(small_school.tool, small_school.teacher, small_school.screen(session).code)
    first = small_school.said("attended")[0]
    small_school.clock.forward(minutes=5)

    link_to_goal(small_school.tool, small_school.teacher, session.id, goal.id)
    link_to_goal(small_school.tool, small_school.teacher, session.id, goal.id)

    again = small_school.said("attended")[-1]
    assert [one.voids for one in small_school.said("voided")] == [first.id]
    assert again.timestamp == first.timestamp
    assert f"{TOOL_URL}/leerdoelen/{goal.id}" in again.grouping
    with small_school.tool.database.reading(small_school.tenant) as tx:
        (item,) = items_of(tx, [goal.id])[goal.id]
    assert (item.session_id, item.state) == (session.id, ItemState.DONE)


def test_a_presence_cannot_be_linked_to_somebody_elses_goal(small_school: SmallSchool) -> None:
    goal = small_school.goal(small_school.colleague)
    session = small_school.running()
    check_in_typed(small_school.tool, small_school.teacher, small_school.screen(session).code)

    with pytest.raises(Problem):
        link_to_goal(small_school.tool, small_school.teacher, session.id, goal.id)

    assert small_school.said("voided") == []


def test_the_trainer_ticks_somebody(small_school: SmallSchool) -> None:
    session = small_school.running()

    correct_attendance(
        small_school.tool,
        small_school.trainer,
        session.id,
        small_school.teacher.person_id,
        AttendanceState.PRESENT,
    )

    (told,) = small_school.said("attended")
    assert told.body["context"]["extensions"][Extension.METHOD] == "trainer"
    assert [one.person.name for one in small_school.screen(session).inside] == ["Sanne de Vries"]


def test_only_its_trainer_runs_a_session(small_school: SmallSchool) -> None:
    session = small_school.session()
    other = small_school.person("Een andere trainer")

    for act in (start_session, close_session, cancel_session, show_register):
        with pytest.raises(NotAllowed):
            act(small_school.tool, other, session.id)
    with pytest.raises(NotAllowed):
        correct_attendance(
            small_school.tool, other, session.id, other.person_id, AttendanceState.PRESENT
        )


def test_somebody_of_another_school_cannot_be_ticked(small_school: SmallSchool) -> None:
    session = small_school.running()

    with pytest.raises(UnknownAttendee):
        correct_attendance(
            small_school.tool,
            small_school.trainer,
            session.id,
            uuid4(),
            AttendanceState.PRESENT,
        )


def test_closing_marks_who_was_not_seen(small_school: SmallSchool) -> None:
    session = small_school.running()
    enrol(small_school, session, small_school.teacher)
    enrol(small_school, session, small_school.colleague)
    check_in_typed(small_school.tool, small_school.teacher, small_school.screen(session).code)
    small_school.clock.forward(minutes=80)

    close_session(small_school.tool, small_school.trainer, session.id)

    with small_school.tool.database.reading(small_school.tenant) as tx:
        counts = attendance_counts(tx, [session.id])[session.id]
    assert (counts.present, counts.absent, counts.expected) == (1, 1, 0)
    assert counts.counted == 2
    with pytest.raises(SessionMayNot):
        close_session(small_school.tool, small_school.trainer, session.id)


def test_a_correction_voids_and_is_kept_with_who_and_when(small_school: SmallSchool) -> None:
    session = small_school.running()
    check_in_typed(small_school.tool, small_school.teacher, small_school.screen(session).code)
    first = small_school.said("attended")[0]
    small_school.clock.forward(minutes=80)
    close_session(small_school.tool, small_school.trainer, session.id)
    small_school.clock.forward(days=6)

    correct_attendance(
        small_school.tool,
        small_school.trainer,
        session.id,
        small_school.teacher.person_id,
        AttendanceState.PRESENT,
        minutes=40,
    )

    again = small_school.said("attended")[-1]
    assert [one.voids for one in small_school.said("voided")] == [first.id]
    assert again.body["result"]["duration"] == "PT2400S"
    assert again.timestamp == first.timestamp
    (change,) = show_register(small_school.tool, small_school.trainer, session.id).changes
    assert (change.state, change.was_minutes) == (AttendanceState.CORRECTED, 75)
    assert change.by_person_id == small_school.trainer.person_id
    assert change.at == small_school.clock()
    assert (change.voided_statement, change.new_statement) == (first.id, again.id)


def test_a_correction_to_absent_leaves_no_fact(small_school: SmallSchool) -> None:
    goal = small_school.goal(small_school.teacher)
    session = small_school.running()
    check_in_typed(small_school.tool, small_school.teacher, small_school.screen(session).code)
    link_to_goal(small_school.tool, small_school.teacher, session.id, goal.id)

    correct_attendance(
        small_school.tool,
        small_school.trainer,
        session.id,
        small_school.teacher.person_id,
        AttendanceState.ABSENT,
    )

    standing = {one.id for one in small_school.said("attended")}
    assert standing == {one.voids for one in small_school.said("voided")}
    with small_school.tool.database.reading(small_school.tenant) as tx:
        (item,) = items_of(tx, [goal.id])[goal.id]
    assert item.state is ItemState.PLANNED


def test_after_a_week_attendance_is_final(small_school: SmallSchool) -> None:
    session = small_school.running()
    close_session(small_school.tool, small_school.trainer, session.id)
    small_school.clock.forward(days=8)

    with pytest.raises(CorrectionTooLate):
        correct_attendance(
            small_school.tool,
            small_school.trainer,
            session.id,
            small_school.teacher.person_id,
            AttendanceState.PRESENT,
        )


def test_who_cannot_come_frees_her_seat(small_school: SmallSchool) -> None:
    session = small_school.session(capacity=1)
    enrol(small_school, session, small_school.teacher)
    with pytest.raises(SessionFull):
        enrol(small_school, session, small_school.colleague)

    with small_school.tool.database.writing(small_school.tenant) as tx:
        leave_session(tx, small_school.tool, small_school.teacher, session.id)
    enrol(small_school, session, small_school.colleague)

    with small_school.tool.database.reading(small_school.tenant) as tx:
        counts = attendance_counts(tx, [session.id])[session.id]
    assert (counts.excused, counts.expected) == (1, 1)
    assert len(small_school.said("unregistered")) == 1


def test_a_full_session_still_lets_in_who_stands_in_the_room(small_school: SmallSchool) -> None:
    session = small_school.running(capacity=1)
    enrol(small_school, session, small_school.colleague)

    check_in_typed(small_school.tool, small_school.teacher, small_school.screen(session).code)

    assert small_school.page(session).entry.present


def test_nobody_enrols_in_what_is_over_or_cancelled(small_school: SmallSchool) -> None:
    session = small_school.session()
    cancel_session(small_school.tool, small_school.trainer, session.id)

    with pytest.raises(SessionNotOpen):
        enrol(small_school, session, small_school.teacher)


def test_seats_are_exact_when_everybody_enrols_at_once(small_school: SmallSchool) -> None:
    session = small_school.session(capacity=3)
    people = [small_school.person(f"Leerkracht {number}") for number in range(8)]
    refused: list[SessionFull] = []

    def try_to_enrol(who: Viewer) -> None:
        try:
            enrol(small_school, session, who)
        except SessionFull as full:
            refused.append(full)

    all_at_once([threading.Thread(target=try_to_enrol, args=(who,)) for who in people])

    with small_school.tool.database.reading(small_school.tenant) as tx:
        assert attendance.seats_taken(tx, [session.id]) == {session.id: 3}
    assert len(refused) == 5
    assert len(small_school.said("registered")) == 3


def test_one_person_checking_in_many_times_at_once_is_one_fact(
    small_school: SmallSchool,
) -> None:
    session = small_school.running()
    code = small_school.screen(session).code
    faults: list[BaseException] = []

    def check_in() -> None:
        try:
            check_in_typed(small_school.tool, small_school.teacher, code)
        except BaseException as fault:  # noqa: BLE001  (a thread swallows what is not kept)
            faults.append(fault)

    all_at_once([threading.Thread(target=check_in) for _ in range(6)])

    assert faults == []
    assert len(small_school.said("attended")) == 1
    assert small_school.page(session).entry.mine is not None


def test_checking_in_while_the_session_closes_leaves_no_contradiction(
    small_school: SmallSchool,
) -> None:
    session = small_school.running()
    people = [small_school.person(f"Leerkracht {number}") for number in range(4)]
    for who in people:
        enrol(small_school, session, who)
    code = small_school.screen(session).code

    def check_in(who: Viewer) -> None:
        try:
            check_in_typed(small_school.tool, who, code)
        except (CheckInClosed, WrongCode):
            return

    closing = threading.Thread(
        target=close_session, args=(small_school.tool, small_school.trainer, session.id)
    )
    entering = [threading.Thread(target=check_in, args=(who,)) for who in people]
    all_at_once([*entering[:2], closing, *entering[2:]])

    with small_school.tool.database.reading(small_school.tenant) as tx:
        counts = attendance_counts(tx, [session.id])[session.id]
    assert counts.expected == 0
    assert counts.present + counts.absent == 4
    assert len(small_school.said("attended")) == counts.present


def test_the_next_moment_is_the_first_session_she_goes_to(small_school: SmallSchool) -> None:
    later = small_school.session("Teamsessie 3", small_school.clock() + timedelta(days=9))
    sooner = small_school.session("Teamsessie 2", small_school.clock() + timedelta(days=3))
    for session in (later, sooner):
        enrol(small_school, session, small_school.teacher)

    with small_school.tool.database.reading(small_school.tenant) as tx:
        moment = next_moment(tx, small_school.teacher.person_id, small_school.clock())
        nobody = next_moment(tx, small_school.colleague.person_id, small_school.clock())

    assert moment is not None
    assert moment.session.title == "Teamsessie 2"
    assert not moment.check_in_open
    assert nobody is None


def test_the_agenda_tells_what_is_now_coming_and_past(small_school: SmallSchool) -> None:
    running = small_school.running()
    small_school.session("Volgende week", small_school.clock() + timedelta(days=7))

    agenda = show_agenda(small_school.tool, small_school.teacher)

    assert [one.session.id for one in agenda.now] == [running.id]
    assert [one.session.title for one in agenda.coming] == ["Volgende week"]
    assert agenda.past == ()


def test_held_meetings_say_who_was_there(small_school: SmallSchool) -> None:
    session = small_school.running()
    check_in_typed(small_school.tool, small_school.leader, small_school.screen(session).code)
    close_session(small_school.tool, small_school.trainer, session.id)
    begin = small_school.clock() - timedelta(days=1)

    with small_school.tool.database.reading(small_school.tenant) as tx:
        leader, end = small_school.leader.person_id, begin + timedelta(days=2)
        held = meetings_held(tx, small_school.school.id, [leader], [leader], begin, end)
        unled = meetings_held(tx, small_school.school.id, [leader], [], begin, end)

    ((found, counts, leaders),) = held
    assert found.id == session.id
    assert counts.present == 1
    assert leaders == {leader}
    assert unled == [(found, counts, frozenset())]


def test_another_board_knows_no_session_of_ours(small_school: SmallSchool) -> None:
    session = small_school.running()
    other = add_board(small_school.tool.database, "Een ander bestuur")
    with small_school.tool.database.writing(other.id) as tx, pytest.raises(UnknownSession):
        join_session(tx, small_school.tool, small_school.teacher, session.id, None)


def test_at_a_session_of_the_whole_board_somebody_of_any_school_can_be_found_and_ticked(
    small_school: SmallSchool,
) -> None:
    with small_school.tool.database.writing(small_school.tenant) as tx:
        school = add_school(tx, "De Regenboog")
        begin = small_school.clock()
        end = begin + timedelta(hours=1)
        session = plan_session(tx, "Studiedag", begin, end, small_school.trainer.person_id)
    other = small_school.person("Bo van de Regenboog", school=school)
    start_session(small_school.tool, small_school.trainer, session.id)

    listed = show_register(small_school.tool, small_school.trainer, session.id)
    found = show_register(small_school.tool, small_school.trainer, session.id, " BO VAN ")
    correct_attendance(
        small_school.tool,
        small_school.trainer,
        session.id,
        other.person_id,
        AttendanceState.PRESENT,
    )

    assert listed.attendees == ()
    assert [one.person.name for one in found.attendees] == ["Bo van de Regenboog"]
    assert [one.person.name for one in small_school.screen(session).inside] == [
        "Bo van de Regenboog"
    ]
