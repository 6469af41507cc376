"""Boards and their schools."""

from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, insert, mine, row_as, rows_as, tenant_of, whose
from lti_tool.people.rules import Board, BoardUnknown, School, SchoolUnknown
from lti_tool.people.storage.tables import boards, schools


def add_board(tx: Transaction, name: str, k: int) -> int:
    made = tx.execute(sa.insert(boards).values(name=name, k=k).returning(boards.c.id))
    return int(made.scalar_one())


def list_boards(tx: Transaction) -> list[Board]:
    return rows_as(Board, tx.execute(sa.select(boards).order_by(boards.c.id)).all())


def board(tx: Transaction, board_id: int) -> Board:
    found = row_as(Board, tx.execute(_BOARD, {"id": board_id}).first())
    if found is None:
        raise BoardUnknown(id=board_id)
    return found


_BOARD = sa.select(boards).where(boards.c.id == sa.bindparam("id"))
"""What nearly every page asks is built once: to build it takes longer than to ask it."""


def add_school(tx: Transaction, school: School) -> None:
    insert(tx, schools, id=school.id, name=school.name, brin=school.brin)


def list_schools(tx: Transaction) -> list[School]:
    found = tx.execute(sa.select(schools).where(mine(tx, schools)).order_by(schools.c.name))
    return rows_as(School, found.all())


def school(tx: Transaction, school_id: UUID) -> School:
    asked = {"tenant": tenant_of(tx), "id": school_id}
    found = row_as(School, tx.execute(_SCHOOL, asked).first())
    if found is None:
        raise SchoolUnknown
    return found


def school_and_board(tx: Transaction, school_id: UUID) -> tuple[School, Board]:
    asked = {"tenant": tenant_of(tx), "id": school_id}
    row = tx.execute(_SCHOOL_AND_BOARD, asked).first()
    if row is None:
        raise SchoolUnknown
    width = len(schools.c)
    return School(*row[1:width]), Board(*row[width:])


_SCHOOL_AND_BOARD = (
    sa.select(*schools.c, *boards.c)
    .join_from(schools, boards, boards.c.id == schools.c.tenant_id)
    .where(whose(schools), schools.c.id == sa.bindparam("id"))
)
_SCHOOL = sa.select(schools).where(whose(schools), schools.c.id == sa.bindparam("id"))
