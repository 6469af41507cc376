"""Themes, learning processes, evaluations and anchors."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
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
    Anchor,
    AnchorKind,
    AnchorState,
    Evaluation,
    Judgement,
    LearningProcess,
    NoSuchProcess,
    NoSuchTheme,
    Origin,
    Outcome,
    ProcessState,
    Solved,
    Theme,
)
from lti_tool.goals.storage.tables import anchors, evaluations, goals, processes, themes


def _process(**values: Any) -> LearningProcess:
    state, origin = ProcessState(values["state"]), Origin(values["origin"])
    return LearningProcess(**{**values, "state": state, "origin": origin})


def _evaluation(**values: Any) -> Evaluation:
    judged, solved = Judgement(values["judgement"]), Solved(values["solved"])
    return Evaluation(**{**values, "judgement": judged, "solved": solved})


def _anchor(**values: Any) -> Anchor:
    kind, state = AnchorKind(values["kind"]), AnchorState(values["state"])
    return Anchor(**{**values, "kind": kind, "state": state})


def _row_of(table: sa.Table, value: object) -> dict[str, Any]:
    """The columns of a value; what is an enumeration goes in as the word it stands for."""
    raw = {column.name: getattr(value, column.name) for column in table.c[1:]}
    return {name: str(v) if isinstance(v, str) else v for name, v in raw.items()}


def add_theme(tx: Transaction, theme: Theme) -> None:
    insert(tx, themes, **_row_of(themes, theme))


def change_theme(tx: Transaction, theme_id: UUID, **values: Any) -> None:
    tx.execute(sa.update(themes).where(mine(tx, themes), themes.c.id == theme_id).values(**values))


def theme(tx: Transaction, theme_id: UUID) -> Theme:
    found = tx.execute(sa.select(themes).where(mine(tx, themes), themes.c.id == theme_id))
    made = row_as(Theme, found.first())
    if made is None:
        raise NoSuchTheme(id=theme_id)
    return made


def themes_of_school(
    tx: Transaction, school_id: UUID, school_year: int | None = None
) -> list[Theme]:
    """The newest school year first, then by title."""
    wish = _THEMES if school_year is None else _THEMES_OF_YEAR
    found = tx.execute(wish, {"tenant": tenant_of(tx), "school": school_id, "year": school_year})
    return rows_as(Theme, found.all())


_THEMES = (
    sa.select(themes)
    .where(whose(themes), themes.c.school_id == sa.bindparam("school"))
    .order_by(themes.c.school_year.desc(), themes.c.title)
)
"""What pages ask again and again is built once: to build it takes longer than to ask it."""

_THEMES_OF_YEAR = _THEMES.where(themes.c.school_year == sa.bindparam("year"))


def themes_by_id(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, Theme]:
    if not ids:
        return {}
    found = tx.execute(_THEMES_BY_ID, {"tenant": tenant_of(tx), "ids": list(ids)})
    return {made.id: made for made in rows_as(Theme, found.all())}


_THEMES_BY_ID = (
    sa.select(themes)
    .where(whose(themes), themes.c.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(themes.c.title)
)


def add_process(tx: Transaction, process: LearningProcess) -> None:
    insert(tx, processes, **_row_of(processes, process))


def process(tx: Transaction, process_id: UUID) -> LearningProcess:
    found = tx.execute(
        sa.select(processes).where(mine(tx, processes), processes.c.id == process_id)
    )
    made = row_as(_process, found.first())
    if made is None:
        raise NoSuchProcess(id=process_id)
    return made


def change_process(tx: Transaction, process_id: UUID, **values: Any) -> None:
    tx.execute(
        sa.update(processes)
        .where(mine(tx, processes), processes.c.id == process_id)
        .values(**values)
    )


def processes_of(tx: Transaction, person_id: UUID) -> list[LearningProcess]:
    """Her learning processes, the newest first."""
    found = tx.execute(
        sa.select(processes)
        .where(mine(tx, processes), processes.c.person_id == person_id)
        .order_by(processes.c.started_at.desc(), processes.c.id)
    )
    return rows_as(_process, found.all())


def predecessors_of(tx: Transaction, person_id: UUID) -> frozenset[UUID]:
    """Her learning processes that another one follows on."""
    asked = {"tenant": tenant_of(tx), "person": person_id}
    return frozenset(tx.scalars(_PREDECESSORS, asked))


_PREDECESSORS = sa.select(processes.c.predecessor_id).where(
    whose(processes),
    processes.c.person_id == sa.bindparam("person"),
    processes.c.predecessor_id.is_not(None),
)


def successors_of(tx: Transaction, process_id: UUID) -> list[LearningProcess]:
    found = tx.execute(
        sa.select(processes)
        .where(mine(tx, processes), processes.c.predecessor_id == process_id)
        .order_by(processes.c.started_at, processes.c.id)
    )
    return rows_as(_process, found.all())


def add_evaluation(tx: Transaction, evaluation: Evaluation) -> None:
    insert(tx, evaluations, **_row_of(evaluations, evaluation))


def evaluations_of(tx: Transaction, goal_ids: Collection[UUID]) -> list[Evaluation]:
    """The newest first: after reopening, a goal can be looked back on again."""
    if not goal_ids:
        return []
    found = tx.execute(_EVALUATIONS, {"tenant": tenant_of(tx), "goals": list(goal_ids)})
    return rows_as(_evaluation, found.all())


_EVALUATIONS = (
    sa.select(evaluations)
    .where(whose(evaluations), evaluations.c.goal_id.in_(sa.bindparam("goals", expanding=True)))
    .order_by(evaluations.c.at.desc(), evaluations.c.id)
)


def outcomes_between(
    tx: Transaction, person_ids: Collection[UUID], start: datetime, end: datetime
) -> list[Outcome]:
    if not person_ids:
        return []
    people = as_array(tx, goals.c.person_id, list(person_ids))
    asked = {"tenant": tenant_of(tx), "values": people, "start": start, "end": end}
    rows = tx.execute(_outcomes(tx.dialect.name), asked).all()
    return [
        Outcome(found, goal, owner, theme, at, Judgement(judged), Solved(solved))
        for found, goal, owner, theme, at, judged, solved in rows
    ]


@cache
def _outcomes(dialect: str) -> sa.Select[Any]:
    """Built once: to build it takes longer than to ask it."""
    e, g = evaluations.c, goals.c
    return (
        sa.select(e.id, e.goal_id, g.person_id, g.theme_id, e.at, e.judgement, e.solved)
        .join_from(evaluations, goals, sa.and_(g.tenant_id == e.tenant_id, g.id == e.goal_id))
        .where(
            whose(evaluations),
            one_of(dialect, g.person_id),
            e.at >= sa.bindparam("start"),
            e.at < sa.bindparam("end"),
        )
        .order_by(e.at, e.id)
    )


def add_anchor(tx: Transaction, anchor: Anchor) -> None:
    insert(tx, anchors, **_row_of(anchors, anchor))


def anchors_of(tx: Transaction, goal_ids: Collection[UUID]) -> list[Anchor]:
    if not goal_ids:
        return []
    found = tx.execute(_ANCHORS, {"tenant": tenant_of(tx), "goals": list(goal_ids)})
    return rows_as(_anchor, found.all())


_ANCHORS = (
    sa.select(anchors)
    .where(whose(anchors), anchors.c.goal_id.in_(sa.bindparam("goals", expanding=True)))
    .order_by(anchors.c.created_at, anchors.c.id)
)
