"""Facts added up, kept beside the facts: a dashboard reads hundreds of rows, not all of them.

A sum is never changed by a difference; it is made anew from the facts of its key. So it cannot
drift, and a rebuild gives the same sums.
"""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Moment, Transaction, mine, tenant_of, tenant_table, whose
from lti_tool.evidence.rules.facts import Kind
from lti_tool.evidence.rules.tallies import Run, Tally
from lti_tool.evidence.storage.facts import COUNTS_FOR_GOAL, IS_RUN, facts
from lti_tool.profile.rules import Mode

SUMS = ("times", "seconds", "timed")


def of_mode(name: str, mode: Mode) -> str:
    """The column with this sum of what was done in this mode."""
    return f"{mode.name.lower()}_{name}"


tallies = tenant_table(
    "fact_tally",
    sa.Column("school_id", sa.Uuid, primary_key=True),
    sa.Column("goal_id", sa.Uuid, primary_key=True),
    sa.Column("month", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("person_id", sa.Uuid, primary_key=True),
    *(
        sa.Column(of_mode(name, mode), sa.BigInteger, nullable=False)
        for name in SUMS
        for mode in Mode
    ),
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
    by = (f.tenant_id, f.school_id, f.goal_id, f.month, f.person_id)
    summed = {"times": sa.literal(1), "seconds": f.spent, "timed": sa.case((f.spent >= 0, 1))}
    counted = sa.select(
        *by,
        *(_sum_of(summed[name], mode).label(of_mode(name, mode)) for name in SUMS for mode in Mode),
    ).where(
        mine(tx, facts),
        COUNTS_FOR_GOAL,
        f.school_id.is_not(None),
        sa.tuple_(f.goal_id, f.month).in_(keys) if keys else sa.true(),
    )
    into = [column.name for column in tallies.c]
    tx.execute(sa.insert(tallies).from_select(into, counted.group_by(*by)))


def _sum_of(number: sa.ColumnElement[Any], mode: Mode) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((facts.c.mode == mode, number))), 0)


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


def tallies_of_school(
    tx: Transaction, school_id: UUID, first: int, last: int, *, with_time: bool
) -> list[Tally]:
    """One per goal and month, in that order."""
    asked = {"tenant": tenant_of(tx), "school": school_id, "first": first, "last": last}
    rows = tx.execute(_tallies(with_time), asked).all()
    if not with_time:
        return [Tally(goal_id, month, times) for goal_id, month, *times in rows]
    one, two = 2 + len(Mode), 2 + 2 * len(Mode)
    return [Tally(row[0], row[1], row[2:one], row[one:two], row[two:]) for row in rows]


@cache
def _tallies(with_time: bool) -> sa.Select[Any]:
    """Built once: to build it takes longer than to ask it."""
    t = tallies.c
    told = [of_mode(name, mode) for name in SUMS[: None if with_time else 1] for mode in Mode]
    return (
        sa.select(t.goal_id, t.month, *(t[name] for name in told))
        .where(
            whose(tallies),
            t.school_id == sa.bindparam("school"),
            t.month.between(sa.bindparam("first"), sa.bindparam("last")),
        )
        .order_by(t.goal_id, t.month)
    )


def runs_of_school(tx: Transaction, school_id: UUID, start: datetime, end: datetime) -> list[Run]:
    asked = {"tenant": tenant_of(tx), "school": school_id, "start": start, "end": end}
    return [Run(*row) for row in tx.execute(_RUNS, asked).all()]


_RUNS = (
    sa.select(runs.c.person_id, runs.c.offering_id, runs.c.started_at, runs.c.completed_at)
    .where(
        whose(runs),
        runs.c.school_id == sa.bindparam("school"),
        runs.c.started_at >= sa.bindparam("start"),
        runs.c.started_at < sa.bindparam("end"),
    )
    .order_by(runs.c.person_id, runs.c.offering_id)
)
