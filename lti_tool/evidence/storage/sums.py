"""Facts added up, kept beside the facts: a dashboard reads hundreds of rows, not all of them.

A sum is never changed by a difference; it is made anew from the facts of its key. So it cannot
drift, and a rebuild gives the same sums.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Moment, Transaction, mine, tenant_table
from lti_tool.evidence.rules.facts import Kind
from lti_tool.evidence.rules.tallies import Run, Tally
from lti_tool.evidence.storage.facts import COUNTS_FOR_GOAL, IS_RUN, facts
from lti_tool.profile.rules import Mode

tallies = tenant_table(
    "fact_tally",
    sa.Column("school_id", sa.Uuid, primary_key=True),
    sa.Column("goal_id", sa.Uuid, primary_key=True),
    sa.Column("month", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("mode", sa.Text, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("seconds", sa.BigInteger, nullable=False),
    sa.Column("timed", sa.Integer, nullable=False),
    sa.Index("ix_fact_tally_tenant_id_goal_id_month", "tenant_id", "goal_id", "month"),
    sqlite_with_rowid=False,
)
runs = tenant_table(
    "fact_run",
    sa.Column("school_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("offering_id", sa.Uuid, primary_key=True),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("completed_at", Moment),
    sa.Index(
        "ix_fact_run_tenant_id_person_id_offering_id", "tenant_id", "person_id", "offering_id"
    ),
)

GoalMonth = tuple[UUID, int]
PersonOffering = tuple[UUID, UUID]


def add_up_tallies(tx: Transaction, keys: Collection[GoalMonth] | None = None) -> None:
    """Add up `ev(g)` of these goals and months anew; without keys, of all."""
    here = sa.tuple_(tallies.c.goal_id, tallies.c.month).in_(keys) if keys else sa.true()
    tx.execute(sa.delete(tallies).where(mine(tx, tallies), here))
    f = facts.c
    by = (f.tenant_id, f.school_id, f.goal_id, f.month, f.person_id, f.mode)
    counted = sa.select(
        *by, sa.func.count(), sa.func.coalesce(sa.func.sum(f.spent), 0), sa.func.count(f.spent)
    ).where(
        mine(tx, facts),
        COUNTS_FOR_GOAL,
        f.school_id.is_not(None),
        sa.tuple_(f.goal_id, f.month).in_(keys) if keys else sa.true(),
    )
    into = [column.name for column in tallies.c]
    tx.execute(sa.insert(tallies).from_select(into, counted.group_by(*by)))


def add_up_runs(tx: Transaction, keys: Collection[PersonOffering] | None = None) -> None:
    """Look up anew when these people first began these offerings, and first finished them."""
    here = sa.tuple_(runs.c.person_id, runs.c.offering_id).in_(keys) if keys else sa.true()
    tx.execute(sa.delete(runs).where(mine(tx, runs), here))
    f = facts.c
    by = (f.tenant_id, f.school_id, f.person_id, f.offering_id)
    began = sa.func.min(f.happened_at).filter(f.kind != Kind.COMPLETED)
    ended = sa.func.min(f.happened_at).filter(f.kind == Kind.COMPLETED)
    found = (
        sa.select(*by, began, ended)
        .where(
            mine(tx, facts),
            IS_RUN,
            f.school_id.is_not(None),
            sa.tuple_(f.person_id, f.offering_id).in_(keys) if keys else sa.true(),
        )
        .group_by(*by)
        .having(began.is_not(None))
    )
    tx.execute(sa.insert(runs).from_select([column.name for column in runs.c], found))


def remove_of(tx: Transaction, person_id: UUID) -> None:
    """All sums of one person; those of others hold nothing of hers."""
    for table in (tallies, runs):
        tx.execute(sa.delete(table).where(mine(tx, table), table.c.person_id == person_id))


def tallies_of_school(tx: Transaction, school_id: UUID, first: int, last: int) -> list[Tally]:
    t = tallies.c
    columns = (t.goal_id, t.mode, t.month, t.count, t.seconds, t.timed)
    wish = (
        sa.select(*columns)
        .where(mine(tx, tallies), t.school_id == school_id, t.month.between(first, last))
        .order_by(t.goal_id, t.month, t.person_id, t.mode)
    )
    modes = {mode.value: mode for mode in Mode}
    return [
        Tally(goal, modes[mode], month, count, seconds, timed)
        for goal, mode, month, count, seconds, timed in tx.execute(wish).all()
    ]


def runs_of_school(tx: Transaction, school_id: UUID, start: datetime, end: datetime) -> list[Run]:
    r = runs.c
    wish = (
        sa.select(r.person_id, r.offering_id, r.started_at, r.completed_at)
        .where(mine(tx, runs), r.school_id == school_id, r.started_at >= start, r.started_at < end)
        .order_by(r.person_id, r.offering_id)
    )
    return [Run(*row) for row in tx.execute(wish).all()]
