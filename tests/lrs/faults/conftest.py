"""A served record store on SQLite and on a PostgreSQL of its own, which may be stopped."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.lrs.faults.serving import Served, serving
from tests.postgres import ROLE, OwnPostgresql, own_postgresql


@pytest.fixture(scope="session")
def fragile_postgresql() -> Iterator[OwnPostgresql]:
    """It keeps what it committed also when all its processes are killed."""
    with own_postgresql("synchronous_commit=on") as server:
        yield server


@pytest.fixture
def fragile_url(fragile_postgresql: OwnPostgresql) -> str:
    """An empty database of its own."""
    name = f"faults_{uuid4().hex}"
    fragile_postgresql.sql(f"CREATE DATABASE {name} OWNER {ROLE}")
    return fragile_postgresql.url.removesuffix(ROLE) + name


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Served]:
    with serving(f"sqlite:///{tmp_path}/served.sqlite", tmp_path) as served:
        yield served


@pytest.fixture
def on_postgresql(fragile_url: str, tmp_path: Path) -> Iterator[Served]:
    with serving(fragile_url, tmp_path) as served:
        yield served


@pytest.fixture(params=["on_sqlite", "on_postgresql"])
def served(request: pytest.FixtureRequest) -> Served:
    """A store on either kind of database."""
    store: Served = request.getfixturevalue(request.param)
    return store
