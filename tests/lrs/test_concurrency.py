"""Many writers at once: nobody fails, nothing is lost, and readers with a cursor miss nothing."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from foundation.turns import take_turn
from lrs import RecordStore, Statement, Version, statements_after, store_statements
from lrs.operations.consistency import consistent_through
from lrs.rules.json_text import write_json
from lrs.rules.problems import StatementConflict
from lrs.storage.statements import TURN
from tests.lrs.made import LESSON, PASSED, Json, made_credential, made_statement

WRITERS = 4


def batch_of(writer: int, number: int) -> list[Json]:
    """Batches of all writers share their activities, each in another order."""
    activities = [f"{LESSON}/{(place * (writer + 1)) % 25}" for place in range(25)]
    return [
        made_statement(object={"id": one, "definition": {"name": {"nl": f"{writer}-{number}"}}})
        for one in activities
    ]


def all_at_once(work: Callable[[int], None]) -> None:
    ready = threading.Barrier(WRITERS)

    def one(writer: int) -> None:
        ready.wait()
        work(writer)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(one, range(WRITERS)))  # raises what any writer raised


def stored(store: RecordStore, seq: int = 0) -> list[Statement]:
    with store.database.reading(1) as tx:
        return statements_after(tx, seq, 10_000)


def test_batches_that_share_activities_all_succeed(store: RecordStore) -> None:
    def write(writer: int) -> None:
        for number in range(5):
            raw = write_json(batch_of(writer, number))
            store_statements(store, made_credential(), raw, Version.V2)

    all_at_once(write)

    seqs = [one.seq for one in stored(store)]
    assert len(seqs) == len(set(seqs)) == WRITERS * 5 * 25


def test_a_reader_with_a_cursor_misses_nothing(store: RecordStore) -> None:
    found: list[int] = []
    done = threading.Event()

    def read() -> None:
        last = 0
        while True:
            finished = done.is_set()
            found.extend(one.seq for one in stored(store, last))
            last = found[-1] if found else 0
            if finished:
                return

    def write(writer: int) -> None:
        for number in range(5):
            store_statements(store, made_credential(), write_json(batch_of(writer, number)))

    reader = threading.Thread(target=read)
    reader.start()
    all_at_once(write)
    done.set()
    reader.join()

    assert found == [one.seq for one in stored(store)]


def test_of_two_different_statements_with_one_id_one_is_stored(store: RecordStore) -> None:
    shared = made_statement()
    refused: list[int] = []

    def write(writer: int) -> None:
        one = {**shared, "verb": {"id": f"{PASSED}/{writer}"}}
        try:
            store_statements(store, made_credential(), write_json(one))
        except StatementConflict:
            refused.append(writer)

    all_at_once(write)

    assert len(stored(store)) == 1
    assert len(refused) == WRITERS - 1


def test_consistent_through_never_passes_a_statement_that_is_not_visible(
    store: RecordStore,
) -> None:
    late: list[Statement] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            through = consistent_through(store, 1)
            visible = {one.id for one in stored(store) if one.stored <= through}
            late.extend(
                one for one in stored(store) if one.stored <= through and one.id not in visible
            )

    def write(writer: int) -> None:
        for number in range(5):
            store_statements(store, made_credential(), write_json(batch_of(writer, number)))

    reader = threading.Thread(target=read)
    reader.start()
    all_at_once(write)
    done.set()
    reader.join()

    assert late == []


def test_who_comes_while_others_store_goes_together_and_only_who_conflicts_is_refused(
    store: RecordStore,
) -> None:
    taken = made_statement()
    store_statements(store, made_credential(), write_json(taken))
    commits: list[object] = []

    def write(statement: Json) -> None:
        store_statements(store, made_credential(), write_json(statement))

    def all_behind_one(statements: list[Json]) -> list[BaseException | None]:
        """Nobody comes through while all of them arrive."""
        commits.clear()
        with ThreadPoolExecutor(len(statements)) as pool:
            with store.database.writing(1) as tx:
                take_turn(tx, TURN)
                done = [pool.submit(write, one) for one in statements]
                time.sleep(0.3)
            return [one.exception() for one in done]

    sa.event.listen(store.database.engine, "commit", commits.append)
    assert all_behind_one([made_statement() for _ in range(20)]) == [None] * 20
    assert len(commits) <= 4
    other = {**taken, "verb": {"id": PASSED}}
    faults = all_behind_one([*(made_statement() for _ in range(9)), other])

    assert [type(fault) for fault in faults if fault] == [StatementConflict]
    assert len({one.seq for one in stored(store)}) == 1 + 20 + 9
