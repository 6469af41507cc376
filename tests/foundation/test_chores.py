"""Chores are done as a worker starts and when their time comes, whatever becomes of others."""

from datetime import timedelta

from foundation.chores import Chore, Rounds
from foundation.faults import DatabaseFault
from tests.conftest import FrozenClock


def test_each_chore_is_done_when_its_time_comes(clock: FrozenClock) -> None:
    done: list[str] = []
    often = Chore("often", lambda: done.append("often"), timedelta(minutes=1))
    seldom = Chore("seldom", lambda: done.append("seldom"), timedelta(hours=1))
    rounds = Rounds((often, seldom), clock)

    rounds.go()
    rounds.go()
    clock.forward(minutes=1)
    rounds.go()

    assert done == ["often", "seldom", "often"]


def test_a_chore_that_fails_waits_for_its_next_time(clock: FrozenClock) -> None:
    tried: list[str] = []

    def fail() -> None:
        tried.append("failing")
        raise DatabaseFault

    rounds = Rounds(
        (
            Chore("failing", fail, timedelta(minutes=1)),
            Chore("other", lambda: tried.append("other"), timedelta(minutes=1)),
        ),
        clock,
    )

    rounds.go()
    clock.forward(minutes=1)
    rounds.go()

    assert tried == ["failing", "other"] * 2
