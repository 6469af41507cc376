"""Erasing a person: afterwards nothing in the database names her, and all else still holds."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from foundation.database import Transaction
from lrs import (
    RecordStore,
    add_credential,
    erase_person,
    erase_within,
    foresee_erasure,
    gone_among,
    list_credentials,
    list_removals,
)
from lrs.operations.remove_statements import BATCH
from lrs.rules.attachments import Content
from lrs.rules.erasure import ERASED
from lrs.rules.problems import NobodyNamed, StatementRejected
from lrs.rules.signatures import USAGE
from lrs.storage import attachments, tables
from lrs.storage.removals import of_tenant
from tests.lrs.conftest import client_of
from tests.lrs.made import (
    ANNA,
    AUTHORITY,
    BRAM,
    COMPLETED,
    LESSON,
    Json,
    XapiClient,
    content,
    made_statement,
    reference_to,
    voiding,
)
from tests.lrs.test_attachments import attachment, part, send
from tests.lrs.test_purging import rows

HASHED: Json = {"mbox_sha1sum": hashlib.sha1(ANNA["mbox"].encode()).hexdigest()}  # noqa: S324
ELSEWHERE: Json = {"account": {"homePage": "https://cursussen.example", "name": "cursist-77"}}
OPEN: Json = {"openid": "https://openid.example/anna"}
HER = (ANNA, ELSEWHERE, OPEN)
NAMED = ("anna@", "Anna de Vries", "cursist-77", "openid.example/anna", HASHED["mbox_sha1sum"])


def named(agent: Json) -> Json:
    return {"objectType": "Agent", "name": "Anna de Vries", **agent}


def with_her_everywhere() -> list[Json]:
    """Statements of others that name her, each in another place."""
    group = {"objectType": "Group", "member": [named(ANNA), BRAM]}
    sub = {
        "objectType": "SubStatement",
        "actor": named(ELSEWHERE),
        "verb": {"id": COMPLETED},
        "object": named(OPEN),
        "context": {"instructor": named(HASHED)},
    }
    context = {"instructor": named(OPEN), "team": {**group, "name": "Bouw"}}
    told = {"https://example.com/about": {"colleague": named(ANNA), "n": 1.10}}
    return [
        made_statement(actor=BRAM, object=named(ANNA)),
        made_statement(actor=BRAM, object={**group, "name": "Team"}),
        made_statement(actor=group),
        made_statement(actor=BRAM, object=sub),
        made_statement(actor=BRAM, context={**context, "extensions": told}),
    ]


def in_version_2() -> Json:
    agents = [{"objectType": "contextAgent", "agent": named(ELSEWHERE)}]
    groups = [
        {
            "objectType": "contextGroup",
            "group": {"objectType": "Group", "member": [named(HASHED)]},
        }
    ]
    return made_statement(actor=BRAM, context={"contextAgents": agents, "contextGroups": groups})


def told_by(store: RecordStore, tenant: int = 1) -> str:
    """Everything the record store holds, as one text."""
    return "\n".join(text for some in rows(store, tenant).values() for text in some)


def erase(store: RecordStore, agents: Collection[Json] = HER, tenant: int = 1) -> None:
    erase_person(store, tenant, list(agents), "test")


def test_nothing_names_her_afterwards(
    store: RecordStore, client: XapiClient, client_v2: XapiClient
) -> None:
    client.post([made_statement(actor=named(agent)) for agent in (*HER, HASHED)])
    others = with_her_everywhere()
    assert client.post(others).status_code == 200
    assert client_v2.post(in_version_2()).status_code == 200
    for agent in HER:
        state = {"activityId": LESSON, "agent": json.dumps(agent), "stateId": "x"}
        client.ask("PUT", "activities/state", b"anna@", state)
        profile = {"agent": json.dumps(agent), "profileId": "x"}
        client.ask("PUT", "agents/profile", b"anna@", profile, If_None_Match="*")
    assert all(one in told_by(store) for one in NAMED)

    erased = erase_person(store, 1, list(HER), "test")

    assert [one for one in NAMED if one in told_by(store)] == []
    assert (erased.statements, erased.rewritten, erased.documents) == (4, 6, 6)
    assert [one["id"] for one in others] == client.ids(ascending="true")[:5]
    for agent in (*HER, HASHED):
        assert client.ids(agent=json.dumps(agent), related_agents="true") == []


def test_one_stand_in_takes_all_her_places(store: RecordStore, client: XapiClient) -> None:
    client.post(with_her_everywhere())

    erase(store)

    said = content(client.get("statements"))["statements"]
    stands = [one for statement in said for one in _accounts(statement)]
    assert len(stands) == 9
    assert len({json.dumps(one) for one in stands}) == 1
    assert "name" not in said[-1]["object"]
    agent = json.dumps({"account": stands[0]})
    assert len(client.ids(agent=agent, related_agents="true")) == 5
    extensions = said[0]["context"]["extensions"]["https://example.com/about"]
    assert extensions["n"] == 1.10
    for one in said:
        again = client.post({**one, "id": None} | {"id": str(UUID(int=UUID(one["id"]).int ^ 1))})
        assert again.status_code == 200, again.text


def _accounts(value: Any) -> list[Json]:
    if isinstance(value, list):
        return [one for item in value for one in _accounts(item)]
    if not isinstance(value, dict):
        return []
    if value.get("homePage") == ERASED:
        return [value]
    return [one for item in value.values() for one in _accounts(item)]


def test_all_filters_answer_as_for_the_rewritten_statements(
    store: RecordStore, client: XapiClient
) -> None:
    """Postings are equal to those of a store into which the rewritten statements came."""
    hers = made_statement()
    about = made_statement(actor=BRAM, object=named(ANNA))
    chain = [reference_to(hers), reference_to(about)]
    chain += [reference_to(chain[0]), reference_to(chain[1])]
    client.post([hers, about, *chain])

    erase(store)

    client_of(store, 2).post(content(client.get("statements", ascending="true"))["statements"])
    assert _postings(store, 1) == _postings(store, 2)


def _postings(store: RecordStore, tenant: int) -> list[tuple[int, str, str]]:
    with store.database.reading(tenant) as tx:
        mine = tables.statements.c.tenant_id == tenant
        ids = {row.seq: row.id.hex for row in tx.execute(sa.select(tables.statements).where(mine))}
        wish = sa.select(tables.terms).where(tables.terms.c.tenant_id == tenant)
        return sorted((row.term, ids[row.seq], ids[row.via]) for row in tx.execute(wish))


def test_references_to_her_statements_keep_standing(store: RecordStore, client: XapiClient) -> None:
    hers = made_statement()
    about = reference_to(hers)
    client.post([hers, about])

    erase(store)

    assert client.ids() == [about["id"]]
    assert client.ids(activity=LESSON) == []
    assert client.get("statements", statementId=hers["id"]).status_code == 404


def test_what_she_voided_stays_voided(store: RecordStore, client: XapiClient) -> None:
    of_bram, own = made_statement(actor=BRAM), made_statement()
    void, void_own = ({**voiding(one), "actor": ANNA} for one in (of_bram, own))
    client.post([of_bram, own])
    client.post([void, void_own])

    erase(store)

    assert client.ids() == [void["id"]]
    assert client.get("statements", voidedStatementId=of_bram["id"]).status_code == 200
    assert "anna@" not in told_by(store)


def test_a_signature_goes_with_what_it_signed(store: RecordStore, client: XapiClient) -> None:
    """The signed text holds her name; other things attached to the statement stay."""
    one = made_statement(actor=BRAM, object=named(ANNA), attachments=[attachment(b"photo")])
    assert send(client, one, part(b"photo")).status_code == 200
    signature = attachment(b"signed: anna@", usageType=USAGE)
    _attach(store, signature, b"signed: anna@")

    erase(store)

    [kept] = content(client.get("statements"))["statements"]
    assert [each["sha2"] for each in kept["attachments"]] == [attachment(b"photo")["sha2"]]
    assert "signed" not in told_by(store)


def _attach(store: RecordStore, more: Json, raw: bytes) -> None:
    """As if it had come with the statement, without the trouble of signing."""
    with store.database.writing(1) as tx:
        body = json.loads(str(tx.scalar(sa.select(tables.statements.c.body))))
        body["attachments"].append(more)
        tx.execute(sa.update(tables.statements).values(body=json.dumps(body)))
        attachments.keep(tx, [Content(more["sha2"], "x", raw)])


@pytest.mark.parametrize("which", [0, 1], ids=["removed", "rewritten"])
def test_an_erased_statement_sent_again_does_not_bring_her_back(
    store: RecordStore, client: XapiClient, which: int
) -> None:
    hers, about = made_statement(), made_statement(actor=BRAM, object=named(ANNA))
    client.post([hers, about])
    erase(store)
    before = told_by(store)

    answer = client.post([hers, about][which])

    assert answer.status_code == 200
    assert told_by(store) == before
    with store.database.reading(1) as tx:
        ids = [UUID(one["id"]) for one in (hers, about)]
        assert gone_among(tx, ids) == {ids[0]}


def test_a_credential_in_her_name_is_withdrawn(store: RecordStore) -> None:
    as_her = client_of(store, 1, authority=named(ANNA))
    as_her.post(made_statement(actor=BRAM))
    add_credential(store.database, 1, title="other", authority=AUTHORITY)

    erase(store)

    assert "anna@" not in told_by(store)
    assert as_her.get("statements").status_code == 401
    assert [one.withdrawn is None for one in list_credentials(store.database, 1)] == [False, True]


def test_another_tenant_keeps_her(store: RecordStore, client: XapiClient) -> None:
    other = client_of(store, 2, authority=named(ANNA))
    for one in (client, other):
        one.post([made_statement(), *with_her_everywhere()])
        state = {"activityId": LESSON, "agent": json.dumps(ANNA), "stateId": "x"}
        assert one.ask("PUT", "activities/state", b"1", state).status_code == 204
    before = rows(store, 2)

    erase(store)

    assert rows(store, 2) == before


def test_who_resembles_her_is_not_her(store: RecordStore, client: XapiClient) -> None:
    almost = {"account": {"homePage": "https://cursussen.example", "name": "cursist-7"}}
    one = made_statement(actor=almost, object={"objectType": "Agent", **BRAM})
    client.post([one, made_statement(actor={**almost, "name": "Anna de Vries"})])
    before = rows(store)["lrs_statement"]

    erased = erase_person(store, 1, list(HER), "test")

    assert (erased.statements, erased.rewritten) == (0, 0)
    assert rows(store)["lrs_statement"] == before
    assert len(client.ids(agent=json.dumps(almost))) == 2


def test_the_record_says_how_much_and_never_who(store: RecordStore, client: XapiClient) -> None:
    client.post([made_statement(), *with_her_everywhere()])
    with store.database.reading(1) as tx:
        foreseen = foresee_erasure(tx, store, HER)
        assert list_removals(tx) == []

    erased = erase_person(store, 1, HER, "de FG")

    assert (foreseen.statements, foreseen.rewritten) == (erased.statements, erased.rewritten)
    assert (erased.statements, erased.rewritten) == (1, 5)
    with store.database.reading(1) as tx:
        assert of_tenant(tx) == [erased]
    assert erased.asked_by == "de FG"
    assert erased.ended is not None
    assert not any(one in repr(erased) for one in NAMED)


def test_large_erasures_go_batch_by_batch(store: RecordStore, client: XapiClient) -> None:
    for _ in range(2):
        client.post([made_statement() for _ in range(BATCH - 50)])
    client.post([made_statement(actor=BRAM) for _ in range(10)])
    seen: list[int] = []

    erased = erase_person(store, 1, HER, "test", seen.append)

    assert seen == [200, 300]
    assert erased.statements == 300
    assert len(client.ids()) == 10


def test_inside_another_transaction_all_goes_or_nothing(
    store: RecordStore, client: XapiClient
) -> None:
    heard: list[tuple[Collection[UUID], Collection[UUID]]] = []

    def listen(_tx: Transaction, gone: Collection[UUID], changed: Collection[UUID]) -> None:
        heard.append((gone, changed))

    listening = replace(store, on_erased=(listen,))
    hers, about = made_statement(), made_statement(actor=BRAM, object=named(ANNA))
    client.post([hers, about])
    before = told_by(store)

    with pytest.raises(RuntimeError), store.database.writing(1) as tx:
        erase_within(tx, listening, HER, "test")
        raise RuntimeError
    assert told_by(store) == before

    with store.database.writing(1) as tx:
        erase_within(tx, listening, HER, "test")
    assert "anna@" not in told_by(store)
    assert heard[-1] == ([UUID(hers["id"])], [UUID(about["id"])])


def test_nobody_and_nonsense_are_refused(store: RecordStore) -> None:
    with pytest.raises(NobodyNamed):
        erase(store, [])
    with pytest.raises(StatementRejected, match="person"):
        erase(store, [{"mbox": "anna"}])
    with pytest.raises(NobodyNamed):
        erase(store, [{"objectType": "Group", "member": [BRAM]}])
