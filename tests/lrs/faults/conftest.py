"""A served record store on SQLite and on a PostgreSQL of its own, which may be stopped."""

from collections.abc import Iterator

import pytest

from tests.lrs.faults.serving import Served, serving
from tests.postgres import OwnPostgresql, own_postgresql


@pytest.fixture(scope="session")
def fragile_postgresql() -> Iterator[OwnPostgresql]:
    """It keeps what it committed also when all its processes are killed; its files are small."""
    with own_postgresql("synchronous_commit=on", "deadlock_timeout=2s", wal_segment=1) as server:
        yield server


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One store for all these tests: it must come through one fault after another."""
    folder = tmp_path_factory.mktemp("on_sqlite")
    with serving(f"sqlite:///{folder}/served.sqlite", folder) as served:
        yield served


@pytest.fixture(scope="session")
def on_postgresql(
    fragile_postgresql: OwnPostgresql, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    with serving(fragile_postgresql.url, tmp_path_factory.mktemp("on_postgresql")) as served:
        yield served


@pytest.fixture(params=["on_sqlite", "on_postgresql"])
def served(request: pytest.FixtureRequest) -> Served:
    """A store on either kind of database."""
    store: Served = request.getfixturevalue(request.param)
    return store
