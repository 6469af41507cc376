"""The log of launches; outside any tenant, for strangers are refused too."""

from datetime import datetime

import sqlalchemy as sa

from foundation.database import Moment, Transaction, insert, metadata, rows_as
from lti_tool.platforms.rules.attempts import Attempt

attempts = sa.Table(
    "lti_attempt",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("issuer", sa.Text),
    sa.Column("client_id", sa.Text),
    sa.Column("deployment_id", sa.Text),
    sa.Column("state_hash", sa.LargeBinary),
    sa.Column("browser_bound", sa.Boolean),
    sa.Index("ix_lti_attempt_at", "at"),
    sa.Index("ix_lti_attempt_state_hash", "state_hash"),
)


def add(tx: Transaction, attempt: Attempt) -> None:
    names = attempts.c.keys()
    insert(tx, attempts, **{name: getattr(attempt, name) for name in names})


def was_seen(tx: Transaction, state_hash: bytes) -> bool:
    """Whether a launch with this state was tried before."""
    found = sa.select(attempts.c.id).where(attempts.c.state_hash == state_hash).limit(1)
    return tx.execute(found).first() is not None


def latest(tx: Transaction, limit: int) -> list[Attempt]:
    query = sa.select(attempts).order_by(attempts.c.at.desc(), attempts.c.id.desc()).limit(limit)
    return rows_as(Attempt, tx.execute(query).all())


def forget_before(tx: Transaction, moment: datetime) -> None:
    tx.execute(sa.delete(attempts).where(attempts.c.at < moment))
