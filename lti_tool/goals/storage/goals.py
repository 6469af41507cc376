"""Goals with their versions and the steps of their life."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, insert, mine, row_as, rows_as
from lti_tool.goals.rules import Goal, GoalParts, GoalState, Move, NoSuchGoal, Version
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


def by_id(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, Goal]:
    if not ids:
        return {}
    found = tx.execute(
        sa.select(goals).where(mine(tx, goals), goals.c.id.in_(ids)).order_by(goals.c.id)
    )
    return {goal.id: goal for goal in rows_as(_goal, found.all())}


def of_person(tx: Transaction, person_id: UUID) -> list[Goal]:
    """All goals of somebody, the one changed last first."""
    found = tx.execute(
        sa.select(goals)
        .where(mine(tx, goals), goals.c.person_id == person_id)
        .order_by(goals.c.changed_at.desc(), goals.c.id)
    )
    return rows_as(_goal, found.all())


def living_between(
    tx: Transaction, person_ids: Collection[UUID], start: datetime, end: datetime
) -> list[Goal]:
    """Goals that were ever active before `end` and had not ended before `start`."""
    if not person_ids:
        return []
    found = tx.execute(
        sa.select(goals)
        .where(
            mine(tx, goals),
            goals.c.person_id.in_(person_ids),
            goals.c.activated_at < end,
            sa.or_(goals.c.ended_at.is_(None), goals.c.ended_at >= start),
        )
        .order_by(goals.c.activated_at, goals.c.id)
    )
    return rows_as(_goal, found.all())


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
    found = tx.execute(
        sa.select(moves)
        .where(mine(tx, moves), moves.c.goal_id.in_(goal_ids))
        .order_by(moves.c.goal_id, moves.c.step)
    )
    return rows_as(_move, found.all())
