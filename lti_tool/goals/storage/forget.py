"""Forget a person: her goals and all that was written with them."""

from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, mine
from lti_tool.goals.storage.tables import anchors, evaluations, goals, moves, processes, versions


def forget_person(tx: Transaction, person_id: UUID) -> None:
    """The themes that she made for her school stay: they are the school's."""
    hers = sa.select(goals.c.id).where(mine(tx, goals), goals.c.person_id == person_id)
    for table in (anchors, evaluations, moves, versions):
        tx.execute(sa.delete(table).where(mine(tx, table), table.c.goal_id.in_(hers)))
    for table in (goals, processes):
        tx.execute(sa.delete(table).where(mine(tx, table), table.c.person_id == person_id))
