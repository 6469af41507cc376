"""Statements are pulled from another record store over HTTP, whatever goes wrong on the way."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from foundation.database import Database
from lrs import RecordStore, Version, statements_after
from lrs.operations.pull_statements import Pulled, pull_statements
from lrs.platforms.record_stores import RecordStoreUnreachable, RemoteStore
from lrs.rules.pages import address_of_more, read_page
from lrs.rules.problems import MultipartRejected, PageRefused, StatementRefused
from lrs.storage import statements
from tests.conftest import FrozenClock
from tests.lrs.conftest import client_of, empty_database
from tests.lrs.histories import live_through, picture_of
from tests.lrs.made import Json, made_statement
from tests.lrs.served import Served, served


@pytest.fixture
def source(
    request: pytest.FixtureRequest, database: Database, tmp_path: Path, clock: FrozenClock
) -> Iterator[RecordStore]:
    """A full record store on the other kind of database."""
    kind = "postgresql" if database.dialect == "sqlite" else "sqlite"
    opened = Database.connect(empty_database(request, tmp_path, kind))
    yield RecordStore(opened, clock=clock, page=3)
    opened.dispose()


@pytest.fixture
def there(source: RecordStore) -> Iterator[Served]:
    with served(source) as running:
        yield running


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client() as client:
        yield client


@pytest.fixture
def remote(there: Served, http: httpx.Client) -> RemoteStore:
    return RemoteStore(http, there.endpoint, there.key, there.secret, sleep=lambda _: None)


def history_in(source: RecordStore, clock: FrozenClock) -> list[str]:
    one = client_of(source)
    other = client_of(source, authority={"mbox": "mailto:other@springplank.example"})
    ids = live_through(one, other, replace(one, version="2.0.0"))
    clock.forward(minutes=1)
    return ids


def kept_in(store: RecordStore) -> list[Json]:
    """Without `stored`, which is the moment of pulling."""
    with store.database.reading(1) as tx:
        found = [one.body for one in statements_after(tx)]
    return [{name: part for name, part in body.items() if name != "stored"} for body in found]


def visible_in(store: RecordStore) -> list[Json]:
    """A record store does not list what is voided, so that stays behind."""
    with store.database.reading(1) as tx:
        kept = statements.texts_after(tx, 0, 1000)
    voided = {str(one.id) for one in kept if one.voided}
    return [body for body in kept_in(store) if body["id"] not in voided]


@pytest.mark.parametrize("version", Version)
def test_all_that_can_be_read_comes_along(
    store: RecordStore,
    source: RecordStore,
    remote: RemoteStore,
    clock: FrozenClock,
    version: Version,
) -> None:
    ids = history_in(source, clock)

    done = pull_statements(store, 1, replace(remote, version=version))

    assert kept_in(store) == visible_in(source)
    assert done.statements.new == len(kept_in(store)) > 8
    there, here = (picture_of(client_of(one), ids[2]).split(b"--xx") for one in (source, store))
    assert there[2:] == here[2:]
    assert len(here[2]) > 10_000


def test_the_next_time_goes_on_where_the_last_one_ended(
    store: RecordStore,
    source: RecordStore,
    remote: RemoteStore,
    there: Served,
    clock: FrozenClock,
) -> None:
    history_in(source, clock)
    first = pull_statements(store, 1, remote)
    newer = made_statement()
    client_of(source).post(newer)
    there.manners.asked.clear()

    again = pull_statements(store, 1, remote)

    assert first.through is not None
    assert again.statements.new == 1
    assert kept_in(store)[-1]["id"] == newer["id"]
    assert "since=2026-11-23T13%3A59%3A59" in there.manners.asked[0]


@pytest.mark.parametrize("fault", ["500 Broken", "503 Busy", "429 Slow Down", "cut"])
def test_a_passing_fault_is_waited_out(
    store: RecordStore,
    source: RecordStore,
    remote: RemoteStore,
    there: Served,
    clock: FrozenClock,
    fault: str,
) -> None:
    history_in(source, clock)
    waits: list[float] = []
    there.manners.next = ["", fault, fault]

    pull_statements(store, 1, replace(remote, sleep=waits.append))

    assert kept_in(store) == visible_in(source)
    assert waits == [1.0, 3.0]


def test_what_was_pulled_before_a_lasting_fault_stays_and_the_rest_follows(
    store: RecordStore,
    source: RecordStore,
    remote: RemoteStore,
    there: Served,
    clock: FrozenClock,
) -> None:
    history_in(source, clock)
    there.manners.next = ["", "", *["500 Broken"] * 5]
    shown: list[Pulled] = []

    with pytest.raises(RecordStoreUnreachable, match="status 500: not now"):
        pull_statements(store, 1, remote, progress=shown.append)
    half = len(kept_in(store))
    done = pull_statements(store, 1, remote).statements

    assert half == shown[-1].statements.new == 6
    assert done.new + half == len(visible_in(source))
    assert kept_in(store) == visible_in(source)


def test_a_wrong_key_is_said_at_once(
    store: RecordStore, remote: RemoteStore, there: Served
) -> None:
    with pytest.raises(RecordStoreUnreachable, match="status 401"):
        pull_statements(store, 1, replace(remote, secret="wrong"))

    assert len(there.manners.asked) == 1
    assert there.secret not in repr(remote)


def test_a_redirection_is_not_followed(
    store: RecordStore, remote: RemoteStore, there: Served
) -> None:
    there.manners.next = ["302 Found"]

    with pytest.raises(RecordStoreUnreachable, match="status 302"):
        pull_statements(store, 1, remote)


def test_what_is_no_statement_is_refused_or_skipped_by_name(
    store: RecordStore, source: RecordStore, remote: RemoteStore, clock: FrozenClock
) -> None:
    history_in(source, clock)
    bad = kept_in(source)[0]["id"]
    with source.database.writing(1) as tx:
        tx.exec_driver_sql("UPDATE lrs_statement SET body = replace(body, 'T12:00', 'T99:00')")

    with pytest.raises(StatementRefused, match=f"Statement {bad}: .*timestamp"):
        pull_statements(store, 1, remote)
    done = pull_statements(store, 1, remote, skip=True)

    assert [one.split()[1] for one in done.skipped] == [f"{bad}:"]
    assert done.statements.new == len(visible_in(source)) - 1


def test_more_is_followed_on_the_same_server_only() -> None:
    asked = "https://lrs.example/xapi/statements?limit=3"

    assert address_of_more(asked, "/xapi/more/7") == "https://lrs.example/xapi/more/7"
    assert address_of_more(asked, "https://lrs.example:443/m") == "https://lrs.example:443/m"
    for elsewhere in ("https://other.example/m", "//other.example/m", "http://lrs.example/m"):
        with pytest.raises(PageRefused, match="another server"):
            address_of_more(asked, elsewhere)
    for wrong in ("http://[", "https://lrs.example:x/m"):
        with pytest.raises(PageRefused, match="no address"):
            address_of_more(asked, wrong)
    with pytest.raises(PageRefused, match="itself"):
        address_of_more(asked, asked)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", b"<html>"),
        ("application/json", b"[]"),
        ("application/json", b'{"statements":1}'),
        ("multipart/mixed", b""),
        ("multipart/mixed; boundary=x", b"--x\r\n\r\n{}\r\n--x--"),
    ],
)
def test_an_answer_that_is_no_page_is_refused(kind: str, body: bytes) -> None:
    with pytest.raises((PageRefused, MultipartRejected)):
        read_page(kind, body)
