"""Which courses' members are read every night, and how that went; nobody's name."""

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Moment, Transaction, insert_ignoring, mine, rows_as, tenant_table
from lti_tool.platforms.rules.rosters import Roster

rosters = tenant_table(
    "lti_roster",
    sa.Column("registration_id", sa.Uuid, primary_key=True),
    sa.Column("context_id", sa.Text, primary_key=True),
    sa.Column("read_at", Moment),
    sa.Column("members", sa.Integer, nullable=False),
    sa.Column("known", sa.Integer, nullable=False),
    sa.Column("fault", sa.Text),
)


def begin(tx: Transaction, registration_id: UUID, context_id: str) -> bool:
    """Be the one who starts reading this course every night."""
    row = {"registration_id": registration_id, "context_id": context_id, "members": 0, "known": 0}
    return insert_ignoring(tx, rosters, [row], ["registration_id", "context_id"]) == 1


def keep(tx: Transaction, roster: Roster) -> None:
    names: Iterable[str] = ("read_at", "members", "known", "fault")
    values = {name: getattr(roster, name) for name in names}
    tx.execute(sa.update(rosters).where(_is(tx, roster.registration_id, roster.context_id)), values)


def end(tx: Transaction, registration_id: UUID, context_id: str) -> None:
    tx.execute(sa.delete(rosters).where(_is(tx, registration_id, context_id)))


def forget_registration(tx: Transaction, registration_id: UUID) -> None:
    here = sa.and_(mine(tx, rosters), rosters.c.registration_id == registration_id)
    tx.execute(sa.delete(rosters).where(here))


def everything(tx: Transaction) -> list[Roster]:
    query = sa.select(rosters).where(mine(tx, rosters))
    ordered = query.order_by(rosters.c.registration_id, rosters.c.context_id)
    return rows_as(Roster, tx.execute(ordered).all())


def _is(tx: Transaction, registration_id: UUID, context_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        mine(tx, rosters),
        rosters.c.registration_id == registration_id,
        rosters.c.context_id == context_id,
    )
