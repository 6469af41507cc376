"""Connections that were cut off while they rested are replaced before anybody notices."""

import sqlalchemy as sa

from foundation.database import Database


def test_a_connection_cut_off_while_resting_is_replaced(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        return  # a file cuts nobody off
    database, other = (Database.connect(database_url, rest=0) for _ in range(2))
    with database.reading(1) as tx:
        process = tx.scalar(sa.text("SELECT pg_backend_pid()"))
    with other.writing(None) as tx:
        tx.execute(sa.text("SELECT pg_terminate_backend(:process)"), {"process": process})

    with database.reading(1) as tx:
        assert tx.scalar(sa.text("SELECT pg_backend_pid()")) != process
        assert tx.scalar(sa.text("SELECT current_setting('leerspoor.tenant')")) == "1"
    database.dispose()
    other.dispose()
