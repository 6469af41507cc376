"""Sessions in the database."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, insert, mine, row_as, rows_as, tenant_of, whose
from lti_tool.blend.rules.attendance import Attendance
from lti_tool.blend.rules.problems import UnknownSession
from lti_tool.blend.rules.sessions import Session, SessionState
from lti_tool.blend.storage.tables import attendance, sessions

UPCOMING = (SessionState.PUBLISHED, SessionState.RUNNING)


def add(tx: Transaction, session: Session) -> None:
    insert(tx, sessions, **asdict(session))


def change(tx: Transaction, session: Session) -> None:
    values = {name: value for name, value in asdict(session).items() if name != "id"}
    tx.execute(
        sa.update(sessions).where(mine(tx, sessions), sessions.c.id == session.id).values(values)
    )


def find(tx: Transaction, session_id: UUID) -> Session:
    query = sa.select(sessions).where(mine(tx, sessions), sessions.c.id == session_id)
    found = row_as(Session, tx.execute(query).first())
    if found is None:
        raise UnknownSession
    return found


def by_id(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, Session]:
    return {found.id: found for found in _where(tx, sessions.c.id.in_(ids))}


def of_school(
    tx: Transaction, school_id: UUID | None, start: datetime, end: datetime
) -> list[Session]:
    """Sessions that begin in [start, end), of this school or for every school."""
    asked = {"tenant": tenant_of(tx), "school": school_id, "start": start, "end": end}
    return rows_as(Session, tx.execute(_OF_SCHOOL, asked).all())


def of_trainer(tx: Transaction, trainer_id: UUID, start: datetime, end: datetime) -> list[Session]:
    return _where(
        tx,
        sessions.c.trainer_id == trainer_id,
        sessions.c.starts_at >= start,
        sessions.c.starts_at < end,
    )


def of_attendee(tx: Transaction, person_id: UUID, start: datetime) -> list[Session]:
    """Sessions this person is in that end after `start`."""
    hers = sa.select(attendance.c.session_id).where(
        mine(tx, attendance), attendance.c.person_id == person_id
    )
    return _where(tx, sessions.c.id.in_(hers), sessions.c.ends_at > start)


def coming(tx: Transaction, person_id: UUID, now: datetime) -> list[tuple[Session, Attendance]]:
    """The sessions this person is in that end after `now`, in order, each with how she is in it."""
    asked = {"tenant": tenant_of(tx), "person": person_id, "now": now}
    end = len(_OF_SESSION)
    return [
        (Session(*row[:end]), Attendance(*row[end:])) for row in tx.execute(_COMING, asked).all()
    ]


def upcoming_of_offerings(
    tx: Transaction, offering_ids: Collection[UUID], after: datetime
) -> list[Session]:
    return _where(
        tx,
        sessions.c.offering_id.in_(offering_ids),
        sessions.c.state.in_(UPCOMING),
        sessions.c.ends_at > after,
    )


def running(tx: Transaction) -> list[Session]:
    return _where(tx, sessions.c.state == SessionState.RUNNING)


def closed_between(
    tx: Transaction, school_id: UUID, start: datetime, end: datetime
) -> list[Session]:
    found = of_school(tx, school_id, start, end)
    return [session for session in found if session.state is SessionState.CLOSED]


_IN_ORDER = sa.select(sessions).order_by(sessions.c.starts_at, sessions.c.title, sessions.c.id)
_OF_SCHOOL = _IN_ORDER.where(
    whose(sessions),
    sa.or_(sessions.c.school_id.is_(None), sessions.c.school_id == sa.bindparam("school")),
    sessions.c.starts_at >= sa.bindparam("start"),
    sessions.c.starts_at < sa.bindparam("end"),
)
_OF_SESSION, _OF_HER = sessions.c[1:], attendance.c[1:]
_COMING = (
    sa.select(*_OF_SESSION, *_OF_HER)
    .join_from(sessions, attendance, attendance.c.session_id == sessions.c.id)
    .where(
        whose(sessions),
        whose(attendance),
        attendance.c.person_id == sa.bindparam("person"),
        sessions.c.ends_at > sa.bindparam("now"),
    )
    .order_by(sessions.c.starts_at, sessions.c.title, sessions.c.id)
)
"""What pages ask again and again is built once: to build it takes longer than to ask it."""


def _where(tx: Transaction, *conditions: sa.ColumnElement[bool]) -> list[Session]:
    query = _IN_ORDER.where(mine(tx, sessions), *conditions)
    return rows_as(Session, tx.execute(query).all())
