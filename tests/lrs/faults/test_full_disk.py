"""The disk is full: writing is refused, reading goes on, and nothing is there by half."""

from collections.abc import Callable

import pytest

from tests.lrs.faults.load import expect_problems, under_load
from tests.lrs.faults.serving import Served
from tests.postgres import OwnPostgresql

ROOM = 1024 * 1024 + 1000
"""Bytes that are left; they end within a page, so that one is written in part."""

NOISE = 8 * 1024
"""Bytes in each statement, so that the disk is full after a few batches."""


Disk = Callable[[int | None], None]


@pytest.fixture
def leave_room(request: pytest.FixtureRequest, served: Served) -> Disk:
    if served.is_on_sqlite:
        return served.leave_room
    server: OwnPostgresql = request.getfixturevalue("fragile_postgresql")
    return server.leave_room


def test_a_full_disk_refuses_whole_batches_until_there_is_room_again(
    served: Served, leave_room: Disk
) -> None:
    leave_room(ROOM)
    try:
        with under_load(served, NOISE) as load:
            load.refused(2)
            assert load.everything()
            leave_room(None)
            load.more_batches()
    finally:
        leave_room(None)

    load.expect_all_kept()
    expect_problems(load.refusals(), "database-unwritable")
    assert "Traceback" not in served.said()
