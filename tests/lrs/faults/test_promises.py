"""`X-Experience-API-Consistent-Through` never names a moment up to which something is to come."""

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

from foundation.database import Database, Transaction
from lrs import RecordStore, Statement, store_statements
from lrs.operations.consistency import consistent_through
from lrs.rules.json_text import write_json
from tests.conftest import FrozenClock
from tests.lrs.made import made_credential, made_statement


def just_before(moment: datetime) -> datetime:
    """Who takes the turn next may still stamp the moment itself."""
    return moment - timedelta(microseconds=1)


def test_a_turn_that_takes_very_long_is_not_promised_to_be_over(
    database: Database, clock: FrozenClock
) -> None:
    """As when a worker stands still between numbering its statements and its commit."""
    promised: list[datetime] = []
    stored: list[datetime] = []

    def stand_still(_tx: Transaction, fresh: Sequence[Statement]) -> None:
        stored.extend(one.stored for one in fresh)
        clock.forward(minutes=5)
        asking = threading.Thread(target=lambda: promised.append(consistent_through(store, 1)))
        asking.start()
        asking.join()

    store = RecordStore(database, clock=clock, on_stored=(stand_still,))
    store_statements(store, made_credential(), write_json([made_statement()]))

    assert promised[0] < stored[0]
    assert consistent_through(store, 1) == just_before(clock())


def test_where_nobody_writes_the_present_moment_is_promised(
    database: Database, clock: FrozenClock
) -> None:
    store = RecordStore(database, clock=clock)
    store_statements(store, made_credential(), write_json([made_statement()]))
    clock.forward(minutes=5)

    assert consistent_through(store, 1) == just_before(clock())
