"""Bad pushes of every kind: a clear answer, never a 500, and nothing kept."""

import json
from typing import Any

import pytest
from flask import Flask

from lti_tool.providers.operations.keep_providers import withdraw_provider
from tests.lti_tool.providers.conftest import COURSE, Board, completion

DEEP = b"[" * 100_000
FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"reference": ...}, "reference"),
    ({"reference": ""}, "reference"),
    ({"reference": "x" * 201}, "reference"),
    ({"reference": "a\x00b"}, "reference"),
    ({"reference": "INS-1:r2"}, "reference"),
    ({"reference": 7}, "reference"),
    ({"revision": 0}, "revision"),
    ({"revision": "2"}, "revision"),
    ({"revision": 1.5}, "revision"),
    ({"revision": 10**30}, "revision"),
    ({"learner": ...}, "learner"),
    ({"learner": {}}, "learner"),
    ({"learner": []}, "learner"),
    ({"learner": {"account": "a\x00b"}}, "learner.account"),
    ({"learner": {"account": "x" * 501}}, "learner.account"),
    ({"learner": {"account": None}}, "learner.account"),
    ({"learner": {"account": "\ud800"}}, "learner.account"),
    ({"learner": {"email": "geen adres"}}, "learner.email"),
    ({"learner": {"email": f"{'x' * 300}@a.example"}}, "learner.email"),
    ({"learner": {"account": "c", "name": "Sanne"}}, "learner.name"),
    ({"course": {"id": COURSE}}, "course.name"),
    ({"course": {"id": "geen adres", "name": "x"}}, "course.id"),
    ({"course": {"id": "javascript:alert(1)", "name": "x"}}, "course.id"),
    ({"course": {"id": COURSE, "name": "x\x00"}}, "course.name"),
    ({"course": {"id": "https://elders.example/x", "name": "x"}}, "course.id"),
    ({"course": {"id": "https://aanbieder.example.evil/x", "name": "x"}}, "course.id"),
    ({"completed_at": "gisteren"}, "completed_at"),
    ({"completed_at": "2026-10-05T21:40:00"}, "completed_at"),
    ({"completed_at": "2036-10-05T21:40:00Z"}, "completed_at"),
    ({"completed_at": "0001-01-01T00:00:00+14:00"}, "completed_at"),
    ({"completed_at": "9999-12-31T23:59:59-14:00"}, "completed_at"),
    ({"completed_at": 5}, "completed_at"),
    ({"score": 2}, "score"),
    ({"score": "veel"}, "score"),
    ({"success": "ja"}, "success"),
    ({"duration_minutes": -1}, "duration_minutes"),
    ({"duration_minutes": 10**9}, "duration_minutes"),
    ({"name": "Sanne de Vries"}, "name"),
]
BODIES: list[tuple[bytes, str, int]] = [
    (b"", "application/json", 400),
    (b"{", "application/json", 400),
    (b"\xff\xfe", "application/json", 400),
    (DEEP, "application/json", 400),
    (b'{"score": NaN}', "application/json", 400),
    (b'{"reference": "a", "reference": "b"}', "application/json", 400),
    (b'{"revision": ' + b"9" * 5000 + b"}", "application/json", 400),
    (b"[]", "application/json", 422),
    (b"null", "application/json", 422),
    (b'"tekst"', "application/json", 422),
    (b"7", "application/json", 422),
    (b"{}", "application/json", 422),
    (b"{}", "text/plain", 415),
    (b"{}", "", 415),
    (b"reference=INS-1", "application/x-www-form-urlencoded", 415),
    (b"x" * (4 * 1024 * 1024 + 1), "application/json", 413),
]
WISHES = [
    ("state", "klaar"),
    ("state", ""),
    ("after", "x"),
    ("limit", "0"),
    ("limit", "501"),
    ("limit", "x"),
    ("onbekend", "1"),
]
HEADERS: list[dict[str, str]] = [
    {},
    *(
        {"Authorization": said}
        for said in (
            "",
            "Basic",
            "Basic !!!",
            "Basic Og==",
            "Basic bmllbWFuZDpuaWV0cw==",
            "Basic AGE6Yg==",  # a NUL in the key
            "Basic /////w==",
            "Bearer abc",
            "Digest username=x",
        )
    ),
]


def test_a_faulty_field_is_named_with_its_rule(board: Board) -> None:
    for changes, field in FAULTS:
        answer = board.push(**changes)

        assert answer.status_code == 422, changes
        said = answer.get_json()
        assert said["code"] == "push-rejected"
        assert field in [fault["field"] for fault in said["errors"]], changes
        assert all(fault["rule"] for fault in said["errors"])
    assert board.statements() == []
    assert board.queue() == []


@pytest.mark.parametrize("path", ["/api/v1/completions", "/api/v1/batches"])
def test_a_body_that_is_no_push_is_answered_in_json(board: Board, path: str) -> None:
    for body, kind, status in BODIES:
        answer = board.client.post(path, data=body, content_type=kind, headers=board.key())

        assert answer.status_code == status, body[:40]
        assert set(answer.get_json()) >= {"code", "message"}
    assert board.queue() == []


def test_a_batch_has_its_limits(board: Board) -> None:
    assert board.batch().status_code == 422
    assert board.batch(*[completion()] * 501).status_code == 422


def test_who_has_no_key_comes_no_further(board: Board) -> None:
    for header in HEADERS:
        for path in ("/api/v1/completions", "/api/v1/completions/INS-1"):
            answer = board.client.get(path, headers=header)

            assert answer.status_code == 401, header
            assert answer.get_json()["code"]


def test_a_withdrawn_provider_can_push_no_more(board: Board) -> None:
    board.push()
    withdraw_provider(board.tool.database, board.tenant, board.provider.id)

    assert board.push(reference="INS-2").status_code == 401
    assert board.verbs() == ["completed"]


def test_another_board_s_provider_sees_and_reaches_nothing(
    board: Board, other_board: Board
) -> None:
    board.push()

    assert other_board.status().status_code == 404
    assert other_board.withdraw().status_code == 404
    listed = other_board.client.get("/api/v1/completions", headers=other_board.key())
    assert listed.get_json() == []
    assert other_board.push().get_json()["new"] is True
    assert (len(board.statements()), len(other_board.statements())) == (1, 1)


def test_a_faulty_wish_is_named(board: Board) -> None:
    for name, value in WISHES:
        query = {name: value}
        answer = board.client.get("/api/v1/completions", query_string=query, headers=board.key())

        assert answer.status_code == 422, query
        assert answer.get_json()["errors"][0]["field"] == name


def test_a_strange_reference_is_simply_not_there(board: Board) -> None:
    for path in ("a%00b", "%ff%fe", "x" * 3000, "..%2f..%2fetc", "%F0%9F%98%80"):
        for call in (board.client.get, board.client.delete):
            answer = call(f"/api/v1/completions/{path}", headers=board.key())
            assert answer.status_code == 404, path
            assert answer.get_json()["code"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_method_that_is_not_there_says_so(board: Board, method: str) -> None:
    answer = board.client.open("/api/v1/completions", method=method, headers=board.key())

    assert answer.status_code == 405
    assert answer.get_json()["code"] == "http-405"


def test_pages_keep_their_own_way_of_telling_problems(app: Flask) -> None:
    answer = app.test_client().get("/nergens")

    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert answer.text.startswith("page:")


def test_the_api_page_asks_nothing_of_strangers(board: Board) -> None:
    answer = board.client.get("/api/v1/openapi.json")

    assert "'unsafe" not in answer.headers["Content-Security-Policy"]
    assert json.loads(answer.text)["info"]["title"] == "Leerspoor for providers"
