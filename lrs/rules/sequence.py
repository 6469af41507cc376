"""The one key and order of statements: `seq`, a time in microseconds with the writer's number.

63 bits: microseconds since 2020 (53 bits, till the year 2305), then the writer (10 bits).
"""

from datetime import UTC, datetime, timedelta

WRITER_BITS = 10
"""Room for 1,024 writers: servers that number statements without asking each other."""

LATEST = 2**53 - 1
"""The last microsecond that has a `seq`."""

_BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def ticks_of(moment: datetime) -> int:
    """Microseconds since 2020."""
    return (moment - _BEGIN) // _MICROSECOND


def seq_at(ticks: int, writer: int = 0) -> int:
    return ticks << WRITER_BITS | writer


def ticks_in(seq: int) -> int:
    return seq >> WRITER_BITS


def stored_at(seq: int) -> datetime:
    """`stored` is exactly the time inside `seq`."""
    return _BEGIN + timedelta(microseconds=ticks_in(seq))


def last_seq_at(moment: datetime) -> int:
    """No statement stored at or before `moment` has a higher one."""
    return seq_at(ticks_of(moment) + 1) - 1


def next_ticks(now: datetime, last_seq: int | None) -> int:
    """Strictly later than everything stored, also when the clock stands still or steps back."""
    return max(ticks_of(now), ticks_in(last_seq) + 1 if last_seq is not None else 0)
