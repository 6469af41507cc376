"""Nothing of one tenant reaches another, through no door of the record store."""

import json
from uuid import UUID

import pytest
import sqlalchemy as sa

from foundation.database import metadata
from lrs import (
    RecordStore,
    add_credential,
    find_statement,
    list_credentials,
    statements_after,
    withdraw_credential,
)
from lrs.rules.problems import StatementRejected, UnknownCredential
from lrs.storage import tables
from tests.lrs.conftest import client_of
from tests.lrs.made import ANNA, AUTHORITY, LESSON, content, made_statement, reference_to, voiding

STATE = {"activityId": LESSON, "agent": json.dumps(ANNA), "stateId": "x"}


def test_another_tenant_finds_nothing(store: RecordStore) -> None:
    a, b = client_of(store, 1), client_of(store, 2)
    one = made_statement(object={"id": LESSON, "definition": {"name": {"nl": "Les"}}})
    a.post(one)
    a.ask("PUT", "activities/state", b"1", STATE)

    assert a.ids() == [one["id"]]
    assert b.ids() == []
    assert b.get("statements", statementId=one["id"]).status_code == 404
    assert b.get("activities/state", **STATE).status_code == 404
    assert "definition" not in content(b.get("activities", activityId=LESSON))
    assert "name" not in content(b.get("agents", agent=json.dumps(ANNA)))


def test_another_tenant_may_use_the_same_ids(store: RecordStore) -> None:
    a, b = client_of(store, 1), client_of(store, 2)
    one = made_statement()

    assert a.post(one).status_code == 200
    assert b.post({**one, "verb": {"id": "urn:other"}}).status_code == 200
    assert content(a.get("statements", statementId=one["id"]))["verb"] == one["verb"]


def test_another_tenant_voids_and_refers_to_nothing(store: RecordStore) -> None:
    a, b = client_of(store, 1), client_of(store, 2)
    one = made_statement()
    a.post(one)
    b.post([voiding(one), reference_to(one)])

    assert a.ids() == [one["id"]]
    assert b.ids(agent=json.dumps(ANNA)) == []


def test_a_transaction_of_another_tenant_reads_nothing(store: RecordStore) -> None:
    [made] = content(client_of(store, 1).post(made_statement(id=None)))

    with store.database.reading(2) as tx:
        assert find_statement(tx, UUID(made)) is None
        assert statements_after(tx) == []


def test_postgresql_refuses_rows_of_another_tenant_without_any_filter(store: RecordStore) -> None:
    if store.database.dialect != "postgresql":
        return  # SQLite has no row-level security; there the queries' own filters do it
    client = client_of(store, 1)
    client.post([made_statement(), reference_to(made_statement())])
    client.ask("PUT", "activities/state", b"1", STATE)

    ours = [table for table in metadata.tables.values() if table.name.startswith("lrs_")]
    protected = [table for table in ours if "tenant_id" in table.c]
    for tenant in (2, None):
        with store.database.reading(tenant) as tx:
            for table in protected:
                assert tx.scalar(sa.select(sa.func.count()).select_from(table)) == 0, table.name
    with store.database.reading(1) as tx:
        assert tx.scalar(sa.select(sa.func.count()).select_from(tables.statements)) == 2


def test_credentials_belong_to_their_tenant(store: RecordStore) -> None:
    key, secret = add_credential(store.database, 1, title="aanbieder", authority=AUTHORITY)

    [kept] = list_credentials(store.database, 1)
    assert (kept.key, kept.title, kept.withdrawn) == (key, "aanbieder", None)
    assert secret not in repr(kept)
    assert list_credentials(store.database, 2) == []
    with pytest.raises(UnknownCredential):
        withdraw_credential(store.database, 2, key)
    withdraw_credential(store.database, 1, key)
    with pytest.raises(UnknownCredential):
        withdraw_credential(store.database, 1, key)


def test_secrets_are_kept_as_hashes_only(store: RecordStore) -> None:
    _, secret = add_credential(store.database, 1, title="x", authority=AUTHORITY)

    with store.database.reading(None) as tx:
        row = tx.execute(sa.select(tables.credentials)).one()
    assert len(secret) >= 43
    assert len(row.secret) == 32
    assert secret.encode() not in row.secret


def test_an_authority_must_be_somebody(store: RecordStore) -> None:
    with pytest.raises(StatementRejected, match="authority"):
        add_credential(store.database, 1, title="x", authority={"name": "niemand"})
