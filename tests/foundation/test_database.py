"""The database's promises: tenants kept apart, all or nothing, writers in turn."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from foundation.database import Database, insert, insert_ignoring, mine
from foundation.identifiers import new_id
from foundation.outbox import outbox, owe


def kinds(database: Database, tenant: int) -> list[str]:
    with database.reading(tenant) as tx:
        found = tx.execute(sa.select(outbox.c.kind).where(mine(tx, outbox)).order_by(outbox.c.id))
        return list(found.scalars())


def test_a_transaction_that_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing(1) as tx:
        owe(tx, "score", {})
        raise RuntimeError

    assert kinds(database, 1) == []


def test_a_tenant_sees_only_its_own_rows(database: Database) -> None:
    with database.writing(1) as tx:
        owe(tx, "score", {})

    assert kinds(database, 1) == ["score"]
    assert kinds(database, 2) == []


def test_postgresql_refuses_rows_of_another_tenant_where_the_filter_is_forgotten(
    database: Database,
) -> None:
    if database.dialect == "sqlite":
        return  # SQLite has no row-level security; there the filter is the only wall
    with database.writing(1) as tx:
        owe(tx, "score", {})

    with database.reading(2) as tx:
        assert tx.execute(sa.select(outbox)).all() == []
    with database.reading(None) as tx:
        assert tx.execute(sa.select(outbox)).all() == []
    with pytest.raises(sa.exc.ProgrammingError), database.writing(2) as tx:
        insert(tx, outbox, tenant_id=1, id=None, kind="x", payload={}, attempts=0)


def test_moments_come_back_in_utc_to_the_microsecond(database: Database) -> None:
    given = datetime(2026, 3, 29, 3, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    with database.writing(1) as tx:
        owe(tx, "score", {}, due=given)

    with database.reading(1) as tx:
        kept = tx.execute(sa.select(outbox.c.due)).scalar_one()
    assert kept == given
    assert kept.tzinfo is UTC


def test_two_writers_wait_for_each_other(database: Database) -> None:
    def write() -> None:
        for _ in range(20):
            with database.writing(1) as tx:
                owe(tx, "score", {})

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert len(kinds(database, 1)) == 80


def test_inserting_what_is_new_says_how_many_were(database: Database) -> None:
    with database.writing(1) as tx:
        owe(tx, "score", {})
        known = dict(tx.execute(sa.select(outbox)).mappings().one())
        fresh = [known | {"id": new_id()} for _ in range(3)]
        counts = [
            insert_ignoring(tx, outbox, rows, keys=["id"])
            for rows in ([known], fresh[:1], [known, *fresh])
        ]

    assert counts == [0, 1, 2]
