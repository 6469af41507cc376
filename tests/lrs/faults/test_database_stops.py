"""PostgreSQL is gone for a while: writers hear when to come back, and find all they wrote."""

from tests.lrs.faults.load import expect_problems, under_load
from tests.lrs.faults.serving import Served
from tests.postgres import OwnPostgresql


def test_a_database_that_stops_under_load_loses_nothing_and_is_found_again(
    on_postgresql: Served, fragile_postgresql: OwnPostgresql
) -> None:
    with under_load(on_postgresql) as load:
        load.more_batches()
        fragile_postgresql.stop()
        try:
            load.refused(3)
        finally:
            fragile_postgresql.start()
        load.more_batches()

    load.expect_all_kept()
    expect_problems(load.refusals(), "database-away")
    assert "Traceback" not in on_postgresql.said()
