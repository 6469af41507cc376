"""A worker is killed in the middle of its work: another takes over and nothing is lost."""

import os
import signal

from tests.lrs.faults.load import under_load
from tests.lrs.faults.serving import Served, wait_until


def kill_a_worker(served: Served) -> None:
    before = served.workers()
    os.kill(before[0], signal.SIGKILL)
    wait_until(
        lambda: before[0] not in served.workers() and len(served.workers()) == len(before),
        "another worker takes over",
    )


def test_a_killed_worker_loses_nothing_and_another_takes_over(served: Served) -> None:
    with under_load(served) as load:
        for _ in range(2):
            load.more_batches()
            kill_a_worker(served)
        load.more_batches()

    load.expect_all_kept()
    assert load.refusals() == []
