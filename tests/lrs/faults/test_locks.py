"""Somebody else holds what the store needs: it says that it is busy, and goes on afterwards."""

import threading
from collections.abc import Iterator

import httpx
import pytest
import sqlalchemy as sa

from foundation.database import Database
from foundation.turns import take_turn
from lrs import RecordStore
from tests.conftest import FrozenClock
from tests.lrs.conftest import client_of
from tests.lrs.faults.load import expect_problems, under_load
from tests.lrs.faults.serving import Served, wait_until
from tests.lrs.made import LESSON, made_statement
from tests.postgres import OwnPostgresql

WAITING = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
CUT_OFF = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :role")


@pytest.fixture
def stranger(fragile_postgresql: OwnPostgresql) -> Iterator[Database]:
    """Somebody with all rights on the database, who knows nothing of our order."""
    database = Database.connect(fragile_postgresql.url.replace("//leerspoor@", "//postgres@"))
    yield database
    database.dispose()


def post(served: Served, body: object, answers: list[httpx.Response]) -> None:
    with served.client() as client:
        answers.append(client.post("/statements", json=body))


def test_the_loser_of_a_deadlock_is_told_to_come_back(
    on_postgresql: Served, stranger: Database
) -> None:
    """The stranger holds the activity, the store its turn; then each wants what the other has."""
    answers: list[httpx.Response] = []
    post(
        on_postgresql, made_statement(object={"id": LESSON, "definition": {"type": "a:a"}}), answers
    )
    batch = [made_statement(object={"id": LESSON, "definition": {"type": "a:b"}})]
    writer = threading.Thread(target=post, args=(on_postgresql, batch, answers))
    with stranger.writing(1) as tx:
        tx.execute(sa.text("SET LOCAL deadlock_timeout = '60s'"))  # it is not the one to notice
        tx.execute(sa.text("SELECT key FROM lrs_activity FOR UPDATE"))
        writer.start()
        wait_until(lambda: tx.scalar(WAITING), "the store waits for the activity")
        take_turn(tx, "statements")
    writer.join()

    expect_problems(answers[1:], "database-busy")
    post(on_postgresql, batch, answers)
    post(on_postgresql, batch, answers)
    assert [one.status_code for one in answers] == [200, 503, 200, 200]


def test_connections_that_are_cut_off_under_load_are_replaced(
    on_postgresql: Served, stranger: Database
) -> None:
    with under_load(on_postgresql) as load:
        for _ in range(3):
            load.more_batches()
            with stranger.writing(None) as tx:
                assert tx.execute(CUT_OFF, {"role": "leerspoor"}).all()
        load.more_batches()

    load.expect_all_kept()
    expect_problems(load.refusals(), "database-away")


def test_a_writer_that_waits_too_long_is_told_to_come_back_and_readers_go_on(
    database_url: str, clock: FrozenClock
) -> None:
    other, database = Database.connect(database_url), Database.connect(database_url, patience=0.2)
    client = client_of(RecordStore(database, clock=clock))
    batch = [made_statement(), made_statement()]

    with other.writing(1) as held:
        take_turn(held, "statements")
        refused = client.post(batch)
        assert client.ids() == []

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert client.post(batch).status_code == 200
    other.dispose()
    database.dispose()
