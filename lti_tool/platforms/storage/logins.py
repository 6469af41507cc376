"""Logins that wait for their academy's answer; each can be taken once, by one taker."""

from datetime import datetime

import sqlalchemy as sa

from foundation.database import Moment, Transaction, delete_returning, insert, metadata, row_as
from lti_tool.platforms.rules.logins import PendingLogin

logins = sa.Table(
    "lti_login",
    metadata,
    sa.Column("state_hash", sa.LargeBinary, primary_key=True),
    sa.Column("nonce", sa.Text, nullable=False),
    sa.Column("registration_id", sa.Uuid, nullable=False),
    sa.Column("deployment_id", sa.Text),
    sa.Column("browser_hash", sa.LargeBinary, nullable=False),
    sa.Column("expires", Moment, nullable=False),
    sa.Column("storage_target", sa.Text),
    sa.Index("ix_lti_login_expires", "expires"),
)


def add(tx: Transaction, login: PendingLogin) -> None:
    names = logins.c.keys()
    insert(tx, logins, **{name: getattr(login, name) for name in names})


def find(tx: Transaction, state_hash: bytes) -> PendingLogin | None:
    """Only looks: it can still be taken."""
    wish = sa.select(logins).where(logins.c.state_hash == state_hash)
    return row_as(PendingLogin, tx.execute(wish).first())


def take(tx: Transaction, state_hash: bytes) -> PendingLogin | None:
    """State and nonce go together, in one `DELETE … RETURNING`: a replay finds nothing."""
    row = delete_returning(tx, logins, logins.c.state_hash == state_hash)
    return row_as(PendingLogin, row)


def forget_before(tx: Transaction, moment: datetime) -> None:
    tx.execute(sa.delete(logins).where(logins.c.expires < moment))
