"""The log of launches; outside any tenant, for strangers are refused too."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from foundation.database import Moment, Transaction, insert, metadata, rows_as
from lti_tool.platforms.rules.attempts import ACCEPTED, Attempt

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


def latest(
    tx: Transaction,
    limit: int,
    *,
    of: Sequence[tuple[str, str]] | None = None,
    refused_only: bool = False,
) -> list[Attempt]:
    """The newest first; `of` some academies only, by issuer and client id."""
    query = sa.select(attempts)
    if of is not None:
        query = query.where(sa.tuple_(attempts.c.issuer, attempts.c.client_id).in_(of))
    if refused_only:
        query = query.where(attempts.c.outcome != ACCEPTED)
    newest = query.order_by(attempts.c.at.desc(), attempts.c.id.desc()).limit(limit)
    return rows_as(Attempt, tx.execute(newest).all())


def forget_before(tx: Transaction, moment: datetime) -> None:
    tx.execute(sa.delete(attempts).where(attempts.c.at < moment))
