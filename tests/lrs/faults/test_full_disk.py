"""The disk is full: writing is refused, reading goes on, and nothing is there by half."""

from collections.abc import Callable

import pytest

from tests.lrs.faults.load import expect_problems, under_load
from tests.lrs.faults.serving import Served
from tests.postgres import OwnPostgresql

FULL = 2 * 1024 * 1024 + 1000
"""Bytes beyond which no file grows; a new PostgreSQL has none that is larger. It ends within a
page: a page that is written in part is what a full disk looks like, too."""

NOISE = 8 * 1024
"""Bytes in each statement, so that the disk is full after a few batches."""


Disk = Callable[[int | None], None]


@pytest.fixture
def let_files_grow_to(request: pytest.FixtureRequest, served: Served) -> Disk:
    if served.is_on_sqlite:
        return served.limit_files
    server: OwnPostgresql = request.getfixturevalue("fragile_postgresql")
    return server.limit_files


def test_a_full_disk_refuses_whole_batches_until_there_is_room_again(
    served: Served, let_files_grow_to: Disk
) -> None:
    with under_load(served, NOISE) as load:
        load.more_batches(1)
        let_files_grow_to(FULL)
        try:
            load.refused(2)
            assert load.everything()
        finally:
            let_files_grow_to(None)
        load.more_batches()

    load.expect_all_kept()
    expect_problems(load.refusals(), "database-unwritable")
    assert "Traceback" not in served.said()
