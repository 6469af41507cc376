"""Purging by age: old statements go with all that only they used, and nothing else breaks."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from foundation.database import metadata
from lrs import Old, RecordStore, count_old, gone_among, list_removals, purge_statements
from lrs.operations.remove_statements import BATCH
from lrs.rules.problems import NotYetPast
from lrs.storage.tables import references, statements, terms
from tests.conftest import FrozenClock
from tests.lrs.conftest import client_of
from tests.lrs.made import (
    ANNA,
    BRAM,
    COMPLETED,
    PASSED,
    Json,
    XapiClient,
    content,
    made_statement,
    reference_to,
    voiding,
)
from tests.lrs.test_attachments import attachment, part, send

YEAR = 365 * 86_400


def purge(store: RecordStore, clock: FrozenClock, tenant: int = 1, **filters: str) -> int:
    """Purge what is older than half a year; gives how many statements went."""
    old = Old(clock() - timedelta(days=180), **filters)
    return purge_statements(store, tenant, old, "test").statements


def rows(store: RecordStore, tenant: int = 1) -> dict[str, list[str]]:
    """All rows of the record store, as text; a row's own text would be cut off."""
    ours = [table for table in metadata.sorted_tables if table.name.startswith("lrs_")]
    with store.database.reading(tenant) as tx:
        return {
            table.name: sorted(
                repr(tuple(row)) for row in tx.execute(sa.select(table).where(_own(table, tenant)))
            )
            for table in ours
        }


def _own(table: sa.Table, tenant: int) -> sa.ColumnElement[bool]:
    """A token belongs to a credential, and that to a tenant."""
    owner = table.c.get("tenant_id", table.c.get("tenant"))
    return sa.true() if owner is None else owner == tenant


def test_old_statements_go_and_new_ones_stay(
    store: RecordStore, client: XapiClient, clock: FrozenClock
) -> None:
    old, new = made_statement(), made_statement()
    client.post(old)
    clock.forward(seconds=YEAR)
    client.post(new)

    assert purge(store, clock) == 1

    assert client.ids() == client.ids(agent=json.dumps(ANNA)) == [new["id"]]
    assert client.get("statements", statementId=old["id"]).status_code == 404


def test_a_filter_takes_only_what_begins_so(
    store: RecordStore, client: XapiClient, clock: FrozenClock
) -> None:
    passed = made_statement(verb={"id": PASSED})
    elsewhere = made_statement(object={"id": "https://other.example/1"})
    about_bram = made_statement(object={"objectType": "Agent", **BRAM})
    client.post([passed, elsewhere, about_bram, made_statement()])
    clock.forward(seconds=YEAR)

    assert purge(store, clock, verb=COMPLETED, activity="https://content.example/") == 1
    assert set(client.ids()) == {passed["id"], elsewhere["id"], about_bram["id"]}


def test_what_is_left_is_as_if_the_old_had_never_come(
    store: RecordStore, client: XapiClient, clock: FrozenClock
) -> None:
    """The other tenant gets only what should be left; then all postings must be equal."""
    other = client_of(store, 2)
    old = made_statement()
    middle = reference_to(old)
    last = reference_to(middle, verb={"id": COMPLETED})
    client.post([old, middle])
    clock.forward(seconds=YEAR)
    later, about_last = made_statement(), reference_to(last)
    for one in (last, later, about_last):
        client.post(one)

    assert purge(store, clock) == 2

    for one in (last, later, about_last):
        other.post(one)
    with store.database.reading(1) as tx:
        left = _postings(tx, 1)
    with store.database.reading(2) as tx:
        assert left == _postings(tx, 2)
    assert client.ids(verb=COMPLETED) == [about_last["id"], later["id"], last["id"]]
    assert client.ids(agent=json.dumps(ANNA)) == [later["id"]]


def _postings(tx: sa.Connection, tenant: int) -> list[tuple[int, str, str]]:
    """Postings and references, with ids in place of numbers."""
    mine = statements.c.tenant_id == tenant
    names = {row.seq: row.id.hex for row in tx.execute(sa.select(statements).where(mine))}
    found = tx.execute(sa.select(terms).where(terms.c.tenant_id == tenant)).all()
    pointing = tx.execute(sa.select(references).where(references.c.tenant_id == tenant)).all()
    return sorted(
        [(row.term, names[row.seq], names[row.via]) for row in found]
        + [(0, names[row.seq], row.target.hex) for row in pointing]
    )


def test_a_reference_to_something_purged_keeps_standing(
    store: RecordStore, client: XapiClient, clock: FrozenClock
) -> None:
    old = made_statement()
    client.post(old)
    clock.forward(seconds=YEAR)
    about = reference_to(old)
    client.post(about)

    purge(store, clock)

    assert client.ids(agent=json.dumps(BRAM)) == [about["id"]]
    assert client.ids(agent=json.dumps(ANNA)) == []
    kept = content(client.get("statements", statementId=about["id"]))
    assert kept["object"]["id"] == old["id"]


def test_what_voids_a_standing_statement_stays_and_goes_with_it(
    store: RecordStore, client: XapiClient, clock: FrozenClock
) -> None:
    late = made_statement(verb={"id": PASSED})
    void = voiding(late)
    client.post(void)
    client.post(late)
    clock.forward(seconds=YEAR)

    assert purge(store, clock, verb="http://adlnet.gov/expapi/verbs/voided") == 0
    assert client.ids() == [void["id"]]
    assert purge(store, clock) == 2
    assert client.ids() == []


def test_a_page_that_was_asked_before_leads_on_after(
    store: RecordStore, client: XapiClient, clock: FrozenClock
) -> None:
    old = [made_statement() for _ in range(5)]
    client.post(old)
    clock.forward(seconds=YEAR)
    new = [made_statement() for _ in range(4)]
    client.post(new)
    page = content(client.get("statements", limit="2", ascending="true"))

    purge(store, clock)

    more = client.flask.get(page["more"], headers=client.headers())
    assert [one["id"] for one in content(more)["statements"]] == [one["id"] for one in new[:2]]
    assert content(more)["more"]


def test_a_content_goes_when_nobody_speaks_of_it_any_more(
    store: RecordStore, client: XapiClient, clock: FrozenClock
) -> None:
    one, shared = b"only of the old one", b"of both"
    _send(client, made_statement(), one, shared)
    clock.forward(seconds=YEAR)
    _send(client, made_statement(), shared)

    with store.database.reading(1) as tx:
        assert len(_contents(tx)) == 2
    purged = purge_statements(store, 1, Old(clock() - timedelta(days=180)), "test")

    assert purged.attachments == 1
    with store.database.reading(1) as tx:
        assert _contents(tx) == [shared]


def _contents(tx: sa.Connection) -> list[bytes]:
    return list(tx.scalars(sa.select(metadata.tables["lrs_attachment"].c.content)))


def _send(client: XapiClient, statement: Json, *contents: bytes) -> None:
    statement["attachments"] = [attachment(one) for one in contents]
    assert send(client, statement, *(part(one) for one in contents)).status_code == 200


def test_a_purged_statement_sent_again_is_thanked_for_and_not_stored(
    store: RecordStore, client: XapiClient, clock: FrozenClock
) -> None:
    old = made_statement()
    client.post(old)
    clock.forward(seconds=YEAR)
    purge(store, clock)
    new = made_statement()

    answer = client.post([old, new])

    assert answer.status_code == 200
    assert content(answer) == [old["id"], new["id"]]
    assert client.ids() == [new["id"]]
    put = client.ask("PUT", "statements", old, {"statementId": old["id"]})
    assert put.status_code == 204
    with store.database.reading(1) as tx:
        assert gone_among(tx, [UUID(old["id"]), UUID(new["id"])]) == {UUID(old["id"])}


def test_other_tenants_are_untouched(store: RecordStore, clock: FrozenClock) -> None:
    a, b = client_of(store, 1), client_of(store, 2)
    one = made_statement()
    for client in (a, b):
        client.post([one, reference_to(one)])
    clock.forward(seconds=YEAR)
    before = rows(store, 2)

    assert purge(store, clock) == 2
    assert rows(store, 2) == before
    assert b.ids() != []


def test_many_batches_are_one_removal_on_record(
    store: RecordStore, client: XapiClient, clock: FrozenClock
) -> None:
    for _ in range(3):
        client.post([made_statement() for _ in range(BATCH - 50)])
    clock.forward(seconds=YEAR)
    old = Old(clock(), verb=COMPLETED)
    seen: list[int] = []

    assert count_old(store, 1, old) == 450
    assert len(client.ids()) == 450
    purged = purge_statements(store, 1, old, "de FG", seen.append)

    assert seen == [200, 400, 450]
    with store.database.reading(1) as tx:
        assert list_removals(tx) == [purged]
    assert (purged.statements, purged.verb, purged.before) == (450, COMPLETED, clock())
    assert (purged.asked_by, purged.began, purged.ended) == ("de FG", clock(), clock())


def test_what_is_not_past_is_not_purged(store: RecordStore, clock: FrozenClock) -> None:
    with pytest.raises(NotYetPast):
        purge_statements(store, 1, Old(clock() + timedelta(days=1)), "test")
    assert purge_statements(store, 1, Old(datetime(1999, 1, 1, tzinfo=UTC)), "x").statements == 0


def test_writers_go_on_while_old_statements_go(
    store: RecordStore, client: XapiClient, clock: FrozenClock
) -> None:
    old = [made_statement() for _ in range(2 * BATCH)]
    client.post(old)
    clock.forward(seconds=YEAR)
    new = [[reference_to(one), made_statement()] for one in old[:20]]

    with ThreadPoolExecutor(3) as pool:
        purged = pool.submit(purge, store, clock)
        written = list(pool.map(lambda two: client_of(store).post(two).status_code, new))
        assert purged.result() == len(old)

    assert set(written) == {200}
    assert set(client.ids()) == {one["id"] for two in new for one in two}
    assert len(client.ids(agent=json.dumps(ANNA))) == len(new)
