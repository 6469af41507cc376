"""Documents: three resources, their ETags per version, merging, listing, deleting."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from uuid import uuid4

import pytest

from foundation.database import Database, Transaction
from foundation.problems import Forbidden
from lrs import Content, Credential, DocumentKind, RecordStore, Scope, read_document, write_document
from tests.conftest import FrozenClock
from tests.lrs.conftest import client_of
from tests.lrs.made import ANNA, BRAM, LESSON, XapiClient, content

STATE = {"activityId": LESSON, "agent": json.dumps(ANNA), "stateId": "bookmark"}
ACTIVITY_PROFILE = {"activityId": LESSON, "profileId": "settings"}
AGENT_PROFILE = {"agent": json.dumps(ANNA), "profileId": "preferences"}
ALL = [
    ("activities/state", STATE),
    ("activities/profile", ACTIVITY_PROFILE),
    ("agents/profile", AGENT_PROFILE),
]
PROFILES = ALL[1:]
each = pytest.mark.parametrize(("path", "params"), ALL, ids=[path for path, _ in ALL])
each_profile = pytest.mark.parametrize(("path", "params"), PROFILES, ids=["activity", "agent"])


def put_new(client: XapiClient, path: str, params: Mapping[str, str], body: bytes = b"1") -> None:
    answer = client.ask("PUT", path, body, params, If_None_Match="*", Content_Type="text/plain")
    assert answer.status_code == 204, answer.text


@each
def test_bytes_come_back_as_they_were_sent(
    client: XapiClient, path: str, params: dict[str, str], clock: FrozenClock
) -> None:
    raw = bytes(range(256))
    kind = "application/x-own; a=b"

    client.ask("PUT", path, raw, params, If_None_Match="*", Content_Type=kind)
    answer = client.get(path, **params)

    assert answer.data == raw
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["ETag"] == f'"{hashlib.sha1(raw, usedforsecurity=False).hexdigest()}"'
    assert answer.last_modified == clock()


@each
def test_what_was_never_written_is_not_there(
    client: XapiClient, path: str, params: dict[str, str]
) -> None:
    answer = client.get(path, **params)

    assert answer.status_code == 404
    assert content(answer)["code"] == "unknown-document"


@each
@pytest.mark.parametrize(
    ("header", "status"),
    [
        ('"{etag}"', 204),
        ('"other", "{etag}"', 204),
        ("*", 204),
        ('"other"', 412),
        ('W/"{etag}"', 412),
        ("{etag}", 412),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_if_match_guards_every_change(
    client: XapiClient, path: str, params: dict[str, str], header: str, status: int, method: str
) -> None:
    client.ask("PUT", path, {"a": 1}, params, If_None_Match="*")
    etag = client.get(path, **params).headers["ETag"].strip('"')

    answer = client.ask(method, path, {"b": 2}, params, If_Match=header.format(etag=etag))

    assert answer.status_code == status
    untouched = status == 412
    kept = client.get(path, **params)
    assert (kept.status_code == 200 and content(kept) == {"a": 1}) is untouched


@each
def test_if_none_match_makes_new_documents_only(
    client: XapiClient, path: str, params: dict[str, str]
) -> None:
    put_new(client, path, params)

    answer = client.ask("PUT", path, b"2", params, If_None_Match="*")

    assert answer.status_code == 412
    assert client.get(path, **params).data == b"1"


@each
def test_if_match_on_nothing_fails(client: XapiClient, path: str, params: dict[str, str]) -> None:
    assert client.ask("PUT", path, b"2", params, If_Match="*").status_code == 412


@each_profile
def test_a_profile_is_not_replaced_blindly(
    client: XapiClient, client_v2: XapiClient, path: str, params: dict[str, str]
) -> None:
    assert client.ask("PUT", path, b"1", params).status_code == 400
    assert client_v2.ask("PUT", path, b"1", params).status_code == 204
    for one in (client, client_v2):
        answer = one.ask("PUT", path, b"2", params)
        assert answer.status_code == 409
        assert "If-Match" in content(answer)["message"]


def test_state_needs_no_header_in_1_0_and_does_in_2_0(
    client: XapiClient, client_v2: XapiClient
) -> None:
    assert client.ask("PUT", "activities/state", b"1", STATE).status_code == 204
    assert client.ask("PUT", "activities/state", b"2", STATE).status_code == 204
    assert client_v2.ask("PUT", "activities/state", b"3", STATE).status_code == 409


@each
def test_post_merges_json_objects_at_the_top(
    client: XapiClient, path: str, params: dict[str, str]
) -> None:
    client.ask("POST", path, {"a": {"x": 1}, "b": 1}, params)
    client.ask("POST", path, b'{"a":{"y":2},"c":12345678901234567890123}', params)

    assert client.get(path, **params).data == b'{"a":{"y":2},"b":1,"c":12345678901234567890123}'


@each
@pytest.mark.parametrize(
    ("before", "kind_before", "after", "kind_after"),
    [
        (b"text", "text/plain", b'{"a":1}', "application/json"),
        (b'{"a":1}', "application/json", b"text", "text/plain"),
        (b"[1]", "application/json", b'{"a":1}', "application/json"),
        (b'{"a":1}', "application/json", b"[1]", "application/json"),
        (b'{"a":1}', "application/json", b"{", "application/json"),
        (b'{"a":1}', "application/json", b'{"b":1,"b":2}', "application/json"),
    ],
)
def test_only_two_json_objects_merge(
    client: XapiClient,
    path: str,
    params: dict[str, str],
    before: bytes,
    kind_before: str,
    after: bytes,
    kind_after: str,
) -> None:
    client.ask("PUT", path, before, params, If_None_Match="*", Content_Type=kind_before)

    answer = client.ask("POST", path, after, params, Content_Type=kind_after)

    assert answer.status_code == 400
    assert client.get(path, **params).data == before


@each
def test_a_shelf_lists_its_ids_also_since_a_moment(
    client: XapiClient, clock: FrozenClock, path: str, params: dict[str, str]
) -> None:
    name = "stateId" if "stateId" in params else "profileId"
    shelf = {key: value for key, value in params.items() if key != name}
    put_new(client, path, {**shelf, name: "old"})
    moment = clock().isoformat()
    clock.forward(seconds=1)
    put_new(client, path, {**shelf, name: "new"})

    assert content(client.get(path, **shelf)) == ["new", "old"]
    assert content(client.get(path, **shelf, since=moment)) == ["new"]
    assert client.get(path, **shelf, since="x").status_code == 400


@each
def test_deleting_takes_one_document(client: XapiClient, path: str, params: dict[str, str]) -> None:
    put_new(client, path, params)

    assert client.ask("DELETE", path, None, params).status_code == 204
    assert client.ask("DELETE", path, None, params).status_code == 204
    assert client.get(path, **params).status_code == 404


@pytest.mark.parametrize("kind", ["a/b\r\nX-Own: y", "a/b\0", "é", "€", "a/" + "b" * 2000])
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_content_type_is_one_that_can_be_sent_again(
    client: XapiClient, method: str, kind: str
) -> None:
    form = {**client.headers(), **STATE, "content": "x", "Content-Type": kind}

    answer = client.flask.post(f"/xapi/activities/state?method={method}", data=form)

    assert answer.status_code == 400
    assert content(answer)["code"] == "media-type-rejected"
    assert client.get("activities/state", **STATE).status_code == 404


def test_state_of_a_registration_stands_apart(client: XapiClient) -> None:
    registered = {**STATE, "registration": str(uuid4())}
    put_new(client, "activities/state", STATE, b"without")
    put_new(client, "activities/state", registered, b"with")

    assert client.get("activities/state", **STATE).data == b"without"
    assert client.get("activities/state", **registered).data == b"with"
    registered.pop("stateId")
    assert client.ask("DELETE", "activities/state", None, registered).status_code == 204
    assert client.get("activities/state", **STATE).status_code == 200
    assert content(client.get("activities/state", **registered)) == []


def test_agents_are_told_apart_by_their_identifier_only(client: XapiClient) -> None:
    put_new(client, "activities/state", STATE)
    named = {**STATE, "agent": json.dumps({"objectType": "Agent", "name": "Anna", **ANNA})}
    other = {**STATE, "agent": json.dumps(BRAM)}

    assert client.get("activities/state", **named).status_code == 200
    assert client.get("activities/state", **other).status_code == 404


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("activities/state", {**STATE, "activityId": "x"}),
        ("activities/state", {**STATE, "agent": "x"}),
        ("activities/state", {**STATE, "registration": "x"}),
        ("activities/state", {**STATE, "profileId": "x"}),
        ("activities/state", {**STATE, "StateId": "x"}),
        ("activities/state", {**STATE, "stateId": "x" * 3000}),
        ("activities/state", {"agent": STATE["agent"], "stateId": "x"}),
        ("activities/profile", {**ACTIVITY_PROFILE, "agent": STATE["agent"]}),
        ("agents/profile", {"profileId": "x"}),
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_parameters_are_checked_for_every_method(
    client: XapiClient, path: str, params: dict[str, str], method: str
) -> None:
    assert client.ask(method, path, None if method == "GET" else {}, params).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_profile_is_changed_by_its_id_only(client: XapiClient, method: str) -> None:
    answer = client.ask(method, "activities/profile", {}, {"activityId": LESSON})

    assert answer.status_code == 400
    assert content(answer)["code"] == "missing-parameter"


def test_scopes_open_state_and_profiles_one_by_one(store: RecordStore) -> None:
    only_state = client_of(store, scopes=[Scope.STATE])
    reader = client_of(store, scopes=[Scope.ALL_READ])

    put_new(only_state, "activities/state", STATE)
    assert only_state.get("agents/profile", **AGENT_PROFILE).status_code == 403
    assert reader.get("activities/state", **STATE).status_code == 200
    assert reader.ask("PUT", "activities/state", b"2", STATE).status_code == 403


def test_a_hook_may_keep_documents_from_being_read_or_changed(database: Database) -> None:
    def admit(
        _tx: Transaction, _who: Credential, method: str, resource: str, params: Mapping[str, str]
    ) -> None:
        if (method, resource, params["stateId"]) == ("PUT", "activities/state", "LMS.LaunchData"):
            raise Forbidden

    client = client_of(replace(RecordStore(database), admit_document=(admit,)))
    launch = {**STATE, "stateId": "LMS.LaunchData"}

    assert client.ask("PUT", "activities/state", {}, launch).status_code == 403
    assert client.ask("POST", "activities/state", {}, launch).status_code == 204


def test_a_caller_with_a_transaction_reads_and_writes_documents(
    store: RecordStore, client: XapiClient
) -> None:
    with store.database.writing(1) as tx:
        assert read_document(tx, DocumentKind.STATE, STATE) is None
        sent = Content("application/json", b'{"launchMode":"Normal"}')
        write_document(tx, store, DocumentKind.STATE, STATE, sent)
        kept = read_document(tx, DocumentKind.STATE, STATE)

    assert kept is not None
    assert kept.content == sent.bytes
    assert content(client.get("activities/state", **STATE)) == {"launchMode": "Normal"}
