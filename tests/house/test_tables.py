"""Tables: migrated as described, and every tenant behind its own wall."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import leerspoor.product  # noqa: F401  (brings every table into the metadata)
from foundation.database import Database, metadata

WITHOUT_TENANT = {
    # found before we know whose request it is; each holds the tenant it leads to
    "board": "the tenants themselves",
    "visit": "the session in the path leads to its tenant",
    "visit_handover": "a one-time token leads to its visit",
    "lrs_credential": "a key leads to its tenant",
    "lrs_token": "an access token leads to its key",
    "content_door": "a launch's secrets lead to its tenant",
    "check_in_door": "a code, a phone or a session's address leads to its tenant",
    "lti_registration": "issuer and client id lead to the tenant",
    "lti_invitation": "a code leads to the board it names",
    "lti_consumer": "a key of LTI 1.1 leads to the tenant",
    "lti_nonce": "a launch by LTI 1.1 serves once, whoever posts it",
    "sign_in_door": "a link leads to an administrator",
    "lti_login": "a state leads to its registration",
    "lti_attempt": "strangers are refused too",
    "lti_key_set": "public keys of academies",
    "lti_own_key": "the tool's own keys, the same for every academy",
}


def tenant_tables() -> list[sa.Table]:
    return [table for table in metadata.sorted_tables if "tenant_id" in table.c]


def test_the_migrated_tables_are_the_tables_of_the_code(database: Database) -> None:
    with database.reading(None) as tx:
        context = MigrationContext.configure(
            tx,
            opts={
                "include_object": lambda _o, name, kind, _r, _c: (
                    not (
                        kind == "table"
                        and (name.endswith("_migration") or name.startswith("sqlite_"))
                    )
                )
            },
        )
        differences = compare_metadata(context, metadata)

    assert differences == []


def test_the_tenant_comes_first_in_every_key_and_index() -> None:
    firsts = [(table.name, next(iter(table.primary_key.columns)).name) for table in tenant_tables()]
    firsts += [
        (table.name, next(iter(index.columns)).name)
        for table in tenant_tables()
        for index in table.indexes
    ]
    late = [table for table, first in firsts if first != "tenant_id"]

    assert late == []


def test_every_table_without_a_tenant_has_its_reason() -> None:
    open_tables = {table.name for table in metadata.sorted_tables if "tenant_id" not in table.c}

    assert open_tables == set(WITHOUT_TENANT)


def test_postgresql_guards_every_table_of_tenants(database: Database) -> None:
    if database.dialect == "sqlite":
        return  # SQLite has no row-level security; there each query's own filter is the wall
    with database.reading(None) as tx:
        guarded = set(
            tx.execute(
                sa.text(
                    "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid "
                    "WHERE relrowsecurity AND relforcerowsecurity"
                )
            ).scalars()
        )

    assert {table.name for table in tenant_tables()} - guarded == set()
