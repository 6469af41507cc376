"""A record store on both databases, and a client that is let in."""

from dataclasses import replace

import pytest

from foundation.database import Database
from lrs import RecordStore, Scope, add_credential, make_lrs_app
from tests.conftest import FrozenClock
from tests.lrs.made import AUTHORITY, XapiClient


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
