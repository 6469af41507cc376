"""Reflections, attempts, moments and lesson visits."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import (
    Moment,
    Transaction,
    insert,
    mine,
    rows_as,
    tenant_of,
    tenant_table,
    whose,
)
from lti_tool.practice.rules import (
    Attempt,
    InformalMoment,
    LessonVisit,
    NoSuchRecord,
    NoSuchVisit,
    Reflection,
    VisitState,
    Went,
)


def _of_person(column: str = "person_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["tenant_id", column], ["person.tenant_id", "person.id"])


def _of_goal() -> sa.ForeignKeyConstraint:
    goal = ["goal.tenant_id", "goal.id"]
    return sa.ForeignKeyConstraint(["tenant_id", "goal_id"], goal)


reflections = tenant_table(
    "reflection",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("goal_id", sa.Uuid, nullable=False),
    sa.Column("did", sa.Text, nullable=False),
    sa.Column("saw", sa.Text, nullable=False),
    sa.Column("next", sa.Text, nullable=False),
    sa.Column("follows", sa.Uuid),
    sa.Column("at", Moment, nullable=False),
    sa.Column("statement_id", sa.Uuid, nullable=False),
    _of_person(),
    _of_goal(),
    sa.Index("ix_reflection_tenant_id_goal_id", "tenant_id", "goal_id"),
)
attempts = tenant_table(
    "practice_attempt",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("goal_id", sa.Uuid, nullable=False),
    sa.Column("item_id", sa.Uuid),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("lesson_on", sa.Date, nullable=False),
    sa.Column("went", sa.Text),
    sa.Column("at", Moment, nullable=False),
    sa.Column("statement_id", sa.Uuid, nullable=False),
    _of_person(),
    _of_goal(),
    sa.Index("ix_practice_attempt_tenant_id_goal_id", "tenant_id", "goal_id"),
)
moments = tenant_table(
    "informal_moment",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("goal_id", sa.Uuid),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("statement_id", sa.Uuid, nullable=False),
    _of_person(),
    _of_goal(),
    sa.Index("ix_informal_moment_tenant_id_person_id_at", "tenant_id", "person_id", "at"),
)
visits = tenant_table(
    "lesson_visit",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("visitor_id", sa.Uuid, nullable=False),
    sa.Column("goal_id", sa.Uuid, nullable=False),
    sa.Column("item_id", sa.Uuid),
    sa.Column("look_for", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("planned_on", sa.Date),
    sa.Column("seen", sa.Text, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("done_at", Moment),
    sa.Column("statement_id", sa.Uuid),
    _of_person(),
    _of_person("visitor_id"),
    _of_goal(),
    sa.Index("ix_lesson_visit_tenant_id_person_id", "tenant_id", "person_id"),
    sa.Index("ix_lesson_visit_tenant_id_visitor_id", "tenant_id", "visitor_id"),
)

RECORDS = {Reflection: reflections, Attempt: attempts, InformalMoment: moments}
"""What one person records by herself, and can take back by herself."""


def add(tx: Transaction, made: Reflection | Attempt | InformalMoment | LessonVisit) -> None:
    table = visits if isinstance(made, LessonVisit) else RECORDS[type(made)]
    values = {c.name: getattr(made, c.name) for c in table.c if c.name != "tenant_id"}
    insert(tx, table, **values)


def reflections_of(tx: Transaction, goal_ids: Collection[UUID]) -> list[Reflection]:
    r = reflections.c
    wish = sa.select(reflections).where(mine(tx, reflections), r.goal_id.in_(list(goal_ids)))
    return rows_as(Reflection, tx.execute(wish.order_by(r.at.desc(), r.id)).all())


def _attempt(row: sa.Row[Any]) -> Attempt:
    values = {name: value for name, value in row._asdict().items() if name != "tenant_id"}
    return Attempt(**{**values, "went": Went(row.went) if row.went else None})


def attempts_of(tx: Transaction, goal_ids: Collection[UUID]) -> list[Attempt]:
    a = attempts.c
    wish = sa.select(attempts).where(mine(tx, attempts), a.goal_id.in_(list(goal_ids)))
    return [_attempt(row) for row in tx.execute(wish.order_by(a.at.desc(), a.id))]


def moments_of(tx: Transaction, person_id: UUID, since: datetime) -> list[InformalMoment]:
    m = moments.c
    wish = sa.select(moments).where(mine(tx, moments), m.person_id == person_id, m.at >= since)
    return rows_as(InformalMoment, tx.execute(wish.order_by(m.at.desc(), m.id)).all())


def take_back(
    tx: Transaction,
    kind: type[Reflection | Attempt | InformalMoment],
    record_id: UUID,
    person_id: UUID,
) -> UUID:
    """Remove her own record; gives the statement that told of it."""
    table = RECORDS[kind]
    hers = sa.and_(table.c.id == record_id, table.c.person_id == person_id)
    removed = sa.delete(table).where(mine(tx, table), hers).returning(table.c.statement_id)
    row = tx.execute(removed).first()
    if row is None:
        raise NoSuchRecord
    statement_id: UUID = row.statement_id
    return statement_id


def _visit(row: sa.Row[Any]) -> LessonVisit:
    values: dict[str, Any] = dict(zip(row._fields[1:], row[1:], strict=True))
    return LessonVisit(**{**values, "state": VisitState(row.state)})


def visits_of(tx: Transaction, person_id: UUID) -> list[LessonVisit]:
    """As teacher and as visitor, the newest first."""
    asked = {"tenant": tenant_of(tx), "person": person_id}
    return [_visit(row) for row in tx.execute(_VISITS_OF, asked)]


HER: sa.BindParameter[UUID] = sa.bindparam("person")
_VISITS_OF = (
    sa.select(visits)
    .where(whose(visits), sa.or_(visits.c.person_id == HER, visits.c.visitor_id == HER))
    .order_by(visits.c.created_at.desc(), visits.c.id)
)
"""What pages ask again and again is built once: to build it takes longer than to ask it."""


def visits_for(tx: Transaction, goal_ids: Collection[UUID]) -> list[LessonVisit]:
    v = visits.c
    wish = sa.select(visits).where(mine(tx, visits), v.goal_id.in_(list(goal_ids)))
    return [_visit(row) for row in tx.execute(wish.order_by(v.created_at.desc(), v.id))]


def visit(tx: Transaction, visit_id: UUID, person_id: UUID) -> LessonVisit:
    """A visit in which this person is the teacher or the visitor."""
    v = visits.c
    part = sa.or_(v.person_id == person_id, v.visitor_id == person_id)
    wish = sa.select(visits).where(mine(tx, visits), v.id == visit_id, part)
    row = tx.execute(wish).first()
    if row is None:
        raise NoSuchVisit
    return _visit(row)


def change_visit(tx: Transaction, visit_id: UUID, **values: Any) -> None:
    wish = sa.update(visits).where(mine(tx, visits), visits.c.id == visit_id)
    tx.execute(wish.values(**values))


def forget_person(tx: Transaction, person_id: UUID) -> None:
    for table in (*RECORDS.values(), visits):
        tx.execute(sa.delete(table).where(mine(tx, table), table.c.person_id == person_id))
