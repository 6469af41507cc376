"""A record store on both databases, and a client that is let in."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from foundation.database import Database
from lrs import RecordStore, Scope, add_credential, make_lrs_app
from tests.conftest import FrozenClock
from tests.lrs.made import AUTHORITY, XapiClient


@pytest.fixture(scope="session")
def emptied_postgresql(postgresql: sa.URL, migrated_postgresql: sa.URL) -> sa.URL:
    """One database for all these tests: they are many, and making one takes half a second."""
    name = "lrs_tests"
    engine = sa.create_engine(postgresql, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        template = migrated_postgresql.database
        connection.exec_driver_sql(f'CREATE DATABASE {name} TEMPLATE "{template}"')
    return migrated_postgresql.set(database=name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated, empty database of either kind."""
    return empty_database(request, tmp_path, request.param)


def empty_database(request: pytest.FixtureRequest, folder: Path, kind: str) -> str:
    if kind == "sqlite":
        path = folder / "lrs.sqlite"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        return f"sqlite:///{path}"
    url: sa.URL = request.getfixturevalue("emptied_postgresql")
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        names = connection.scalars(_FILLED).all()
        if names:
            connection.exec_driver_sql(f"TRUNCATE {', '.join(names)}")
    return url.render_as_string()


_FILLED = sa.text(
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND pg_relation_size(oid) > 0"
    " AND (relname = 'outbox' OR relname LIKE 'lrs\\_%') AND relname <> 'lrs_migration'"
)
"""To empty a table takes as long whether it holds anything or not."""


@pytest.fixture
def store(database: Database, clock: FrozenClock) -> RecordStore:
    return RecordStore(database, clock=clock)


@pytest.fixture
def client(store: RecordStore) -> XapiClient:
    return client_of(store)


@pytest.fixture
def client_v2(client: XapiClient) -> XapiClient:
    return replace(client, version="2.0.0")


def client_of(store: RecordStore, tenant: int = 1, **options: object) -> XapiClient:
    """A client with a credential of its own, which may do all unless told otherwise."""
    wishes = {"title": "test", "authority": AUTHORITY, "scopes": [Scope.ALL], **options}
    key, secret = add_credential(store.database, tenant, **wishes)  # type: ignore[arg-type]
    return XapiClient(make_lrs_app(store).test_client(), key, secret)
