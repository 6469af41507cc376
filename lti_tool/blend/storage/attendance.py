"""Attendance and its history in the database."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import (
    Transaction,
    insert,
    mine,
    row_as,
    rows_as,
    tenant_of,
    upsert,
    whose,
)
from lti_tool.blend.rules.attendance import (
    TAKES_A_SEAT,
    Attendance,
    AttendanceChange,
    AttendanceCounts,
    AttendanceState,
)
from lti_tool.blend.storage.tables import attendance, attendance_changes

COUNTED = {
    "expected": AttendanceState.EXPECTED,
    "present": AttendanceState.PRESENT,
    "excused": AttendanceState.EXCUSED,
    "absent": AttendanceState.ABSENT,
}


def find(tx: Transaction, session_id: UUID, person_id: UUID) -> Attendance | None:
    query = sa.select(attendance).where(
        mine(tx, attendance),
        attendance.c.session_id == session_id,
        attendance.c.person_id == person_id,
    )
    return row_as(Attendance, tx.execute(query).first())


def keep(tx: Transaction, kept: Attendance) -> None:
    upsert(tx, attendance, asdict(kept), keys=("session_id", "person_id"))


def of_session(tx: Transaction, session_id: UUID) -> list[Attendance]:
    query = (
        sa.select(attendance)
        .where(mine(tx, attendance), attendance.c.session_id == session_id)
        .order_by(attendance.c.checked_in_at, attendance.c.person_id)
    )
    return rows_as(Attendance, tx.execute(query).all())


def of_person(tx: Transaction, person_id: UUID) -> dict[UUID, Attendance]:
    """By session."""
    query = (
        sa.select(attendance)
        .where(mine(tx, attendance), attendance.c.person_id == person_id)
        .order_by(attendance.c.session_id)
    )
    return {found.session_id: found for found in rows_as(Attendance, tx.execute(query).all())}


def present_at(
    tx: Transaction, session_ids: Collection[UUID], people: Collection[UUID]
) -> dict[UUID, frozenset[UUID]]:
    """Session → who of these people were present."""
    asked = {"tenant": tenant_of(tx), "sessions": list(session_ids), "people": list(people)}
    found: dict[UUID, set[UUID]] = {}
    for session_id, person_id in tx.execute(_PRESENT, asked).all():
        found.setdefault(session_id, set()).add(person_id)
    return {session_id: frozenset(people) for session_id, people in found.items()}


_IN_SESSIONS = attendance.c.session_id.in_(sa.bindparam("sessions", expanding=True))
_OF_PEOPLE = attendance.c.person_id.in_(sa.bindparam("people", expanding=True))
_PRESENT = sa.select(attendance.c.session_id, attendance.c.person_id).where(
    whose(attendance), _IN_SESSIONS, _OF_PEOPLE, attendance.c.state == AttendanceState.PRESENT
)
"""What pages ask again and again is built once: to build it takes longer than to ask it."""


def seats_taken(tx: Transaction, session_ids: Collection[UUID]) -> dict[UUID, int]:
    query = (
        sa.select(attendance.c.session_id, sa.func.count().label("taken"))
        .where(
            mine(tx, attendance),
            attendance.c.session_id.in_(session_ids),
            attendance.c.state.in_(list(TAKES_A_SEAT)),
        )
        .group_by(attendance.c.session_id)
    )
    return {row.session_id: row.taken for row in tx.execute(query)}


def counts(
    tx: Transaction, session_ids: Collection[UUID], people: Collection[UUID] | None = None
) -> dict[UUID, AttendanceCounts]:
    """How many are in each state, of everybody or of these people only."""
    asked: dict[str, Any] = {"tenant": tenant_of(tx), "sessions": list(session_ids)}
    if people is None:
        rows = tx.execute(_COUNTS, asked).all()
    else:
        rows = tx.execute(_COUNTS_OF_PEOPLE, {**asked, "people": list(people)}).all()
    return {one.session_id: one for one in rows_as(AttendanceCounts, rows)}


def _count(condition: sa.ColumnElement[bool], name: str) -> sa.Label[int]:
    return sa.func.sum(sa.case((condition, 1), else_=0)).label(name)


_COUNTS: sa.Select[Any] = (
    sa.select(
        attendance.c.session_id,
        *(_count(attendance.c.state == state, name) for name, state in COUNTED.items()),
        _count(attendance.c.corrected_by.is_not(None), "corrected"),
    )
    .where(whose(attendance), _IN_SESSIONS)
    .group_by(attendance.c.session_id)
)
_COUNTS_OF_PEOPLE = _COUNTS.where(_OF_PEOPLE)


def add_change(tx: Transaction, change: AttendanceChange) -> None:
    insert(tx, attendance_changes, **asdict(change))


def changes_of(tx: Transaction, session_id: UUID) -> list[AttendanceChange]:
    query = (
        sa.select(attendance_changes)
        .where(mine(tx, attendance_changes), attendance_changes.c.session_id == session_id)
        .order_by(attendance_changes.c.at, attendance_changes.c.id)
    )
    return rows_as(AttendanceChange, tx.execute(query).all())
