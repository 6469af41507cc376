"""The JSON API: push, repeat, correct, withdraw, look up; one or many."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from tests.lti_tool.providers.conftest import COURSE, HOME, Board, completion


def test_a_push_becomes_a_statement_of_the_provider(board: Board) -> None:
    answer = board.push()

    assert answer.status_code == 200
    receipt = answer.get_json()
    assert receipt["new"] is True
    assert (receipt["reference"], receipt["revision"]) == ("INS-1", 1)
    (statement,) = board.statements()
    assert str(statement.id) == receipt["statement_id"]
    assert statement.actor["account"] == {"homePage": HOME, "name": "cursist-88213"}
    assert statement.object["id"] == COURSE
    assert statement.body["authority"]["account"]["homePage"] == HOME
    assert statement.result["score"] == {"scaled": 0.85}
    assert "sanne" not in str(statement.body)


def test_the_same_push_twice_changes_nothing_and_the_answer_says_so(board: Board) -> None:
    first, second = board.push().get_json(), board.push().get_json()

    assert second == {**first, "new": False}
    assert board.verbs() == ["completed"]


def test_another_text_under_the_same_revision_is_a_conflict(board: Board) -> None:
    board.push()

    answer = board.push(score=0.4)

    assert answer.status_code == 409
    assert answer.get_json()["code"] == "revision-says-else"
    assert board.verbs() == ["completed"]


def test_a_higher_revision_takes_the_place_of_the_former(board: Board) -> None:
    first = board.push().get_json()

    second = board.push(revision=2, score=0.8).get_json()

    assert second["new"] is True
    assert second["state"] == "deelnemer_onbekend"
    assert board.states() == ["gecorrigeerd", "deelnemer_onbekend"]
    assert board.verbs() == ["completed", "completed", "voided"]
    assert str(board.statements()[2].voids) == first["statement_id"]


def test_a_lower_revision_comes_too_late(board: Board) -> None:
    board.push(revision=3)

    answer = board.push(revision=2, score=0.1).get_json()

    assert (answer["state"], answer["revision"], answer["new"]) == ("duplicaat", 2, False)
    assert board.verbs() == ["completed"]


def test_a_withdrawn_completion_is_voided_and_nothing_comes_in_its_place(board: Board) -> None:
    board.push()

    first, again = board.withdraw(), board.withdraw()

    assert first.get_json()["state"] == again.get_json()["state"] == "ingetrokken"
    assert [one.get_json()["new"] for one in (first, again)] == [True, False]
    assert board.verbs() == ["completed", "voided"]
    assert board.push().get_json()["state"] == "ingetrokken"
    assert board.push(revision=2).get_json()["state"] == "deelnemer_onbekend"


def test_a_provider_sees_what_became_of_its_pushes(board: Board) -> None:
    board.push()
    board.push(reference="INS/2026 2")

    assert board.status().get_json()["state"] == "deelnemer_onbekend"
    assert board.status("INS/2026 2").get_json()["reference"] == "INS/2026 2"
    assert board.status("INS-3").status_code == 404


def test_a_provider_lists_its_pushes_by_state_and_goes_on_after_the_last(board: Board) -> None:
    board.batch(*[completion(reference=f"INS-{number}") for number in range(5)])
    board.withdraw("INS-3")

    def listed(query: str) -> list[Any]:
        return list(
            board.client.get(f"/api/v1/completions?{query}", headers=board.key()).get_json()
        )

    first = listed("limit=2")
    rest = listed(f"after={first[-1]['id']}")
    assert [one["reference"] for one in first + rest] == [f"INS-{n}" for n in range(5)]
    assert [one["reference"] for one in listed("state=ingetrokken")] == ["INS-3"]


def test_a_batch_comes_in_as_a_whole(board: Board) -> None:
    answer = board.batch(completion(), completion(reference="INS-2"), completion(revision=2))

    assert [one["revision"] for one in answer.get_json()] == [1, 1, 2]
    assert board.states() == ["gecorrigeerd", "deelnemer_onbekend", "deelnemer_onbekend"]


def test_one_bad_completion_keeps_the_whole_batch_out(board: Board) -> None:
    stranger = {"id": "https://elders.example/x", "name": "Elders"}

    answer = board.batch(completion(), completion(reference="INS-2", course=stranger))

    assert answer.status_code == 422
    (fault,) = answer.get_json()["errors"]
    assert fault == {"field": "completions.1.course.id", "rule": f"Must begin with {HOME}/"}
    assert board.statements() == []
    assert board.queue() == []


def test_a_conflict_halfway_a_batch_leaves_nothing_behind(board: Board) -> None:
    answer = board.batch(completion(), completion(score=0.2))

    assert answer.status_code == 409
    assert board.statements() == []
    assert board.queue() == []


@pytest.mark.parametrize("learner", [{"account": "c-1"}, {"email": "iemand@elders.example"}])
def test_either_name_of_a_learner_is_enough(board: Board, learner: dict[str, str]) -> None:
    assert board.push(learner=learner).status_code == 200


def test_many_at_once_with_the_same_push_make_one_statement(board: Board, app: Flask) -> None:
    def push(_number: int) -> Any:
        answer = app.test_client().post(
            "/api/v1/completions", json=completion(), headers=board.key()
        )
        return answer.get_json()

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(push, range(16)))

    assert sorted(receipt["new"] for receipt in receipts) == [False] * 15 + [True]
    assert board.verbs() == ["completed"]
    assert len(board.queue()) == 1


def test_the_api_describes_itself(board: Board) -> None:
    described = board.client.get("/api/v1/openapi.json").get_json()

    assert described["openapi"] == "3.1.0"
    assert set(described["paths"]) == {
        "/api/v1/completions",
        "/api/v1/batches",
        "/api/v1/completions/{reference}",
    }
    push = described["paths"]["/api/v1/completions"]["post"]
    assert described["security"] == [{"basic": []}]
    assert "422" in push["responses"]
