"""Up to which moment everything that was stored can be read."""

from collections.abc import Callable
from datetime import datetime, timedelta

from foundation.database import Transaction
from foundation.faults import DatabaseFault
from foundation.turns import look_at_turn
from lrs.operations.record_store import RecordStore
from lrs.rules.sequence import stored_at
from lrs.storage import statements

_NOTHING = stored_at(0)
"""Before every statement."""

_MICROSECOND = timedelta(microseconds=1)


def consistent_through(store: RecordStore, tenant: int | None) -> datetime:
    """Later statements will have a later `stored` (Communication §2.1.3).

    While somebody has the turn, that one's statements may have a time that is already past and
    yet be unseen; then only what was committed before counts. Nothing is promised before we know
    who asks, nor when the database cannot tell.
    """
    if tenant is None:
        return _NOTHING
    try:
        with store.database.reading(tenant) as tx:
            return through_before(tx, store)()
    except DatabaseFault:
        return _NOTHING


def through_before(tx: Transaction, store: RecordStore) -> Callable[[], datetime]:
    """Asked before a question, and along with it, it holds for the answer too.

    Just before the present: who takes the turn next may still stamp this very microsecond.
    """
    moment = store.clock() - _MICROSECOND
    is_free = look_at_turn(tx, statements.TURN)
    newest = statements.ask_last_seq(tx)

    def through() -> datetime:
        if is_free():
            return moment
        last = newest()
        return stored_at(last) if last is not None else _NOTHING

    return through
