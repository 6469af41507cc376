"""Invitations to register; outside any tenant, for a code is how we learn the board."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Moment, Transaction, insert, metadata, row_as, rows_as
from lti_tool.platforms.rules.invitations import Invitation

invitations = sa.Table(
    "lti_invitation",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code_hash", sa.LargeBinary, nullable=False),
    sa.Column("tenant", sa.Integer, nullable=False),
    sa.Column("school_id", sa.Uuid),
    sa.Column("accept_new_deployments", sa.Boolean, nullable=False),
    sa.Column("report_scores", sa.Boolean, nullable=False),
    sa.Column("expires", Moment, nullable=False),
    sa.Column("issuer", sa.Text),
    sa.Column("registration_id", sa.Uuid),
    sa.UniqueConstraint("code_hash"),
)


def add(tx: Transaction, invitation: Invitation) -> None:
    names = invitations.c.keys()
    insert(tx, invitations, **{name: getattr(invitation, name) for name in names})


def with_code(tx: Transaction, code_hash: bytes) -> Invitation | None:
    found = sa.select(invitations).where(invitations.c.code_hash == code_hash)
    return row_as(Invitation, tx.execute(found).first())


def find(tx: Transaction, invitation_id: UUID) -> Invitation | None:
    found = sa.select(invitations).where(invitations.c.id == invitation_id)
    return row_as(Invitation, tx.execute(found).first())


def of_board(tx: Transaction, tenant: int, at: datetime) -> list[Invitation]:
    """Those that can still be used, the one that ends first on top."""
    open_now = sa.and_(invitations.c.tenant == tenant, invitations.c.expires > at)
    query = sa.select(invitations).where(open_now)
    return rows_as(Invitation, tx.execute(query.order_by(invitations.c.expires)).all())


def claim(tx: Transaction, invitation_id: UUID, issuer: str) -> bool:
    """Be the academy for which it serves; of two at once one is."""
    free = sa.or_(invitations.c.issuer.is_(None), invitations.c.issuer == issuer)
    taken = sa.update(invitations).where(invitations.c.id == invitation_id, free)
    return tx.execute(taken.values(issuer=issuer)).rowcount == 1


def note_registration(tx: Transaction, invitation_id: UUID, registration_id: UUID) -> None:
    change = sa.update(invitations).values(registration_id=registration_id)
    tx.execute(change.where(invitations.c.id == invitation_id))


def withdraw(tx: Transaction, invitation_id: UUID) -> None:
    tx.execute(sa.delete(invitations).where(invitations.c.id == invitation_id))


def forget_before(tx: Transaction, moment: datetime) -> None:
    tx.execute(sa.delete(invitations).where(invitations.c.expires < moment))
