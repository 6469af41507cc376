"""Whose completion is it? "Ben jij dit?": asked for one reason only, answered by herself."""

from uuid import UUID

import pytest

from foundation.problems import NotFound
from lti_tool.evidence.operations import facts_of, link_fact_to_goal
from lti_tool.evidence.rules.facts import Standing
from lti_tool.goals.operations import NewGoal, start_goal
from lti_tool.people.operations import Arrival, add_person, arrive
from lti_tool.people.rules import AliasKind
from lti_tool.providers.operations.answer_questions import questions_for
from tests.lti_tool.providers.conftest import EMAIL, HOME, Board, completion
from tests.lti_tool.schools import SHARP

TITLE = "Leerdoelen stellen (e-learning)"


def test_nothing_counts_before_she_says_that_it_is_hers(board: Board) -> None:
    board.push()

    (question,) = board.asks(board.sanne)
    assert (question.provider, question.titles) == ("Voorbeeldaanbieder", (TITLE,))
    assert question.known_as == "cursist-88213"
    assert board.counted_for(board.sanne) == []
    assert board.asks(board.youssef) == []


def test_after_her_yes_it_counts_and_so_does_all_that_follows(board: Board) -> None:
    board.push()
    board.push(reference="INS-2", course={"id": f"{HOME}/x", "name": "Nog een cursus"})
    (question,) = board.asks(board.sanne)

    board.says(board.sanne, question, is_me=True)

    assert sorted(board.counted_for(board.sanne)) == [TITLE, "Nog een cursus"]
    assert board.states() == ["verwerkt", "verwerkt"]
    assert board.asks(board.sanne) == []
    board.push(reference="INS-3", course={"id": f"{HOME}/y", "name": "De derde"})
    assert board.states()[-1] == "verwerkt"
    assert "De derde" in board.counted_for(board.sanne)


def test_after_her_no_she_is_never_asked_again(board: Board) -> None:
    board.push()
    board.says(board.sanne, board.asks(board.sanne)[0], is_me=False)

    board.push(reference="INS-2")

    assert board.asks(board.sanne) == []
    assert board.counted_for(board.sanne) == []
    assert board.states() == ["deelnemer_onbekend", "deelnemer_onbekend"]


def test_nobody_is_asked_because_of_a_name(board: Board) -> None:
    board.push(learner={"account": "Sanne de Vries"})

    assert board.asks(board.sanne) == []
    assert board.states() == ["deelnemer_onbekend"]


def test_an_e_mail_address_alone_is_a_question_too(board: Board) -> None:
    board.push(learner={"email": EMAIL.upper()})
    (question,) = board.asks(board.sanne)
    assert question.known_as == ""

    board.says(board.sanne, question, is_me=True)

    assert board.counted_for(board.sanne) == [TITLE]


def test_who_comes_later_is_asked_at_her_first_launch(board: Board) -> None:
    board.push(learner={"account": "c-9", "email": "nieuw@school.example"})
    with board.tool.database.writing(board.tenant) as tx:
        arrival = Arrival("https://academy.example", "9", "Nora Nieuw", "nieuw@school.example")
        nora = arrive(tx, arrival, board.tool.clock().date())

        (question,) = questions_for(tx, nora)

    assert question.known_as == "c-9"


def test_of_two_people_with_one_address_only_one_can_say_yes(board: Board) -> None:
    with board.tool.database.writing(board.tenant) as tx:
        other = add_person(tx, "Sandra", email=EMAIL)
    board.push()
    (question,) = board.asks(board.sanne)
    board.says(board.sanne, question, is_me=True)

    with board.tool.database.reading(board.tenant) as tx:
        assert questions_for(tx, other) == []


def test_a_question_is_answered_only_by_whom_it_is_asked(board: Board, other_board: Board) -> None:
    board.push()
    (question,) = board.asks(board.sanne)

    for viewer in (board.youssef, other_board.sanne):
        with pytest.raises(NotFound):
            board.says(viewer, question, is_me=True)
    assert board.counted_for(board.sanne) == []


def test_the_print_of_the_address_is_gone_once_nothing_waits(board: Board) -> None:
    board.push()
    assert board.queue()[0].mbox_sha1sum
    board.says(board.sanne, board.asks(board.sanne)[0], is_me=True)
    assert board.queue()[0].mbox_sha1sum is None

    board.push(reference="INS-2", learner={"account": "c-2", "email": EMAIL})
    board.withdraw("INS-2")
    assert board.queue()[1].mbox_sha1sum is None


def test_a_correction_moves_what_counts(board: Board) -> None:
    board.push()
    board.says(board.sanne, board.asks(board.sanne)[0], is_me=True)

    board.push(revision=2, course={"id": f"{HOME}/z", "name": "De goede cursus"})
    assert board.counted_for(board.sanne) == ["De goede cursus"]

    board.withdraw()
    assert board.counted_for(board.sanne) == []


def test_a_correction_of_the_learner_asks_the_other(board: Board) -> None:
    board.push(learner={"account": "verkeerd"})

    board.push(revision=2, learner={"account": "c-1", "email": EMAIL})

    (question,) = board.asks(board.sanne)
    assert question.learner.kind is AliasKind.ACCOUNT
    assert question.known_as == "c-1"


def test_a_withdrawn_completion_is_no_question_any_more(board: Board) -> None:
    board.batch(completion(), completion(reference="INS-2"))
    board.withdraw()
    assert board.asks(board.sanne)[0].titles == (TITLE,)

    board.withdraw("INS-2")

    assert board.asks(board.sanne) == []


def test_it_can_be_linked_to_a_goal_and_a_correction_takes_the_link_along(board: Board) -> None:
    goal = start_goal(board.tool, board.sanne, NewGoal(SHARP))
    receipt = board.push().get_json()
    board.says(board.sanne, board.asks(board.sanne)[0], is_me=True)

    link_fact_to_goal(board.tool, board.sanne, UUID(receipt["statement_id"]), goal.id)
    assert "linked" in board.verbs()
    assert counted_for_goal(board, goal.id) == [TITLE]

    board.push(revision=2, course={"id": f"{HOME}/z", "name": "De goede cursus"})
    assert counted_for_goal(board, goal.id) == ["De goede cursus"]
    board.withdraw()
    assert counted_for_goal(board, goal.id) == []


def counted_for_goal(board: Board, goal_id: UUID) -> list[str]:
    with board.tool.database.reading(board.tenant) as tx:
        return [fact.title for fact in facts_of(tx, [goal_id]) if fact.standing is Standing.COUNTS]
