"""The outbox: owed if and only if committed, tried again later, given up in the end."""

from typing import Any

import sqlalchemy as sa

from foundation.database import Database, mine
from foundation.outbox import WAITS, GiveUp, KeepTrying, Worker, outbox, owe
from tests.conftest import FrozenClock


class Post:
    """A sender that notes what it gets, and fails when told to."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.fault: Exception | None = None

    def __call__(self, _tenant: int, payload: dict[str, Any]) -> None:
        if self.fault:
            raise self.fault
        self.sent.append(payload)


def worker(database: Database, post: Post, clock: FrozenClock) -> Worker:
    return Worker(database, {"score": post}, lambda: [1, 2], clock)


def waiting(database: Database) -> list[sa.Row[Any]]:
    with database.reading(1) as tx:
        return list(tx.execute(sa.select(outbox).where(mine(tx, outbox))))


def owe_score(database: Database, clock: FrozenClock) -> None:
    with database.writing(1) as tx:
        owe(tx, "score", {"points": 3}, due=clock())


def test_what_is_owed_is_sent_once(database: Database, clock: FrozenClock) -> None:
    post = Post()
    owe_score(database, clock)

    assert worker(database, post, clock).run_once() == 1
    assert worker(database, post, clock).run_once() == 0
    assert post.sent == [{"points": 3}]
    assert waiting(database) == []


def test_a_failure_is_tried_again_after_a_while(database: Database, clock: FrozenClock) -> None:
    post = Post()
    post.fault = ConnectionError("down")
    owe_score(database, clock)
    worker(database, post, clock).run_once()

    post.fault = None
    worker(database, post, clock).run_once()
    assert post.sent == []

    clock.forward(seconds=WAITS[0].total_seconds())
    worker(database, post, clock).run_once()
    assert post.sent == [{"points": 3}]


def test_after_the_last_wait_it_is_given_up_but_kept(
    database: Database, clock: FrozenClock
) -> None:
    post = Post()
    post.fault = ConnectionError("down")
    owe_score(database, clock)
    for _ in range(len(WAITS) + 2):
        worker(database, post, clock).run_once()
        clock.forward(days=2)

    (row,) = waiting(database)
    assert row.given_up is not None
    assert row.attempts == len(WAITS) + 1
    assert row.last_fault == "down"


def test_what_the_other_side_will_never_take_is_given_up_at_once(
    database: Database, clock: FrozenClock
) -> None:
    post = Post()
    post.fault = GiveUp("unknown user")
    owe_score(database, clock)
    worker(database, post, clock).run_once()

    (row,) = waiting(database)
    assert row.given_up is not None


def test_what_may_never_be_dropped_is_tried_for_ever(
    database: Database, clock: FrozenClock
) -> None:
    post = Post()
    post.fault = KeepTrying("down")
    owe_score(database, clock)
    for _ in range(len(WAITS) + 2):
        worker(database, post, clock).run_once()
        clock.forward(days=2)

    assert waiting(database)[0].given_up is None
    post.fault = None
    assert worker(database, post, clock).run_once() == 1


def test_another_kind_waits_for_its_own_sender(database: Database, clock: FrozenClock) -> None:
    with database.writing(1) as tx:
        owe(tx, "letter", {}, due=clock())

    assert worker(database, Post(), clock).run_once() == 0
    assert len(waiting(database)) == 1
