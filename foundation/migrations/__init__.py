"""Bring the tables of every package to their newest version; each package has its own chain."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

from foundation.database import Database

PACKAGES = ("foundation", "lrs", "content_packages", "lti_tool")

_ONE_AT_A_TIME = sa.text("SELECT pg_advisory_xact_lock(hashtext('leerspoor migrations'))")


def upgrade(database: Database, packages: Sequence[str] = PACKAGES) -> None:
    """Make or renew the tables of `packages`, in that order, in one transaction."""
    with database.writing(None) as tx:
        if database.dialect == "postgresql":
            tx.execute(_ONE_AT_A_TIME)
        for package in packages:
            _upgrade_package(tx, package)


def protect(op: Any, table: str) -> None:
    """Let PostgreSQL refuse rows of another tenant, also where a query forgets its filter.

    `op` is Alembic's `op` module of the running migration.
    """
    if op.get_bind().dialect.name != "postgresql":
        return
    belongs = "tenant_id = (SELECT NULLIF(current_setting('leerspoor.tenant', true), '')::int)"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON {table} USING ({belongs}) WITH CHECK ({belongs})")


def _upgrade_package(tx: sa.Connection, package: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(files(package) / "migrations"))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    context = EnvironmentContext(
        config,
        script,
        # Alembic's own command does the same; it has no public name for it.
        fn=lambda revision, _: script._upgrade_revs("heads", revision),  # noqa: SLF001
        destination_rev="heads",
    )
    with context:
        context.configure(connection=tx, version_table=f"{package}_migration")
        context.run_migrations()
