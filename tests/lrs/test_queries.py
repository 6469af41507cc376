"""Finding: ranges, pages, formats, and questions that make no sense."""

import json
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from lrs import RecordStore
from tests.conftest import FrozenClock
from tests.lrs.made import ANNA, BRAM, Json, XapiClient, content, made_statement, reference_to

AGENTS = [ANNA, BRAM, {"openid": "https://chris.example"}, {"mbox_sha1sum": "a" * 40}]
VERBS = [f"https://example.com/verbs/{number}" for number in range(3)]
ACTIVITIES = [f"https://example.com/activities/{number}" for number in range(4)]
REGISTRATIONS = [str(uuid4()) for _ in range(2)]


def group_of(*members: Json) -> Json:
    return {"objectType": "Group", "member": list(members)}


def test_filters_on_one_statement_are_not_spread_over_the_chain(client: XapiClient) -> None:
    target = made_statement(actor=ANNA, verb={"id": VERBS[0]})
    about = reference_to(target, actor=BRAM, verb={"id": VERBS[1]})
    client.post([target, about])

    assert client.ids(agent=json.dumps(ANNA), verb=VERBS[0]) == [about["id"], target["id"]]
    assert client.ids(agent=json.dumps(ANNA), verb=VERBS[1]) == []


def test_references_may_go_in_circles(client: XapiClient) -> None:
    first, second = str(uuid4()), str(uuid4())
    client.post(reference_to(second, id=first, verb={"id": VERBS[0]}))
    client.post(reference_to(first, id=second, verb={"id": VERBS[1]}))

    assert set(client.ids(verb=VERBS[0])) == {first, second}
    assert set(client.ids(verb=VERBS[1])) == {first, second}


def test_since_is_exclusive_and_until_inclusive(client: XapiClient, clock: FrozenClock) -> None:
    made = []
    for _ in range(3):
        clock.forward(minutes=1)
        made += content(client.post(made_statement(id=None)))
    middle = content(client.get("statements", statementId=made[1]))["stored"]

    assert client.ids(since=middle) == [made[2]]
    assert client.ids(until=middle) == [made[1], made[0]]
    assert client.ids(since=middle, until=middle) == []


def test_since_reads_any_zone_and_any_precision(client: XapiClient, clock: FrozenClock) -> None:
    [made] = content(client.post(made_statement(id=None)))
    stored = datetime.fromisoformat(content(client.get("statements", statementId=made))["stored"])
    assert stored == clock()

    assert client.ids(until="2026-11-23T15:00:00.000000999+01:00") == [made]
    assert client.ids(since="2026-11-23T13:59:59.9999999Z") == [made]
    assert client.ids(since="2026-11-23T14:00:00.0000000Z") == []


@pytest.mark.parametrize("late", ["2305-06-06T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_since_and_until_may_lie_beyond_all_that_can_be_stored(
    client: XapiClient, late: str
) -> None:
    [made] = content(client.post(made_statement(id=None)))

    assert client.ids(until=late) == [made]
    assert client.ids(since=late) == []


def test_a_cursor_may_be_as_large_as_databases_count(client: XapiClient) -> None:
    [made] = content(client.post(made_statement(id=None)))
    largest = str(2**63 - 2)

    assert client.ids(**{"from": largest}) == [made]
    assert client.ids(**{"from": largest}, ascending="true") == []
    assert client.get("statements", **{"from": str(2**63 - 1)}).status_code == 400


def test_pages_neither_skip_nor_repeat_while_others_write(client: XapiClient) -> None:
    before = [content(client.post(made_statement(id=None)))[0] for _ in range(10)]
    found: list[str] = []
    answer = content(client.get("statements", limit="3"))
    while True:
        found += [one["id"] for one in answer["statements"]]
        if not answer["more"]:
            break
        client.post(made_statement())
        answer = content(client.flask.get(answer["more"], headers=client.headers()))

    assert found == before[::-1]


def test_pages_going_up_take_newcomers_along(client: XapiClient) -> None:
    client.post([made_statement() for _ in range(4)])
    answer = content(client.get("statements", limit="2", ascending="true"))
    [newcomer] = content(client.post(made_statement(id=None)))

    rest = content(client.flask.get(answer["more"], headers=client.headers()))
    last = content(client.flask.get(rest["more"], headers=client.headers()))

    assert [one["id"] for one in last["statements"]] == [newcomer]
    assert last["more"] == ""


def test_the_last_full_page_has_no_more(client: XapiClient) -> None:
    client.post([made_statement() for _ in range(4)])

    assert content(client.get("statements", limit="4"))["more"] == ""
    more = content(client.get("statements", limit="2"))["more"]
    assert more.startswith("/xapi/statements?")
    assert content(client.flask.get(more, headers=client.headers()))["more"] == ""


@pytest.mark.parametrize(
    "params",
    [
        {"onbekend": "1"},
        {"Verb": VERBS[0]},
        {"statementId": str(uuid4()), "voidedStatementId": str(uuid4())},
        {"statementId": str(uuid4()), "limit": "1"},
        {"voidedStatementId": str(uuid4()), "verb": VERBS[0]},
        {"statementId": "x"},
        {"verb": "x"},
        {"activity": "x"},
        {"registration": "x"},
        {"agent": "x"},
        {"agent": "{}"},
        {"agent": '{"mbox":"mailto:a@b.nl","mbox":"mailto:c@d.nl"}'},
        {"agent": json.dumps(group_of(ANNA))},
        {"since": "x"},
        {"until": "2026-01-01"},
        {"limit": "-1"},
        {"limit": "1.5"},
        {"limit": "x"},
        {"limit": "9" * 30},
        {"format": "x"},
        {"ascending": "1"},
        {"attachments": "yes"},
        {"related_agents": "x"},
        {"related_activities": "x"},
        {"from": "x"},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    client: XapiClient, params: dict[str, str]
) -> None:
    answer = client.get("statements", **params)

    assert answer.status_code == 400
    assert content(answer)["code"] in {
        "unknown-parameter",
        "parameter-rejected",
        "clashing-parameters",
    }


def test_ids_and_canonical_forms(client: XapiClient) -> None:
    definition = {"name": {"nl": "Les", "en": "Lesson"}, "type": VERBS[0]}
    one = made_statement(
        actor=group_of({**ANNA, "name": "Anna"}),
        verb={"id": VERBS[0], "display": {"nl": "deed", "en": "did"}},
        object={"id": ACTIVITIES[0], "definition": definition},
        context={"contextActivities": {"parent": {"id": ACTIVITIES[0]}}},
    )
    client.post(one)

    ids = content(client.get("statements", statementId=one["id"], format="ids"))
    wanted = {"statementId": one["id"], "format": "canonical"}
    answer = client.ask("GET", "statements", None, wanted, Accept_Language="fr, en-GB;q=0.5")
    canonical = content(answer)

    assert ids["actor"] == group_of(ANNA)
    assert ids["verb"] == {"id": VERBS[0]}
    assert ids["object"] == {"id": ACTIVITIES[0]}
    assert canonical["verb"]["display"] == {"en": "did"}
    assert canonical["object"]["definition"] == {"name": {"en": "Lesson"}, "type": VERBS[0]}
    assert canonical["context"]["contextActivities"]["parent"] == [canonical["object"]]


def test_text_goes_out_as_it_came_in(client: XapiClient) -> None:
    raw = (
        b'{"actor":{"mbox":"mailto:a@b.nl"},"verb":{"id":"urn:v"},"object":{"id":"urn:o"},'
        b'"result":{"score":{"raw":0.12345678901234567890},"extensions":'
        b'{"urn:big":123456789012345678901234567890,"urn:text":"\xf0\x9f\x98\x80 \\"x\\""}}'
    )
    [made] = content(client.post(raw + b"}"))

    answer = client.get("statements", statementId=made)

    assert answer.data.startswith(raw)


def test_pages_are_as_large_as_the_store_allows(store: RecordStore, client: XapiClient) -> None:
    batch = [made_statement() for _ in range(store.page + 1)]
    client.post(batch)
    answers: list[Any] = [
        content(client.get("statements", **params))
        for params in ({}, {"limit": "0"}, {"limit": "9999"})
    ]

    assert [len(answer["statements"]) for answer in answers] == [store.page] * 3
    assert all(answer["more"] for answer in answers)
