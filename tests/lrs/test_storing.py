"""Storing: all or nothing, the same again, another under the same id, voiding, hooks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from foundation.database import Database, Transaction
from foundation.problems import Forbidden
from lrs import (
    Credential,
    RecordStore,
    Scope,
    Statement,
    find_statement,
    statements_after,
    statements_of_registration,
    store_within,
    void_within,
)
from lrs.rules.problems import StatementConflict, StatementRejected
from tests.conftest import FrozenClock
from tests.lrs.conftest import client_of
from tests.lrs.made import (
    ANNA,
    AUTHORITY,
    BRAM,
    COMPLETED,
    LESSON,
    PASSED,
    XapiClient,
    changed,
    content,
    made_credential,
    made_statement,
    reference_to,
    voiding,
)


def stored(store: RecordStore) -> list[Statement]:
    with store.database.reading(1) as tx:
        return statements_after(tx)


def test_a_batch_is_answered_with_its_ids_in_order(client: XapiClient) -> None:
    batch = [made_statement() for _ in range(5)]

    answer = client.post(batch)

    assert answer.status_code == 200
    assert content(answer) == [one["id"] for one in batch]


def test_what_the_sender_left_out_is_filled_in(client: XapiClient, clock: FrozenClock) -> None:
    [made] = content(client.post(made_statement(id=None)))

    kept = content(client.get("statements", statementId=made))

    assert UUID(made).version == 4
    assert kept["id"] == made
    assert kept["authority"] == AUTHORITY
    assert kept["version"] == "1.0.0"
    assert kept["timestamp"] == kept["stored"] == clock().strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def test_authority_and_stored_are_ours_whatever_was_sent(client: XapiClient) -> None:
    one = made_statement(authority=ANNA, stored="2001-01-01T00:00:00Z")
    client.post(one)

    kept = content(client.get("statements", statementId=one["id"]))

    assert kept["authority"] == AUTHORITY
    assert kept["stored"].startswith("2026-")


def test_one_fault_leaves_nothing_of_the_batch(client: XapiClient, store: RecordStore) -> None:
    answer = client.post([made_statement(), made_statement(verb={"id": "x"})])

    assert answer.status_code == 400
    assert content(answer)["place"] == "statements[1].verb.id"
    assert content(answer)["rule"] == "iri"
    assert stored(store) == []


def test_one_conflict_leaves_nothing_of_the_batch(client: XapiClient, store: RecordStore) -> None:
    first = made_statement()
    client.post(first)

    answer = client.post([made_statement(), {**first, "verb": {"id": PASSED}}])

    assert answer.status_code == 409
    assert content(answer)["code"] == "statement-conflict"
    assert [str(one.id) for one in stored(store)] == [first["id"]]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"verb": {"id": COMPLETED, "display": {"nl": "rondde af"}}},
        {"object": {"id": LESSON, "objectType": "Activity"}},
        {"object": {"id": LESSON, "definition": {"name": {"nl": "Les"}}}},
        {"actor": {"objectType": "Agent", "mbox": "mailto:anna@SPRINGPLANK.example"}},
        {"authority": ANNA, "version": "1.0.0"},
        {"timestamp": "2026-11-23T15:00:00+01:00"},
    ],
)
def test_the_same_statement_again_changes_nothing(
    client: XapiClient, store: RecordStore, change: dict[str, Any]
) -> None:
    one = made_statement(timestamp="2026-11-23T14:00:00Z")
    client.post(one)

    answer = client.post({**one, **change})

    assert answer.status_code == 200
    assert content(answer) == [one["id"]]
    assert len(stored(store)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"actor": {"mbox": "mailto:ANNA@springplank.example"}},
        {"object": {"id": f"{LESSON}/2"}},
        {"result": {"success": True}},
        {"timestamp": "2026-11-23T15:00:00Z"},
    ],
)
def test_another_statement_under_the_same_id_is_a_conflict(
    client: XapiClient, change: dict[str, Any]
) -> None:
    one = made_statement(timestamp="2026-11-23T14:00:00Z")
    client.post(one)

    assert client.post({**one, **change}).status_code == 409


SAME_AGAIN: list[tuple[str, Any, Any]] = [
    ("result/duration", "PT1S", "PT1.009S"),
    ("result/duration", "PT1.5S", "PT1.50S"),
    (
        "actor",
        {"objectType": "Group", "member": [{**ANNA, "name": "x"}, {"name": "a", **BRAM}]},
        {"objectType": "Group", "member": [{**BRAM, "name": "a"}, {"name": "x", **ANNA}]},
    ),
    (
        "object",
        {"objectType": "StatementRef", "id": "6f1a0c5e-1111-4222-8333-00000000000a"},
        {"objectType": "StatementRef", "id": "6F1A0C5E-1111-4222-8333-00000000000A"},
    ),
    ("result/extensions", {"urn:a": {"x": 1.0, "y": [True]}}, {"urn:a": {"y": [True], "x": 1}}),
]
ANOTHER: list[tuple[str, Any, Any]] = [
    ("result/duration", "PT1S", "PT1.01S"),
    ("result/extensions", {"urn:a": [True]}, {"urn:a": [1]}),
    ("result/extensions", {"urn:a": 0}, {"urn:a": False}),
    ("result/extensions", {"urn:a": None}, {}),
    ("result/extensions", {"urn:a": [1, 2]}, {"urn:a": [2, 1]}),
    ("result/extensions", {"urn:a": 10**30}, {"urn:a": 10**30 + 1}),
]


@pytest.mark.parametrize(
    ("path", "first", "second", "status"),
    [*[(*one, 200) for one in SAME_AGAIN], *[(*one, 409) for one in ANOTHER]],
)
def test_statements_are_compared_by_what_they_mean(
    client: XapiClient, path: str, first: Any, second: Any, status: int
) -> None:
    one = changed(made_statement(result={}), path, first)
    assert client.post(one).status_code == 200

    assert client.post(changed(one, path, second)).status_code == status


def test_put_stores_under_the_id_of_the_address(client: XapiClient, store: RecordStore) -> None:
    one = str(uuid4())

    answer = client.ask("PUT", "statements", made_statement(id=None), {"statementId": one})

    assert answer.status_code == 204
    assert [str(kept.id) for kept in stored(store)] == [one]


@pytest.mark.parametrize("params", [{}, {"statementId": "x"}, {"statementId": str(uuid4())}])
def test_put_without_its_own_id_is_refused(client: XapiClient, params: dict[str, str]) -> None:
    answer = client.ask("PUT", "statements", made_statement(), params)

    assert answer.status_code == 400


def test_put_takes_one_statement_and_no_array(client: XapiClient) -> None:
    one = made_statement()
    answer = client.ask("PUT", "statements", [one], {"statementId": one["id"]})

    assert answer.status_code == 400


def test_stored_goes_up_while_the_clock_stands_still_or_steps_back(
    client: XapiClient, store: RecordStore, clock: FrozenClock
) -> None:
    client.post([made_statement() for _ in range(3)])
    clock.moment -= timedelta(hours=1)
    client.post(made_statement())

    moments = [one.stored for one in stored(store)]
    assert moments == sorted(set(moments))


@pytest.mark.parametrize("target_first", [True, False])
def test_a_voided_statement_is_gone_whichever_came_first(
    client: XapiClient, target_first: bool
) -> None:
    target = made_statement()
    taking_back = voiding(target)
    for one in [target, taking_back] if target_first else [taking_back, target]:
        assert client.post(one).status_code == 200

    assert client.ids() == [taking_back["id"]]
    assert client.get("statements", statementId=target["id"]).status_code == 404
    kept = client.get("statements", voidedStatementId=target["id"])
    assert content(kept)["id"] == target["id"]
    assert client.get("statements", voidedStatementId=taking_back["id"]).status_code == 404


def test_target_and_voiding_statement_may_come_in_one_batch(client: XapiClient) -> None:
    target = made_statement()
    taking_back = voiding(target)

    client.post([taking_back, target])

    assert client.ids() == [taking_back["id"]]


def test_a_voiding_statement_cannot_be_voided(client: XapiClient) -> None:
    target = made_statement()
    first = voiding(target)
    second = voiding(first)

    client.post([target, first, second])

    assert set(client.ids()) == {first["id"], second["id"]}
    assert client.get("statements", statementId=first["id"]).status_code == 200


def test_what_refers_to_a_voided_statement_is_still_found_through_it(client: XapiClient) -> None:
    target = made_statement()
    about = reference_to(target)
    taking_back = voiding(target)
    client.post([target, about, taking_back])

    assert set(client.ids(verb=COMPLETED)) == {about["id"], taking_back["id"]}


def test_hooks_see_what_is_new_inside_the_transaction(database: Database) -> None:
    seen: list[tuple[str, list[UUID]]] = []

    def admit(tx: Transaction, credential: Credential, new: Sequence[Statement]) -> None:
        assert credential.id == "key"
        assert find_statement(tx, new[0].id) is None
        seen.append(("admit", [one.id for one in new]))

    def on_stored(tx: Transaction, new: Sequence[Statement]) -> None:
        kept = find_statement(tx, new[0].id)
        assert kept is not None
        assert kept.body == new[0].body
        seen.append(("stored", [one.id for one in new]))

    store = RecordStore(database, admit=(admit,), on_stored=(on_stored,))
    one, other = made_statement(timestamp="2026-01-01T00:00:00Z"), made_statement()
    with database.writing(1) as tx:
        first = store_within(tx, store, made_credential(), [one])
        both = store_within(tx, store, made_credential(), [one, other])
        again = store_within(tx, store, made_credential(), [one])

    assert first == again == both[:1]
    assert seen == [
        ("admit", both[:1]),
        ("stored", both[:1]),
        ("admit", both[1:]),
        ("stored", both[1:]),
    ]


def test_a_hook_that_refuses_leaves_nothing(database: Database) -> None:
    def refuse(_tx: Transaction, _credential: Credential, _new: Sequence[Statement]) -> None:
        raise Forbidden

    store = RecordStore(database, admit=(refuse,))

    assert client_of(store).post(made_statement()).status_code == 403
    assert stored(store) == []


def test_a_hook_may_store_what_follows(database: Database) -> None:
    def follow(tx: Transaction, new: Sequence[Statement]) -> None:
        if new[0].verb == COMPLETED:
            store_within(tx, store, made_credential(), [made_statement(verb={"id": PASSED})])

    store = RecordStore(database, on_stored=(follow,))
    client_of(store).post(made_statement())

    assert [one.verb for one in stored(store)] == [COMPLETED, PASSED]


def test_a_statement_tells_what_is_in_it(store: RecordStore) -> None:
    registration = uuid4()
    context = {
        "registration": str(registration),
        "contextActivities": {"grouping": {"id": "https://goal.example/1"}},
    }
    sent = made_statement(context=context, timestamp="2026-01-01T12:00:00+01:00")
    with store.database.writing(1) as tx:
        [made] = store_within(tx, store, made_credential(), [sent])
        taken_back = void_within(tx, store, made_credential(), made)
        [one, taking_back] = statements_after(tx)
        assert statements_after(tx, one.seq) == [taking_back]
        assert statements_of_registration(tx, registration) == [taking_back]

    assert one.registration == registration
    assert one.grouping == ("https://goal.example/1",)
    assert one.timestamp.isoformat() == "2026-01-01T11:00:00+00:00"
    assert one.body["context"]["contextActivities"]["grouping"] == [
        {"id": "https://goal.example/1"}
    ]
    assert (one.voids, taking_back.voids, taking_back.id) == (None, made, taken_back)


def test_our_own_statements_obey_the_same_rules(store: RecordStore) -> None:
    with store.database.writing(1) as tx:
        with pytest.raises(StatementRejected):
            store_within(tx, store, made_credential(), [{"actor": ANNA}])
        [made] = store_within(tx, store, made_credential(), [made_statement()])
        with pytest.raises(StatementConflict):
            store_within(
                tx, store, made_credential(), [made_statement(id=str(made), verb={"id": PASSED})]
            )


@pytest.mark.parametrize(
    ("limits", "statement", "status"),
    [
        ({"scopes": [Scope.STATEMENTS_READ]}, {}, 403),
        ({"verbs": [PASSED]}, {}, 403),
        ({"verbs": [COMPLETED]}, {}, 200),
        ({"activity_prefixes": ["https://other.example/"]}, {}, 403),
        ({"activity_prefixes": ["https://content.example/"]}, {}, 200),
    ],
)
def test_a_credential_says_only_what_it_may(
    store: RecordStore, limits: dict[str, Any], statement: dict[str, Any], status: int
) -> None:
    assert client_of(store, **limits).post(made_statement(**statement)).status_code == status


def test_only_who_may_define_changes_what_is_known_of_an_activity(store: RecordStore) -> None:
    def named(name: dict[str, str]) -> dict[str, Any]:
        return made_statement(object={"id": LESSON, "definition": {"name": name}})

    definer = client_of(store)
    definer.post(named({"nl": "Les"}))
    client_of(store, scopes=[Scope.STATEMENTS_WRITE]).post(named({"nl": "Gekaapt"}))
    definer.post(named({"en": "Lesson"}))

    known = content(definer.get("activities", activityId=LESSON))
    assert known["definition"]["name"] == {"nl": "Les", "en": "Lesson"}


def test_a_writer_number_stands_in_the_seq(store: RecordStore) -> None:
    client_of(replace(store, writer=7)).post(made_statement())

    assert stored(store)[0].seq & 0x3FF == 7
