"""What the database cannot do just now becomes a problem with a name, on both kinds alike."""

import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from foundation.database import Database
from foundation.faults import DatabaseBusy, DatabaseUnwritable
from foundation.outbox import owe
from foundation.turns import take_turn


def test_who_waits_too_long_for_a_turn_hears_that_the_database_is_busy(database_url: str) -> None:
    first = Database.connect(database_url)
    other = Database.connect(database_url, patience=0.1)

    with first.writing(1) as held:
        take_turn(held, "statements")
        with pytest.raises(DatabaseBusy), other.writing(1) as tx:
            take_turn(tx, "statements")

    with other.writing(1) as tx:
        take_turn(tx, "statements")
    first.dispose()
    other.dispose()


def test_who_waits_too_long_for_a_connection_hears_that_the_database_is_busy(
    database_url: str,
) -> None:
    if database_url.startswith("sqlite"):
        return  # there one connection more costs nothing
    database = Database.connect(database_url, patience=0.1)
    taken = [database.engine.connect() for _ in range(30)]

    with pytest.raises(DatabaseBusy), database.reading(1):
        pass

    for connection in taken:
        connection.close()
    with database.reading(1):
        pass
    database.dispose()


def test_of_two_that_wait_for_each_other_one_hears_that_the_database_is_busy(
    database: Database,
) -> None:
    if database.dialect == "sqlite":
        return  # there only one writes at a time
    met = threading.Barrier(2)
    busy: list[str] = []

    def write(first: str, second: str) -> None:
        try:
            with database.writing(1) as tx:
                take_turn(tx, first)
                met.wait()
                take_turn(tx, second)
        except DatabaseBusy:
            busy.append(first)

    writers = [threading.Thread(target=write, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert len(busy) == 1


def test_a_full_disk_keeps_nothing_of_what_was_begun(database: Database) -> None:
    if database.dialect == "postgresql":
        return  # its disk is filled in tests/lrs/faults
    with pytest.raises(DatabaseUnwritable), database.writing(1) as tx:
        tx.exec_driver_sql("PRAGMA max_page_count = 1")  # no more than it has
        for _ in range(100):
            owe(tx, "score", {"padding": "x" * 4096})

    with database.reading(1) as tx:
        assert tx.scalar(sa.text("SELECT count(*) FROM outbox")) == 0


def test_a_fault_in_what_was_asked_stays_what_it_is(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError), database.reading(1) as tx:
        tx.execute(sa.text("SELECT nothing FROM nowhere"))


def test_what_was_stored_is_not_told_by_a_fault(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError) as fault, database.reading(1) as tx:
        tx.execute(sa.text("SELECT nothing FROM nowhere WHERE name = :name"), {"name": "Sanne"})

    assert "Sanne" not in str(fault.value)


def test_a_file_that_is_no_database_is_not_called_busy(tmp_path: Path) -> None:
    path = tmp_path / "not.sqlite"
    path.write_bytes(b"no database at all" * 100)

    with (
        pytest.raises(sa.exc.DatabaseError) as fault,
        Database.connect(f"sqlite:///{path}").reading(1),
    ):
        pass

    assert isinstance(fault.value.orig, sqlite3.DatabaseError)
