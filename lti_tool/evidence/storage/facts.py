"""The fact table: one row per countable fact and goal."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import (
    Moment,
    Transaction,
    insert_many,
    mine,
    rows_as,
    tenant_of,
    tenant_table,
    whose,
)
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
    return _told(tx, _OF_GOALS, goals=list(goal_ids), since=since or EVER)


def per_mode(
    tx: Transaction, goal_ids: Collection[UUID], kinds: Collection[Kind]
) -> dict[UUID, dict[Mode, int]]:
    """Of each goal how many facts of these kinds count, by mode."""
    asked = {"tenant": tenant_of(tx), "goals": list(goal_ids), "kinds": list(kinds)}
    found: dict[UUID, dict[Mode, int]] = {goal_id: {} for goal_id in goal_ids}
    for goal_id, mode, count in tx.execute(_PER_MODE, asked).all():
        found[goal_id][Mode(mode)] = count
    return found


def loose(
    tx: Transaction,
    person_id: UUID,
    kinds: Collection[Kind],
    since: datetime | None,
    limit: int,
) -> tuple[list[Fact], int]:
    """What she did that counts for no goal yet: the latest ones, and how many there are."""
    asked = {"person": person_id, "kinds": list(kinds), "since": since or EVER, "limit": limit}
    rows = tx.execute(_LOOSE, {"tenant": tenant_of(tx), **asked}).all()
    found = [_fact(**dict(zip(FIELDS, row[1:-1], strict=True))) for row in rows]
    return found, rows[0][-1] if rows else 0


def of_statement(tx: Transaction, statement_id: UUID, person_id: UUID) -> list[Fact]:
    return _told(tx, _OF_STATEMENT, statement=statement_id, person=person_id)


def _told(tx: Transaction, wish: sa.Select[Any], **asked: Any) -> list[Fact]:
    return rows_as(_fact, tx.execute(wish, {"tenant": tenant_of(tx), **asked}).all())


EVER = datetime(1, 1, 1, tzinfo=UTC)
_OF_THESE_GOALS = facts.c.goal_id.in_(sa.bindparam("goals", expanding=True))
_OF_THESE_KINDS = facts.c.kind.in_(sa.bindparam("kinds", expanding=True))
_LATELY = facts.c.happened_at >= sa.bindparam("since")
_TOLD = (
    sa.select(facts)
    .where(whose(facts), facts.c.standing != Standing.SUPERSEDED)
    .order_by(facts.c.happened_at.desc(), facts.c.id)
)
"""What pages ask again and again is built once: to build it takes longer than to ask it."""

_OF_GOALS = _TOLD.where(_OF_THESE_GOALS, _LATELY)
_OF_STATEMENT = _TOLD.where(
    facts.c.statement_id == sa.bindparam("statement"), facts.c.person_id == sa.bindparam("person")
)
_LOOSE = (
    _TOLD.add_columns(sa.func.count().over())
    .where(facts.c.person_id == sa.bindparam("person"), IS_LOOSE, _OF_THESE_KINDS, _LATELY)
    .limit(sa.bindparam("limit"))
)
_PER_MODE = (
    sa.select(facts.c.goal_id, facts.c.mode, sa.func.count())
    .where(whose(facts), _OF_THESE_GOALS, COUNTS_FOR_GOAL, _OF_THESE_KINDS)
    .group_by(facts.c.goal_id, facts.c.mode)
)


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
