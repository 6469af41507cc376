"""xAPI over HTTP: versions, credentials, CORS, the alternate syntax, heads and headers."""

import json
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from foundation.database import Transaction
from lrs import (
    Credential,
    RecordStore,
    Scope,
    Statement,
    Version,
    make_lrs_app,
)
from tests.conftest import FrozenClock
from tests.lrs.conftest import client_of
from tests.lrs.made import (
    ANNA,
    AUTHORITY,
    BRAM,
    COMPLETED,
    LESSON,
    XapiClient,
    content,
    made_credential,
    made_statement,
    reference_to,
)

RESOURCES = ["statements", "activities", "agents", "activities/state", "agents/profile"]
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("1.0", "1.0.3"),
        ("1.0.0", "1.0.3"),
        ("1.0.9", "1.0.3"),
        ("2.0.0", "2.0.0"),
        ("2.0", "2.0.0"),
    ],
)
def test_the_version_asked_is_the_version_answered(
    client: XapiClient, asked: str, told: str
) -> None:
    answer = replace(client, version=asked).get("statements")

    assert answer.status_code == 200
    assert answer.headers["X-Experience-API-Version"] == told


@pytest.mark.parametrize("asked", ["", "0.95", "1", "1.1.0", "3.0.0", "1.0.x", "2.1.0", "1.0.3.1"])
@pytest.mark.parametrize("path", RESOURCES)
def test_other_versions_are_refused_everywhere(client: XapiClient, asked: str, path: str) -> None:
    answer = replace(client, version=asked).get(path)

    assert answer.status_code == 400
    assert content(answer)["code"] == "unsupported-version"
    assert answer.headers["X-Experience-API-Version"] == "1.0.3"


def test_without_header_the_answer_names_the_version_of_the_end_point(store: RecordStore) -> None:
    newer = make_lrs_app(replace(store, default_version=Version.V2)).test_client()

    answer = newer.get("/xapi/statements")

    assert answer.status_code == 400
    assert answer.headers["X-Experience-API-Version"] == "2.0.0"


def test_about_is_open_and_lists_what_is_spoken(client: XapiClient) -> None:
    answer = client.flask.get("/xapi/about")

    assert answer.status_code == 200
    assert {"1.0.3", "2.0.0"} <= set(content(answer)["version"])
    assert answer.headers["X-Experience-API-Version"] == "1.0.3"


def test_an_authenticator_knows_what_the_store_does_not(store: RecordStore) -> None:
    def launches(user: str, password: str) -> Credential | None:
        return made_credential(id=user) if password == "launched" else None

    launched = replace(store, authenticators=(launches,))
    client = XapiClient(make_lrs_app(launched).test_client(), "session-1", "launched")

    assert client.post(made_statement()).status_code == 200
    assert replace(client, secret="x").post(made_statement()).status_code == 401


@pytest.mark.parametrize(
    ("scopes", "read", "write"),
    [
        ([Scope.ALL], 200, 200),
        ([Scope.ALL_READ], 200, 403),
        ([Scope.STATEMENTS_READ], 200, 403),
        ([Scope.STATEMENTS_READ_MINE], 200, 403),
        ([Scope.STATEMENTS_WRITE], 403, 200),
        ([Scope.STATE], 403, 403),
        ([], 403, 403),
    ],
)
def test_scopes_open_reading_and_writing(
    store: RecordStore, scopes: list[Scope], read: int, write: int
) -> None:
    client = client_of(store, scopes=scopes)

    assert client.get("statements").status_code == read
    assert client.post(made_statement()).status_code == write


def test_read_mine_shows_only_what_the_same_authority_wrote(store: RecordStore) -> None:
    writer = client_of(store)
    mine = client_of(
        store, authority=BRAM, scopes=[Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ_MINE]
    )
    [theirs] = content(writer.post(made_statement(id=None)))
    [own] = content(mine.post(made_statement(id=None)))

    assert mine.ids() == [own]
    assert mine.ids(verb=COMPLETED) == [own]
    assert mine.get("statements", statementId=theirs).status_code == 404
    assert writer.ids() == [own, theirs]


def test_a_credential_of_a_registration_reads_only_that(store: RecordStore) -> None:
    registration = uuid4()

    def launches(_user: str, _password: str) -> Credential:
        return made_credential(registration=registration)

    writer = client_of(store)
    inside = made_statement(context={"registration": str(registration)})
    outside = made_statement(context={"registration": str(uuid4())})
    about_it = reference_to(inside)
    writer.post([inside, outside, about_it])
    app = make_lrs_app(replace(store, authenticators=(launches,)))
    reader = XapiClient(app.test_client(), "session", "token")

    assert reader.ids() == [about_it["id"], inside["id"]]
    for one, status in ((inside, 200), (about_it, 200), (outside, 404)):
        assert reader.get("statements", statementId=one["id"]).status_code == status


@pytest.mark.parametrize("path", ["statements", "/statements", "/activities/state", "about", "x"])
def test_a_preflight_is_answered_at_once(client: XapiClient, path: str) -> None:
    answer = client.flask.options(f"/xapi/{path}", headers={"Origin": "null"})

    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    allowed = answer.headers["Access-Control-Allow-Headers"]
    assert {"Authorization", "If-Match", "X-Experience-API-Version"} <= set(allowed.split(", "))
    assert "PUT" in answer.headers["Access-Control-Allow-Methods"]


def test_browsers_may_read_our_headers(client: XapiClient) -> None:
    exposed = client.get("statements").headers["Access-Control-Expose-Headers"].split(", ")

    assert {"ETag", "Retry-After", "X-Experience-API-Consistent-Through"} <= set(exposed)


def test_double_slashes_are_one(client: XapiClient) -> None:
    assert client.get("/statements").status_code == 200
    assert client.flask.get("/xapi///statements/", headers=client.headers()).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("DELETE", "statements", 405),
        ("PATCH", "statements", 405),
        ("POST", "agents", 405),
        ("PUT", "activities", 405),
        ("GET", "statement", 404),
        ("GET", "Statements", 404),
        ("POST", "about", 404),
    ],
)
def test_what_is_not_there_is_said_in_json(
    client: XapiClient, method: str, path: str, status: int
) -> None:
    answer = client.ask(method, path, {} if method == "POST" else None)

    assert answer.status_code == status
    assert {"code", "message"} <= set(content(answer))


@pytest.mark.parametrize("path", ["statements", "about", "activities", "agents"])
def test_head_is_get_without_its_body(client: XapiClient, path: str) -> None:
    params = {"activities": {"activityId": LESSON}, "agents": {"agent": json.dumps(ANNA)}}
    full = client.ask("GET", path, None, params.get(path))
    head = client.ask("HEAD", path, None, params.get(path))

    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == full.headers["Content-Length"]


def test_a_statement_was_modified_when_it_was_stored(
    client: XapiClient, clock: FrozenClock
) -> None:
    [made] = content(client.post(made_statement(id=None)))

    answer = client.get("statements", statementId=made)

    assert answer.last_modified == clock()


def test_consistent_through_stands_on_every_answer_about_statements(
    client: XapiClient, clock: FrozenClock
) -> None:
    clock.forward(minutes=1)
    [made] = content(client.post(made_statement(id=None)))
    stored = content(client.get("statements", statementId=made))["stored"]
    clock.forward(seconds=1)

    for answer in (
        client.get("statements"),
        client.get("statements", statementId=str(uuid4())),
        client.get("statements", limit="x"),
        client.post({}),
    ):
        assert answer.headers["X-Experience-API-Consistent-Through"] >= stored


def test_a_fault_of_ours_is_told_as_a_problem_without_its_cause(store: RecordStore) -> None:
    def broken(_tx: Transaction, _fresh: Sequence[Statement]) -> None:
        raise RuntimeError("the secret of Sanne")

    client = client_of(replace(store, on_stored=(broken,)))
    answer = client.post(made_statement())

    assert answer.status_code == 500
    assert content(answer) == {"code": "http-500", "message": "Something went wrong."}
    assert answer.headers["X-Experience-API-Version"] == "1.0.3"
    assert client.ids() == []


def test_a_stranger_is_promised_nothing(client: XapiClient) -> None:
    [made] = content(client.post(made_statement(id=None)))
    stored = content(client.get("statements", statementId=made))["stored"]

    answer = replace(client, secret="x").get("statements")

    assert answer.headers["X-Experience-API-Consistent-Through"] < stored


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff", b"1", b'{"a":NaN}', b'[{"a":1,"a":2}]']
)
def test_a_broken_body_is_a_bad_request(client: XapiClient, body: bytes) -> None:
    assert client.post(body).status_code == 400


@pytest.mark.parametrize("kind", ["", "text/plain", "application/xml", "multipart/form-data", FORM])
def test_statements_come_as_json_or_multipart(client: XapiClient, kind: str) -> None:
    answer = client.post(made_statement(), Content_Type=kind)

    assert answer.status_code == 400
    assert content(answer)["code"] == "media-type-rejected"


def test_a_body_beyond_the_limit_is_refused_unread(store: RecordStore) -> None:
    client = client_of(replace(store, largest_body=1000))

    answer = client.post(b" " * 1001)

    assert answer.status_code == 413
    assert content(answer) == {
        "code": "body-too-large",
        "message": "The body is larger than 1000 bytes.",
        "limit": 1000,
    }


def test_a_query_that_is_no_utf_8_is_read_as_such(client: XapiClient) -> None:
    raw = {"QUERY_STRING": "verb=urn:\xff"}
    answer = client.flask.get("/xapi/statements", headers=client.headers(), environ_overrides=raw)

    assert answer.status_code == 400
    assert content(answer)["code"] == "parameter-rejected"


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("TRACE", "/xapi/statements", "http-405"),
        ("GET", "/xapi/", "http-404"),
        ("GET", "/", "http-404"),
    ],
)
def test_what_http_itself_refuses_is_said_in_json_too(
    client: XapiClient, method: str, path: str, code: str
) -> None:
    answer = client.flask.open(path, method=method, headers=client.headers())

    assert content(answer)["code"] == code
    assert {"code", "message"} <= set(content(answer))


def in_a_form(client: XapiClient, method: str, path: str, **fields: str) -> object:
    headers = client.headers()
    form = urlencode({**headers, **fields})
    return client.flask.post(f"/xapi/{path}?method={method}", data=form, content_type=FORM)


def test_the_alternate_syntax_carries_everything_in_a_form(client: XapiClient) -> None:
    one = made_statement()
    sent = {"content": json.dumps(one), "Content-Type": "application/json"}

    put = in_a_form(client, "PUT", "statements", statementId=one["id"], **sent)
    got = in_a_form(client, "GET", "statements", statementId=one["id"])

    assert put.status_code == 204  # type: ignore[attr-defined]
    assert json.loads(got.data)["id"] == one["id"]  # type: ignore[attr-defined]


def test_the_alternate_syntax_is_gone_in_2_0(client_v2: XapiClient) -> None:
    answer = in_a_form(client_v2, "GET", "statements")

    assert answer.status_code == 400  # type: ignore[attr-defined]


def test_the_alternate_syntax_takes_nothing_but_method_in_the_query(client: XapiClient) -> None:
    headers = {**client.headers(), "Content-Type": FORM}
    answer = client.flask.post("/xapi/statements?method=GET&limit=1", headers=headers)

    assert answer.status_code == 400
    assert content(answer)["code"] == "alternate-syntax-rejected"


def test_a_person_has_lists(client: XapiClient) -> None:
    client.post(made_statement(actor={**ANNA, "name": "Anna"}))
    client.post(made_statement(actor={**ANNA, "name": "Anna de Vries"}))

    known = content(client.get("agents", agent=json.dumps(ANNA)))
    unknown = content(client.get("agents", agent=json.dumps(BRAM)))

    assert known["objectType"] == "Person"
    assert known["mbox"] == [ANNA["mbox"]]
    assert known["name"] == ["Anna de Vries", "Anna"]
    assert unknown == {"objectType": "Person", "account": [BRAM["account"]]}


def test_names_are_also_found_in_contexts(client_v2: XapiClient) -> None:
    agent = {"objectType": "contextAgent", "agent": {**ANNA, "name": "Anna"}}
    team = {"objectType": "Group", "member": [{**BRAM, "name": "Bram"}]}
    group = {"objectType": "contextGroup", "group": team}
    about = {"contextAgents": [agent], "contextGroups": [group]}
    client_v2.post(made_statement(context=about))

    for one, name in ((ANNA, "Anna"), (BRAM, "Bram")):
        assert content(client_v2.get("agents", agent=json.dumps(one)))["name"] == [name]


def test_an_activity_never_heard_of_is_still_an_activity(client: XapiClient) -> None:
    answer = client.get("activities", activityId=LESSON)

    assert content(answer) == {"objectType": "Activity", "id": LESSON}


def test_times_are_written_in_utc_in_2_0(client: XapiClient, client_v2: XapiClient) -> None:
    older = made_statement(timestamp="2026-01-01T12:00:00+01:00")
    newer = made_statement(timestamp="2026-01-01T12:00:00+01:00")
    client.post(older)
    client_v2.post(newer)

    def timestamp(one: str) -> str:
        return str(content(client_v2.get("statements", statementId=one))["timestamp"])

    assert timestamp(older["id"]) == "2026-01-01T12:00:00+01:00"
    assert timestamp(newer["id"]) == "2026-01-01T11:00:00.000000Z"
    assert content(client.get("statements", statementId=newer["id"]))["authority"] == AUTHORITY
