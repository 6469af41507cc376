"""What is stored here goes on to another record store, in order, whatever happens there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from foundation.database import Database, mine
from foundation.outbox import Worker, outbox
from foundation.seals import Seal, SealBroken
from lrs import (
    FORWARD,
    Forward,
    Forwarding,
    RecordStore,
    Standing,
    Version,
    add_forward,
    choice_of,
    list_forwards,
    owe_forwards,
    pause_forward,
    remove_forward,
    resume_forward,
    retry_forward,
    send_forward,
    statements_after,
)
from lrs.operations.send_forwards import _Sending
from lrs.rules.forwards import Choice
from lrs.rules.problems import ForwardExists, ForwardRejected, UnknownForward
from lrs.storage import forwards, statements, tables
from lrs.storage.statements import KeptStatement
from tests.conftest import FrozenClock
from tests.lrs.conftest import client_of, empty_database
from tests.lrs.histories import PICTURE, attached, in_parts, picture_of
from tests.lrs.made import (
    ANNA,
    BRAM,
    COMPLETED,
    LESSON,
    PASSED,
    Json,
    XapiClient,
    made_statement,
    reference_to,
    voiding,
)
from tests.lrs.served import Served, served


@dataclass
class Forwarder:
    """A record store of which statements go on to another, and the worker who sends them."""

    outside: Forwarding
    there: Served
    target: RecordStore
    clock: FrozenClock

    @property
    def store(self) -> RecordStore:
        return self.outside.store

    @property
    def client(self) -> XapiClient:
        return client_of(self.store)

    def forward(self, name: str = "kopie", **changes: object) -> Forward:
        values = {"choice": Choice(), "version": Version.V1, **changes}
        return Forward(name, self.there.endpoint, self.there.key, cursor=0, **values)  # type: ignore[arg-type]

    def adds(self, name: str = "kopie", *, from_start: bool = False, **changes: object) -> None:
        made = self.forward(name, **changes)
        add_forward(self.outside, 1, made, self.there.secret, from_start=from_start)

    def works(self) -> None:
        sender = partial(send_forward, self.outside)
        Worker(self.store.database, {FORWARD: sender}, lambda: [1], self.clock).run_once()

    def stands(self) -> Standing:
        (one,) = list_forwards(self.store, 1)
        return one

    def arrived(self) -> list[str]:
        with self.target.database.reading(1) as tx:
            return [str(one.id) for one in statements_after(tx, 0, 10_000)]

    def owed(self) -> int:
        with self.store.database.reading(1) as tx:
            return len(tx.execute(sa.select(outbox.c.id).where(mine(tx, outbox))).all())


@pytest.fixture
def forwarder(
    request: pytest.FixtureRequest, database: Database, tmp_path: Path, clock: FrozenClock
) -> Iterator[Forwarder]:
    kind = "postgresql" if database.dialect == "sqlite" else "sqlite"
    opened = Database.connect(empty_database(request, tmp_path, kind))
    target = RecordStore(opened, clock=clock)
    store = RecordStore(database, clock=clock, on_stored=(partial(owe_forwards, clock),))
    with served(target) as there, httpx.Client() as http:
        outside = Forwarding(store, http, Seal(b"a secret of exactly enough bytes", "forwards"))
        yield Forwarder(outside, there, target, clock)
    opened.dispose()


def stored(client: XapiClient, *made: Json) -> list[str]:
    assert client.post(list(made)).status_code == 200
    return [one["id"] for one in made]


def test_what_is_stored_from_now_on_goes_along_in_order(forwarder: Forwarder) -> None:
    client = forwarder.client
    stored(client, made_statement())
    forwarder.adds()
    ids = stored(client, *(made_statement() for _ in range(120)))
    ids += stored(client, made_statement())

    assert (forwarder.stands().waits, forwarder.owed()) == (121, 1)
    forwarder.works()

    assert forwarder.arrived() == ids
    assert (forwarder.stands().waits, forwarder.stands().forward.sent) == (0, 121)
    assert forwarder.owed() == 0
    assert len(forwarder.there.manners.asked) == 3  # batches of 50


def test_from_the_start_all_goes_along_round_by_round(forwarder: Forwarder) -> None:
    client = forwarder.client
    ids = [
        one for _ in range(11) for one in stored(client, *(made_statement() for _ in range(200)))
    ]
    forwarder.adds(from_start=True)

    forwarder.works()

    assert forwarder.arrived() == ids
    assert forwarder.owed() == 0


def test_a_statement_arrives_as_it_was_said_with_what_is_attached(forwarder: Forwarder) -> None:
    client = forwarder.client
    forwarder.adds(version=Version.V2)
    one = made_statement(attachments=[attached(PICTURE)], timestamp="2026-01-02T03:04:05+01:00")
    body, kind = in_parts(one, PICTURE)
    client.post(body, Content_Type=kind)
    scored = json.dumps(made_statement(result={"score": {"raw": 7}}))
    exact = scored.replace('"raw": 7', '"raw": 1.00000000000000000001')
    assert client.post(exact.encode()).status_code == 200

    forwarder.works()

    assert forwarder.stands().refused == []
    assert PICTURE in picture_of(client_of(forwarder.target), one["id"])
    with forwarder.target.database.reading(1) as tx:
        text = " ".join(tx.scalars(sa.select(tables.statements.c.body)))
    assert "1.00000000000000000001" in text
    assert "T02:04:05" in text


@pytest.mark.parametrize(
    ("wishes", "goes"),
    [
        (([PASSED], [], []), [1]),
        (([], [f"{LESSON}/"], []), [2, 3]),
        (([], [], [json.dumps(ANNA)]), [0, 2, 3, 4]),
        (([COMPLETED], ["https://content.example/"], [json.dumps(BRAM)]), [4]),
    ],
)
def test_only_what_is_chosen_goes_along(
    forwarder: Forwarder, wishes: tuple[list[str], list[str], list[str]], goes: list[int]
) -> None:
    client = forwarder.client
    forwarder.adds(choice=choice_of(*wishes))
    group: Json = {"objectType": "Group", "name": "Team", "member": [ANNA, BRAM]}
    ids = stored(
        client,
        made_statement(),
        made_statement(actor=BRAM, verb={"id": PASSED}),
        made_statement(object={"id": f"{LESSON}/2"}, verb={"id": "urn:opened"}),
        made_statement(object={"id": f"{LESSON}/3"}),
        made_statement(actor=group),
    )

    assert forwarder.stands().waits == len(goes)
    forwarder.works()

    assert forwarder.arrived() == [ids[place] for place in goes]
    assert forwarder.stands().waits == 0


def test_what_takes_a_statement_back_goes_where_that_statement_went(forwarder: Forwarder) -> None:
    client = forwarder.client
    forwarder.adds(choice=choice_of([COMPLETED], [], []))
    one, other = made_statement(), made_statement(verb={"id": PASSED})
    stored(client, one, other)
    forwarder.works()

    stored(client, voiding(one), voiding(other), reference_to(one))
    forwarder.works()

    assert len(forwarder.arrived()) == 2
    assert client_of(forwarder.target).ids(verb=COMPLETED) == forwarder.arrived()[1:]


@pytest.mark.parametrize("fault", ["500 Broken", "401 Unauthorized", "403 Forbidden", "404 Where"])
def test_nothing_is_skipped_where_the_fault_may_pass(forwarder: Forwarder, fault: str) -> None:
    forwarder.adds()
    ids = stored(forwarder.client, *(made_statement() for _ in range(120)))
    forwarder.there.manners.next = ["", fault, fault, fault]

    forwarder.works()
    assert forwarder.arrived() == ids[:50]
    assert f"status {fault[:3]}" in (forwarder.stands().forward.last_fault or "")
    assert forwarder.stands().waits == 70
    for seconds in (10, 10, 60):
        forwarder.works()  # too early
        forwarder.clock.forward(seconds=seconds)
        forwarder.works()

    assert forwarder.arrived() == ids
    assert forwarder.stands().forward.last_fault is None
    assert forwarder.stands().refused == []


def test_another_server_that_is_away_for_days_misses_nothing(forwarder: Forwarder) -> None:
    forwarder.adds()
    ids = stored(forwarder.client, made_statement())
    forwarder.there.manners.next = ["503 Away"] * 12
    for _ in range(12):
        forwarder.works()
        forwarder.clock.forward(days=1)
    ids += stored(forwarder.client, made_statement())

    forwarder.works()

    assert forwarder.arrived() == ids


def test_an_answer_that_is_lost_stores_nothing_twice(forwarder: Forwarder) -> None:
    forwarder.adds()
    ids = stored(forwarder.client, made_statement())
    with httpx.Client() as http:  # it was taken, but we never heard of it
        lost = forwarder.forward()
        with forwarder.store.database.reading(1) as tx:
            sealed = tx.execute(sa.select(tables.forwards.c.sealed)).scalar_one()
        text = statements_of(forwarder.store)[0]
        replace(forwarder.outside, http=http).remote(lost, sealed).send(text, [])

    forwarder.works()

    assert forwarder.arrived() == ids
    assert forwarder.stands().forward.sent == 1


def statements_of(store: RecordStore) -> list[bytes]:
    with store.database.reading(1) as tx:
        return [json.dumps(one.body).encode() for one in statements_after(tx)]


def test_what_is_refused_for_good_is_put_aside_and_the_rest_goes_on(forwarder: Forwarder) -> None:
    client = forwarder.client
    forwarder.adds()
    first, bad, last = made_statement(), made_statement(), made_statement()
    client_of(forwarder.target).post({**bad, "actor": BRAM})
    stored(client, first, bad, last)

    forwarder.works()

    assert set(forwarder.arrived()) == {first["id"], bad["id"], last["id"]}
    (refused,) = forwarder.stands().refused
    assert "status 409" in refused.fault
    assert bad["id"] in refused.fault
    assert (forwarder.stands().waits, forwarder.stands().forward.sent) == (0, 2)
    assert retry_forward(forwarder.outside, 1, "kopie") == (0, 1)
    with forwarder.target.database.writing(1) as tx:
        tx.execute(sa.delete(tables.statements))
        tx.execute(sa.delete(tables.terms))
    assert retry_forward(forwarder.outside, 1, "kopie") == (1, 0)
    assert forwarder.stands().refused == []
    assert forwarder.arrived() == [bad["id"]]


def test_a_forward_that_is_paused_waits_and_then_goes_on(forwarder: Forwarder) -> None:
    client = forwarder.client
    forwarder.adds()
    ids = stored(client, made_statement())
    pause_forward(forwarder.store, 1, "kopie")
    forwarder.works()
    ids += stored(client, made_statement())
    forwarder.works()

    assert (forwarder.arrived(), forwarder.stands().waits, forwarder.owed()) == ([], 2, 0)
    resume_forward(forwarder.store, 1, "kopie")
    forwarder.works()
    assert forwarder.arrived() == ids


def test_a_forward_that_is_removed_sends_no_more(forwarder: Forwarder) -> None:
    forwarder.adds()
    stored(forwarder.client, made_statement())
    remove_forward(forwarder.store, 1, "kopie")

    forwarder.works()

    assert forwarder.arrived() == []
    assert forwarder.owed() == 0
    assert list_forwards(forwarder.store, 1) == []
    with pytest.raises(UnknownForward):
        remove_forward(forwarder.store, 1, "kopie")
    with pytest.raises(UnknownForward):
        retry_forward(forwarder.outside, 1, "kopie")


def test_two_workers_never_send_the_same_forward_together(forwarder: Forwarder) -> None:
    forwarder.adds()
    ids = stored(forwarder.client, made_statement())
    until = forwarder.clock() + timedelta(minutes=10)
    with forwarder.store.database.writing(1) as tx:
        tx.execute(sa.update(tables.forwards).values(busy_until=until))

    forwarder.works()
    assert (forwarder.arrived(), forwarder.owed()) == ([], 1)
    forwarder.clock.forward(minutes=11)
    forwarder.works()
    assert forwarder.arrived() == ids


def test_what_comes_in_while_we_send_goes_too(forwarder: Forwarder) -> None:
    client = forwarder.client
    forwarder.adds()
    ids = stored(client, made_statement())
    late = made_statement()

    class Late(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if late["id"] not in ids:
                ids.extend(stored(client, late))
            return super().handle_request(request)

    with httpx.Client(transport=Late()) as http:
        forwarder.outside = replace(forwarder.outside, http=http)
        forwarder.works()

    assert forwarder.arrived() == ids
    assert forwarder.owed() == 0


def test_a_forward_does_not_rest_while_something_came_in_after_its_last_look(
    forwarder: Forwarder,
) -> None:
    forwarder.adds()
    cursor = forwarder.stands().forward.cursor
    stored(forwarder.client, made_statement())  # owed already, so nothing more is owed for it
    remote = forwarder.outside.remote(forwarder.forward(), forwarder.outside.seal.close("x"))

    sending = _Sending(forwarder.outside, 1, "kopie", remote)

    assert sending._rest(cursor) == cursor
    assert wakes(forwarder) == []
    assert sending._rest(texts(forwarder)[-1].seq) is None
    assert wakes(forwarder) == ["kopie"]


def wakes(forwarder: Forwarder) -> list[str]:
    with forwarder.store.database.writing(1) as tx:
        return list(forwards.wake(tx))


def texts(forwarder: Forwarder) -> list[KeptStatement]:
    with forwarder.store.database.reading(1) as tx:
        return statements.texts_after(tx, 0, 100)


def test_several_forwards_do_not_hold_each_other_up(forwarder: Forwarder) -> None:
    forwarder.adds("kopie")
    down = replace(forwarder.forward("stuk"), endpoint="http://127.0.0.1:9/xapi")
    add_forward(forwarder.outside, 1, down, "secret")
    ids = stored(forwarder.client, made_statement())

    forwarder.works()

    assert forwarder.arrived() == ids
    waits = {one.forward.name: one.waits for one in list_forwards(forwarder.store, 1)}
    assert waits == {"kopie": 0, "stuk": 1}


def test_other_tenants_see_and_move_nothing(forwarder: Forwarder) -> None:
    forwarder.adds()

    stored(client_of(forwarder.store, 2), made_statement())

    assert (forwarder.owed(), list_forwards(forwarder.store, 2)) == (1, [])
    forwarder.works()
    assert forwarder.arrived() == []


def test_the_secret_is_sealed(forwarder: Forwarder) -> None:
    forwarder.adds()
    secret = forwarder.there.secret
    with forwarder.store.database.reading(1) as tx:
        sealed = tx.execute(sa.select(tables.forwards.c.sealed)).scalar_one()

    assert secret.encode() not in sealed
    assert secret not in repr(forwarder.stands())
    with pytest.raises(SealBroken):
        Seal(b"another secret of enough bytes!!", "forwards").open(sealed)
    with pytest.raises(SealBroken):
        Seal(b"a secret of exactly enough bytes", "other").open(sealed)


def test_a_forward_has_a_name_of_its_own_and_a_choice_that_means_something(
    forwarder: Forwarder,
) -> None:
    forwarder.adds()
    with pytest.raises(ForwardExists):
        forwarder.adds()
    with pytest.raises(ForwardRejected, match="name"):
        forwarder.adds(" ")
    with pytest.raises(ForwardRejected, match="verb"):
        choice_of(["passed"], [], [])
    with pytest.raises(ForwardRejected, match="activity"):
        choice_of([], [""], [])
    for agent in ("{", '{"name":"x"}', "[]"):
        with pytest.raises(ForwardRejected, match="agent"):
            choice_of([], [], [agent])
