"""What every test may ask for: both databases, freshly migrated, and a clock that stands still."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from foundation.database import Database
from foundation.migrations import upgrade
from tests.postgres import postgresql_server


@dataclass
class FrozenClock:
    """A clock that moves only when told to."""

    moment: datetime = field(default=datetime(2026, 11, 23, 14, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)


SHARED = Path(__file__).parents[2] / "shared/packages"
"""Packages of others, beside the project where somebody put them; they are never part of it."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without those packages there is nothing to test about them."""
    if SHARED.exists():
        return
    absent = [item for item in items if item.get_closest_marker("shared_packages")]
    config.hook.pytest_deselected(items=absent)
    items[:] = [item for item in items if item not in absent]


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to copy."""
    path = tmp_path_factory.mktemp("migrated") / "leerspoor.sqlite"
    database = Database.connect(f"sqlite:///{path}")
    upgrade(database)
    database.dispose()  # closing the last connection folds the write-ahead log into the file
    return path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[sa.URL]:
    """A running PostgreSQL of this test run."""
    with postgresql_server() as url:
        yield sa.make_url(url)


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: sa.URL) -> sa.URL:
    """A migrated database, to use as a template."""
    url = postgresql.set(database="template_leerspoor")
    _run(postgresql, 'CREATE DATABASE "template_leerspoor" TEMPLATE template1')
    database = Database.connect(url.render_as_string())
    upgrade(database)
    database.dispose()
    return url


def _run(server: sa.URL, statement: str) -> None:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database: each test runs once on either kind."""
    if request.param == "sqlite":
        path = tmp_path / "leerspoor.sqlite"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    server: sa.URL = request.getfixturevalue("postgresql")
    template: sa.URL = request.getfixturevalue("migrated_postgresql")
    name = f"test_{uuid4().hex}"
    _run(server, f'CREATE DATABASE "{name}" TEMPLATE "{template.database}" STRATEGY FILE_COPY')
    yield template.set(database=name).render_as_string()
    with suppress(sa.exc.ProgrammingError):  # autovacuum is at work in it, and may not be sent away
        _run(server, f'DROP DATABASE "{name}" WITH (FORCE)')  # a thousand of them fill a disk


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database.connect(database_url)
    yield opened
    opened.dispose()
