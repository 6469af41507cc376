"""Goals with their versions and the steps of their life."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import (
    Transaction,
    as_array,
    insert,
    mine,
    one_of,
    row_as,
    rows_as,
    tenant_of,
    whose,
)
from lti_tool.goals.rules import (
    OPEN,
    Goal,
    GoalParts,
    GoalState,
    Life,
    Move,
    NoSuchGoal,
    Version,
    running_spans,
)
from lti_tool.goals.storage.tables import PARTS, goals, moves, versions


def _goal(**values: Any) -> Goal:
    return Goal(**{**values, "state": GoalState(values["state"])})


def _move(**values: Any) -> Move:
    begin = values["from_state"]
    return Move(
        goal_id=values["goal_id"],
        at=values["at"],
        from_state=GoalState(begin) if begin else None,
        to_state=GoalState(values["to_state"]),
        reason=values["reason"],
    )


def parts_as_values(parts: GoalParts) -> dict[str, Any]:
    return {name: getattr(parts, name) for name in PARTS}


def add(tx: Transaction, goal: Goal) -> None:
    values = {column.name: getattr(goal, column.name) for column in goals.c[1:]}
    insert(tx, goals, **{**values, "state": goal.state.value})


def one(tx: Transaction, goal_id: UUID) -> Goal:
    found = tx.execute(sa.select(goals).where(mine(tx, goals), goals.c.id == goal_id)).first()
    goal = row_as(_goal, found)
    if goal is None:
        raise NoSuchGoal(id=goal_id)
    return goal


def by_id(
    tx: Transaction, ids: Collection[UUID], due_before: date | None = None
) -> dict[UUID, Goal]:
    if not ids:
        return {}
    wish = _BY_ID if due_before is None else _DUE
    found = tx.execute(wish, {"tenant": tenant_of(tx), "ids": list(ids), "due_before": due_before})
    return {goal.id: goal for goal in rows_as(_goal, found.all())}


_BY_ID = (
    sa.select(goals)
    .where(whose(goals), goals.c.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(goals.c.id)
)
"""What pages ask again and again is built once: to build it takes longer than to ask it."""

_DUE = _BY_ID.where(goals.c.deadline < sa.bindparam("due_before"))


def of_person(tx: Transaction, person_id: UUID) -> list[Goal]:
    """All goals of somebody, the one changed last first."""
    found = tx.execute(_OF_PERSON, {"tenant": tenant_of(tx), "person": person_id})
    return rows_as(_goal, found.all())


_OF_PERSON = (
    sa.select(goals)
    .where(whose(goals), goals.c.person_id == sa.bindparam("person"))
    .order_by(goals.c.changed_at.desc(), goals.c.id)
)


def lives_between(
    tx: Transaction, person_ids: Collection[UUID], start: datetime, end: datetime
) -> list[Life]:
    """Goals that were ever active before `end` and had not ended before `start`."""
    if not person_ids:
        return []
    people = as_array(tx, goals.c.person_id, list(person_ids))
    asked = {"tenant": tenant_of(tx), "values": people, "start": start, "end": end}
    rows = tx.execute(_lives(tx.dialect.name), asked).all()
    return [_life(list(steps)) for _, steps in groupby(rows, key=itemgetter(0))]


@cache
def _lives(dialect: str) -> sa.Select[Any]:
    g, m = goals.c, moves.c
    return (
        sa.select(
            g.id, g.person_id, g.theme_id, g.state, g.activated_at, g.deadline, m.at, m.to_state
        )
        .join_from(goals, moves, sa.and_(whose(moves), m.goal_id == g.id))
        .where(
            whose(goals),
            one_of(dialect, g.person_id),
            g.activated_at < sa.bindparam("end"),
            sa.or_(g.ended_at.is_(None), g.ended_at >= sa.bindparam("start")),
            sa.func.coalesce(m.from_state, "").in_(OPEN) != m.to_state.in_(OPEN),
        )
        .order_by(g.activated_at, g.id, m.step)
    )


def _life(steps: Sequence[Any]) -> Life:
    """From the steps with which a goal opened or closed, each with the goal's own columns."""
    goal, person, theme, state, activated_at, deadline, *_ = steps[0]
    spans = running_spans([(at, GoalState(to_state)) for *_, at, to_state in steps])
    return Life(goal, person, theme, GoalState(state), activated_at, deadline, spans)


def change(tx: Transaction, goal_id: UUID, **values: Any) -> None:
    tx.execute(sa.update(goals).where(mine(tx, goals), goals.c.id == goal_id).values(**values))


def add_version(tx: Transaction, goal: Goal) -> None:
    """Keep how the goal reads now, before or after a change."""
    insert(
        tx,
        versions,
        goal_id=goal.id,
        version=goal.version,
        changed_at=goal.changed_at,
        **parts_as_values(goal.parts),
    )


def versions_of(tx: Transaction, goal_id: UUID) -> list[Version]:
    found = tx.execute(
        sa.select(versions)
        .where(mine(tx, versions), versions.c.goal_id == goal_id)
        .order_by(versions.c.version)
    )
    return rows_as(Version, found.all())


def add_move(tx: Transaction, move: Move) -> None:
    """Steps of one moment keep their order by their number."""
    taken = sa.select(sa.func.count()).where(mine(tx, moves), moves.c.goal_id == move.goal_id)
    insert(
        tx,
        moves,
        step=tx.execute(taken).scalar_one() + 1,
        goal_id=move.goal_id,
        at=move.at,
        from_state=move.from_state.value if move.from_state else None,
        to_state=move.to_state.value,
        reason=move.reason,
    )


def moves_of(tx: Transaction, goal_ids: Collection[UUID]) -> list[Move]:
    """The steps of these goals, in the order in which they were taken."""
    if not goal_ids:
        return []
    found = tx.execute(_MOVES, {"tenant": tenant_of(tx), "goals": list(goal_ids)})
    return rows_as(_move, found.all())


_MOVES = (
    sa.select(moves)
    .where(whose(moves), moves.c.goal_id.in_(sa.bindparam("goals", expanding=True)))
    .order_by(moves.c.goal_id, moves.c.step)
)
