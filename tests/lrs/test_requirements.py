"""Requirements where the official suite does not look, each by its section of the standard."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.lrs.made import (
    ANNA,
    AUTHORITY,
    BRAM,
    LESSON,
    PASSED,
    Json,
    XapiClient,
    content,
    made_statement,
    reference_to,
    voiding,
)

CHRIS: Json = {"openid": "https://chris.example"}
TEAM: Json = {"account": {"homePage": "https://a.example", "name": "team 5"}}
KNOWN_TEAM: Json = {"objectType": "Group", **TEAM, "member": [CHRIS]}
ANONYMOUS: Json = {"objectType": "Group", "member": [BRAM, CHRIS]}
CHRIS_AS_OBJECT: Json = {"objectType": "Agent", **CHRIS}
RELEVANT: Json = {
    "contextAgents": [{"objectType": "contextAgent", "agent": CHRIS}],
    "contextGroups": [{"objectType": "contextGroup", "group": KNOWN_TEAM}],
}
PARENT: Json = {"contextActivities": {"parent": {"id": "urn:parent"}}}


def sub(**changes: Any) -> Json:
    """A statement about a SubStatement of Bram."""
    inner = {"actor": BRAM, "verb": {"id": "urn:plans"}, "object": {"id": "urn:planned"}, **changes}
    return made_statement(object={"objectType": "SubStatement", **inner})


def agent(who: Json, *, related: bool = False) -> dict[str, str]:
    return {"agent": json.dumps(who), "related_agents": json.dumps(related)}


def activity(one: str, *, related: bool = False) -> dict[str, str]:
    return {"activity": one, "related_activities": json.dumps(related)}


FOUND_BY: dict[str, tuple[Json, dict[str, str], dict[str, str]]] = {
    # the statement, a question that finds it, one that does not
    "actor": ({"actor": CHRIS}, agent(CHRIS), agent(BRAM)),
    "actor, with another name": ({"actor": CHRIS}, agent({**CHRIS, "name": "x"}), agent(TEAM)),
    "member of an anonymous group": ({"actor": ANONYMOUS}, agent(CHRIS), agent(TEAM)),
    "member of an identified group": ({"actor": KNOWN_TEAM}, agent(CHRIS), agent(BRAM)),
    "identified group": (
        {"actor": KNOWN_TEAM},
        agent({"objectType": "Group", **TEAM}),
        agent({**TEAM, "account": {"homePage": "https://a.example", "name": "team 6"}}),
    ),
    "agent as object": ({"object": CHRIS_AS_OBJECT}, agent(CHRIS), agent(TEAM)),
    "group as object": ({"object": KNOWN_TEAM}, agent(TEAM), agent(BRAM)),
    "member of the object": ({"object": ANONYMOUS}, agent(CHRIS), agent(TEAM)),
    "authority": ({}, agent(AUTHORITY, related=True), agent(AUTHORITY)),
    "instructor": (
        {"context": {"instructor": CHRIS}},
        agent(CHRIS, related=True),
        agent(CHRIS),
    ),
    "team": ({"context": {"team": KNOWN_TEAM}}, agent(TEAM, related=True), agent(TEAM)),
    "member of the team": (
        {"context": {"team": KNOWN_TEAM}},
        agent(CHRIS, related=True),
        agent(CHRIS),
    ),
    "context agent": ({"context": RELEVANT}, agent(CHRIS, related=True), agent(CHRIS)),
    "context group": ({"context": RELEVANT}, agent(TEAM, related=True), agent(TEAM)),
    "actor of a SubStatement": (sub(), agent(BRAM, related=True), agent(BRAM)),
    "object of a SubStatement": (
        sub(object=CHRIS_AS_OBJECT),
        agent(CHRIS, related=True),
        agent(CHRIS),
    ),
    "instructor of a SubStatement": (
        sub(context={"instructor": CHRIS}),
        agent(CHRIS, related=True),
        agent(CHRIS),
    ),
    "context group of a SubStatement": (
        sub(context=RELEVANT),
        agent(TEAM, related=True),
        agent(TEAM),
    ),
    "activity": ({}, activity(LESSON), activity("urn:parent")),
    "activity of the context": (
        {"context": PARENT},
        activity("urn:parent", related=True),
        activity("urn:parent"),
    ),
    "activity of a SubStatement": (
        sub(),
        activity("urn:planned", related=True),
        activity("urn:planned"),
    ),
    "activity of a SubStatement's context": (
        sub(context=PARENT),
        activity("urn:parent", related=True),
        activity("urn:parent"),
    ),
    "an IRI longer than any index takes": (
        {"object": {"id": "urn:" + "a" * 100_000}},
        activity("urn:" + "a" * 100_000),
        activity("urn:" + "a" * 99_999),
    ),
}


@pytest.mark.parametrize(
    ("changes", "yes", "no"),
    FOUND_BY.values(),
    ids=[f"Communication 2.1.3: {name}" for name in FOUND_BY],
)
def test_a_statement_is_found_by(
    client_v2: XapiClient, changes: Json, yes: dict[str, str], no: dict[str, str]
) -> None:
    one = made_statement(**{**changes, "id": made_statement()["id"]})
    assert client_v2.post(one).status_code == 200

    assert client_v2.ids(**yes) == [one["id"]]
    assert client_v2.ids(**no) == []


ORDERS = {
    "target first": [0, 1, 2, 3],
    "target last": [3, 2, 1, 0],
    "in between": [2, 0, 3, 1],
}


@pytest.mark.parametrize(
    "order", ORDERS.values(), ids=[f"Communication 2.1.3, StatementRef: {one}" for one in ORDERS]
)
@pytest.mark.parametrize("at_once", [True, False])
def test_references_are_followed_to_the_end_whatever_came_first(
    client: XapiClient, order: list[int], at_once: bool
) -> None:
    target = made_statement(verb={"id": "urn:deed"})
    about = reference_to(target)
    about_that = reference_to(about)
    end = reference_to(about_that)
    chain = [target, about, about_that, end]
    sent = [chain[place] for place in order]
    for batch in [sent] if at_once else [[one] for one in sent]:
        assert client.post(batch).status_code == 200

    assert client.ids(verb="urn:deed", ascending="true") == [one["id"] for one in sent]


@pytest.mark.parametrize(
    "order", [[0, 1, 2], [2, 1, 0], [1, 0, 2]], ids=lambda order: f"Data 2.3.2: {order}"
)
def test_a_voided_target_is_hidden_and_its_referrers_are_not(
    client: XapiClient, order: list[int]
) -> None:
    target = made_statement(verb={"id": "urn:deed"})
    three = [target, reference_to(target), voiding(target)]
    for place in order:
        client.post(three[place])

    assert set(client.ids(verb="urn:deed")) == {three[1]["id"], three[2]["id"]}


def test_communication_2_1_3_ranges_are_of_the_referring_statement(client: XapiClient) -> None:
    target = made_statement(verb={"id": "urn:deed"})
    about = reference_to(target)
    client.post([target, about])
    first = content(client.get("statements", statementId=target["id"]))["stored"]

    assert client.ids(verb="urn:deed", since=first) == [about["id"]]
    assert client.ids(verb="urn:deed", until=first) == [target["id"]]


KEPT = [
    "123456789012345678901234567890123456789",
    "-0.0",
    "0.12345678901234567890123456789",
    "1.5e-7",
    '"\U0001f600 \u202e\u0628\u0301 e\u0301 \ufdd0 \U0010fffd"',
    '"\u007f\\n\\u001b"',
    '{"":{"":[null,true,"",{}]}}',
    '{"a":1,"A":2,"\u00e4":3,"a\u0308":4}',
    "[" * 90 + "]" * 90,
]
REFUSED = {
    "a repeated key": '{"a":1,"a":2}',
    "a repeated key in escapes": '{"a":1,"\\u0061":2}',
    "NaN": "NaN",
    "infinity": "-Infinity",
    "beyond all floats": "1e999",
    "half a surrogate pair": '"\\ud83d"',
    "NUL": '"\\u0000"',
    "nested too deeply": "[" * 5000 + "]" * 5000,
    "not UTF-8": "\udcff",
}


def with_extension(text: str) -> bytes:
    raw = json.dumps(made_statement(result={"extensions": {"urn:x": "HERE"}}))
    return raw.replace('"HERE"', text).encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("text", KEPT, ids=lambda text: f"Data 4.1: {text[:20]!a}")
def test_an_extension_is_kept_to_the_last_digit_and_letter(client: XapiClient, text: str) -> None:
    [made] = content(client.post(with_extension(text)))

    kept = client.get("statements", statementId=made)

    assert f'"urn:x":{text}' in kept.text


@pytest.mark.parametrize("text", REFUSED.values(), ids=[f"Data 2.2: {one}" for one in REFUSED])
def test_json_that_lies_leaves_nothing_of_its_batch(client: XapiClient, text: str) -> None:
    batch = b"[" + json.dumps(made_statement()).encode() + b"," + with_extension(text) + b"]"

    answer = client.post(batch)

    assert answer.status_code == 400
    assert {"code", "message"} <= set(content(answer))
    assert client.ids() == []


BATCHES = {
    "empty": ([], 400, 0),
    "of one": ([{}], 200, 1),
    "one bad statement": ([{}, {"verb": {"id": "x"}}], 400, 0),
    "one bad statement first": ([{"actor": {}}, {}], 400, 0),
    "one id twice": ([{"id": "6f1a0c5e-1111-4222-8333-000000000001"}] * 2, 400, 0),
    "a voiding of itself": ([{"verb": {"id": "http://adlnet.gov/expapi/verbs/voided"}}], 400, 0),
}


@pytest.mark.parametrize(
    ("changes", "status", "kept"),
    BATCHES.values(),
    ids=[f"Communication 2.1.2: {name}" for name in BATCHES],
)
def test_a_batch_is_stored_whole_or_not_at_all(
    client: XapiClient, changes: list[Json], status: int, kept: int
) -> None:
    answer = client.post([made_statement(**one) for one in changes])

    assert answer.status_code == status
    assert len(client.ids()) == kept


def test_communication_2_1_3_each_map_has_the_language_that_suits_it_best(
    client: XapiClient,
) -> None:
    choice = {"id": "a", "description": {"de": "A", "fr-BE": "a"}}
    definition = {
        "name": {"en": "Lesson", "nl-BE": "Les"},
        "description": {"fr": "Une leçon", "en": "A lesson"},
        "interactionType": "choice",
        "choices": [choice],
    }
    verb = {"id": PASSED, "display": {"und": "?", "EN-gb": "passed"}}
    one = made_statement(verb=verb, object={"id": LESSON, "definition": definition})
    client.post(one)

    def asked(accepted: str) -> list[Json]:
        params = {"statementId": one["id"], "format": "canonical"}
        kept = content(client.ask("GET", "statements", None, params, Accept_Language=accepted))
        about = kept["object"]["definition"]
        described = about["choices"][0]["description"]
        return [kept["verb"]["display"], about["name"], about["description"], described]

    dutch = [{"und": "?"}, {"nl-BE": "Les"}, {"fr": "Une leçon"}, {"de": "A"}]
    assert asked("nl-NL, nl;q=0.9") == dutch
    english = [{"EN-gb": "passed"}, {"en": "Lesson"}, {"en": "A lesson"}, {"de": "A"}]
    assert asked("fr;q=0, en-US;q=0.5") == english
    french = [{"EN-gb": "passed"}, {"en": "Lesson"}, {"fr": "Une leçon"}, {"fr-BE": "a"}]
    assert asked("en;q=0.1, fr-CH") == french


STATE = {"activityId": LESSON, "agent": json.dumps(ANNA), "stateId": "a"}
SHELVES = {
    "activities/state": STATE,
    "activities/profile": {"activityId": LESSON, "profileId": "a"},
    "agents/profile": {"agent": json.dumps(ANNA), "profileId": "a"},
}


@pytest.mark.parametrize(
    ("path", "params"), SHELVES.items(), ids=[f"Communication 1.2: HEAD {one}" for one in SHELVES]
)
def test_head_of_a_document_says_all_but_the_document(
    client: XapiClient, path: str, params: dict[str, str]
) -> None:
    client.ask("PUT", path, b"\0\xff", params, If_None_Match="*", Content_Type="image/png")

    full, head = client.get(path, **params), client.ask("HEAD", path, None, params)

    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head.headers[name] == full.headers[name]
    missing = {**params, "stateId" if path.endswith("state") else "profileId": "b"}
    assert client.ask("HEAD", path, None, missing).status_code == 404


NONE_MATCH = {
    "*": 412,
    '"{etag}"': 412,
    'W/"{etag}"': 412,
    '"x", "{etag}"': 412,
    '"x",W/"y"': 204,
    '"x"': 204,
}


@pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])
@pytest.mark.parametrize(("path", "params"), SHELVES.items(), ids=list(SHELVES))
@pytest.mark.parametrize(
    ("header", "status"),
    NONE_MATCH.items(),
    ids=[f"Communication 3.1: If-None-Match {one}" for one in NONE_MATCH],
)
def test_if_none_match_takes_a_list(
    client: XapiClient, version: str, path: str, params: dict[str, str], header: str, status: int
) -> None:
    client = replace(client, version=version)
    client.ask("PUT", path, {"a": 1}, params, If_None_Match="*")
    etag = client.get(path, **params).headers["ETag"].strip('"')

    said = header.format(etag=etag)
    assert client.ask("PUT", path, {"a": 2}, params, If_None_Match=said).status_code == status


def test_communication_2_3_registrations_differ_from_each_other_and_from_none(
    client: XapiClient,
) -> None:
    ids = [None, *(f"6f1a0c5e-1111-4222-8333-00000000000{digit}" for digit in "ab")]
    shelves = [{**STATE, **({"registration": one} if one else {})} for one in ids]
    for number, shelf in enumerate(shelves):
        client.ask("PUT", "activities/state", str(number).encode(), shelf)

    kept = [client.get("activities/state", **shelf).data for shelf in shelves]
    assert kept == [b"0", b"1", b"2"]
    upper = {**shelves[1], "registration": str(ids[1]).upper()}
    assert client.get("activities/state", **upper).data == b"1"
    one_gone = {name: value for name, value in shelves[1].items() if name != "stateId"}
    client.ask("DELETE", "activities/state", None, one_gone)
    left = [client.get("activities/state", **shelf).status_code for shelf in shelves]
    assert left == [200, 404, 200]


@pytest.mark.parametrize(
    "who",
    [ANNA, CHRIS, TEAM, {"mbox_sha1sum": "a" * 40}, {"objectType": "Agent", **BRAM, "name": "B"}],
    ids=lambda who: f"Communication 2.4: {sorted(who)}",
)
def test_an_agent_nobody_knows_is_still_a_person(client: XapiClient, who: Json) -> None:
    person = content(client.get("agents", agent=json.dumps(who)))

    named = {name: [value] for name, value in who.items() if name != "objectType"}
    assert person == {"objectType": "Person", **named}
