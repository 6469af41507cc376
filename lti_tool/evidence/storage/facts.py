"""The fact table: one row per countable fact and goal."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Moment, Transaction, insert_many, mine, rows_as, tenant_table
from lti_tool.evidence.rules.facts import Fact, Kind, Standing
from lti_tool.evidence.rules.standings import Contender, Verdict
from lti_tool.profile.rules import Block, Mode

COUNTED = ("tenant_id", "goal_id", "month", "person_id", "school_id", "mode", "spent")
COUNTS_FOR_GOAL = sa.text("standing = 'counts' AND goal_id IS NOT NULL AND mode IS NOT NULL")
RUNS = ("tenant_id", "person_id", "offering_id", "school_id", "kind", "happened_at")
IS_RUN = sa.text(
    "kind IN ('started', 'progressed', 'completed') AND mode = 'online'"
    " AND offering_id IS NOT NULL AND standing <> 'superseded'"
)
IS_LOOSE = sa.text("goal_id IS NULL AND standing = 'counts'")
"""Literal conditions: a database uses a partial index only where it sees the same words."""

facts = tenant_table(
    "fact",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("statement_id", sa.Uuid, nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("goal_id", sa.Uuid),
    sa.Column("theme_id", sa.Uuid),
    sa.Column("school_id", sa.Uuid),
    sa.Column("offering_id", sa.Uuid),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("mode", sa.Text),
    sa.Column("building_block", sa.Text, nullable=False),
    sa.Column("activity", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("happened_at", Moment, nullable=False),
    sa.Column("month", sa.Integer, nullable=False),
    sa.Column("occasion", sa.BigInteger, nullable=False),
    sa.Column("duration", sa.Double),
    sa.Column("success", sa.Boolean),
    sa.Column("score", sa.Double),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("registration", sa.Uuid),
    sa.Column("reference", sa.Text),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("standing", sa.Text, nullable=False),
    sa.Column("spent", sa.BigInteger),
    sa.Index("ix_fact_tenant_id_statement_id", "tenant_id", "statement_id"),
    sa.Index("ix_fact_tenant_id_occasion", "tenant_id", "occasion"),
    sa.Index("ix_fact_tenant_id_goal_id", "tenant_id", "goal_id", "happened_at"),
    sa.Index("ix_fact_tenant_id_person_id", "tenant_id", "person_id", "happened_at"),
    sa.Index("ix_fact_tenant_id_reference", "tenant_id", "reference"),
    # what is added up (see sums.py) is read from the first two indexes alone
    sa.Index(
        "ix_fact_counted", *COUNTED, sqlite_where=COUNTS_FOR_GOAL, postgresql_where=COUNTS_FOR_GOAL
    ),
    sa.Index("ix_fact_runs", *RUNS, sqlite_where=IS_RUN, postgresql_where=IS_RUN),
    sa.Index(
        "ix_fact_loose",
        "tenant_id",
        "person_id",
        "happened_at",
        sqlite_where=IS_LOOSE,
        postgresql_where=IS_LOOSE,
    ),
)

FIELDS = tuple(field.name for field in fields(Fact))


def add(tx: Transaction, fresh: Sequence[Fact]) -> None:
    insert_many(tx, facts, [{name: getattr(fact, name) for name in FIELDS} for fact in fresh])


def remove(tx: Transaction, statement_ids: Collection[UUID]) -> list[Fact]:
    """Take away the facts of these statements, and give them."""
    if not statement_ids:
        return []
    here = sa.and_(mine(tx, facts), facts.c.statement_id.in_(statement_ids))
    return rows_as(_fact, tx.execute(sa.delete(facts).where(here).returning(*facts.c)).all())


def about(tx: Transaction, person_id: UUID, activity: str) -> list[Fact]:
    """What we know that she did with this activity, the newest last."""
    hers = sa.and_(mine(tx, facts), facts.c.person_id == person_id, facts.c.activity == activity)
    in_order = sa.select(facts).where(hers).order_by(facts.c.happened_at, facts.c.id)
    return rows_as(_fact, tx.execute(in_order).all())


def contenders(
    tx: Transaction, occasions: Collection[int], references: Collection[str]
) -> list[Contender]:
    """All facts of these occasions and references, and of those they touch in turn."""
    found: dict[UUID, Contender] = {}
    new_occasions, new_references = set(occasions), set(references)
    seen_occasions: set[int] = set()
    seen_references: set[str] = set()
    while new_occasions or new_references:
        fresh = _contenders(tx, new_occasions, new_references)
        seen_occasions |= new_occasions
        seen_references |= new_references
        found |= {contender.id: contender for contender in fresh}
        new_occasions = {c.occasion for c in fresh} - seen_occasions
        new_references = {c.reference for c in fresh if c.reference} - seen_references
    return list(found.values())


def _contenders(
    tx: Transaction, occasions: Collection[int], references: Collection[str]
) -> list[Contender]:
    wish = sa.select(*(facts.c[field.name] for field in fields(Contender))).where(
        mine(tx, facts),
        sa.or_(facts.c.occasion.in_(occasions), facts.c.reference.in_(references)),
    )
    return rows_as(_contender, tx.execute(wish).all())


def _contender(**values: Any) -> Contender:
    typed = {"kind": Kind(values["kind"]), "standing": Standing(values["standing"])}
    return Contender(**{**values, **typed})


def judge(tx: Transaction, judged: Mapping[UUID, Verdict]) -> None:
    """Keep the standing and the time spent of these facts."""
    if not judged:
        return
    wish = (
        sa.update(facts)
        .where(mine(tx, facts), facts.c.id == sa.bindparam("fact"))
        .values(standing=sa.bindparam("its_standing"), spent=sa.bindparam("its_spent"))
    )
    tx.execute(
        wish,
        [
            {"fact": fact_id, "its_standing": standing, "its_spent": spent}
            for fact_id, (standing, spent) in judged.items()
        ],
    )


def change_theme(tx: Transaction, themes: Mapping[UUID, UUID | None]) -> None:
    """The facts of these goals follow the goals to their theme of today."""
    for goal_id, theme_id in themes.items():
        wish = sa.update(facts).where(mine(tx, facts), facts.c.goal_id == goal_id)
        tx.execute(wish.values(theme_id=theme_id))


def _fact(**values: Any) -> Fact:
    values["kind"] = Kind(values["kind"])
    values["mode"] = Mode(values["mode"]) if values["mode"] else None
    values["building_block"] = Block(values["building_block"])
    values["standing"] = Standing(values["standing"])
    return Fact(**values)


def of_goals(
    tx: Transaction, goal_ids: Collection[UUID], since: datetime | None = None
) -> list[Fact]:
    """What is true for these goals, the latest first."""
    return _told(tx, facts.c.goal_id.in_(goal_ids), _lately(since))


def per_mode(
    tx: Transaction, goal_ids: Collection[UUID], kinds: Collection[Kind]
) -> dict[UUID, dict[Mode, int]]:
    """Of each goal how many facts of these kinds count, by mode."""
    f = facts.c
    wish = (
        sa.select(f.goal_id, f.mode, sa.func.count())
        .where(mine(tx, facts), f.goal_id.in_(goal_ids), COUNTS_FOR_GOAL, f.kind.in_(kinds))
        .group_by(f.goal_id, f.mode)
    )
    found: dict[UUID, dict[Mode, int]] = {goal_id: {} for goal_id in goal_ids}
    for goal_id, mode, count in tx.execute(wish).all():
        found[goal_id][Mode(mode)] = count
    return found


def loose(
    tx: Transaction,
    person_id: UUID,
    kinds: Collection[Kind],
    since: datetime | None,
    limit: int,
) -> list[Fact]:
    """What she did that counts for no goal yet, once per activity and day, the latest first."""
    return _told(tx, *_loose(person_id, kinds, since), limit=limit)


def count_loose(
    tx: Transaction, person_id: UUID, kinds: Collection[Kind], since: datetime | None
) -> int:
    wish = sa.select(sa.func.count()).where(mine(tx, facts), *_loose(person_id, kinds, since))
    return tx.execute(wish).scalar_one()


def _loose(person_id: UUID, kinds: Collection[Kind], since: datetime | None) -> tuple[Any, ...]:
    return facts.c.person_id == person_id, IS_LOOSE, facts.c.kind.in_(kinds), _lately(since)


def _lately(since: datetime | None) -> sa.ColumnElement[bool]:
    return sa.true() if since is None else facts.c.happened_at >= since


def of_statement(tx: Transaction, statement_id: UUID, person_id: UUID) -> list[Fact]:
    return _told(tx, facts.c.statement_id == statement_id, facts.c.person_id == person_id)


def _told(
    tx: Transaction, *conditions: sa.ColumnElement[bool], limit: int | None = None
) -> list[Fact]:
    wish = (
        sa.select(facts)
        .where(mine(tx, facts), facts.c.standing != Standing.SUPERSEDED, *conditions)
        .order_by(facts.c.happened_at.desc(), facts.c.id)
        .limit(limit)
    )
    return rows_as(_fact, tx.execute(wish).all())


def statement_ids(tx: Transaction, after: UUID, limit: int) -> list[UUID]:
    """The next statements that facts were drawn from, in the order of their ids."""
    f = facts.c
    wish = sa.select(f.statement_id).where(mine(tx, facts), f.statement_id > after).distinct()
    return list(tx.scalars(wish.order_by(f.statement_id).limit(limit)))


def statements_of(tx: Transaction, person_id: UUID) -> list[UUID]:
    """The statements that her facts were drawn from."""
    wish = sa.select(facts.c.statement_id).where(mine(tx, facts), facts.c.person_id == person_id)
    return list(tx.scalars(wish.distinct().order_by(facts.c.statement_id)))


def remove_of(tx: Transaction, person_id: UUID) -> None:
    tx.execute(sa.delete(facts).where(mine(tx, facts), facts.c.person_id == person_id))
