"""Links by which administrators come in; each can be taken once, by one taker."""

from datetime import datetime

import sqlalchemy as sa

from foundation.database import Moment, Transaction, delete_returning, insert, metadata, row_as
from lti_tool.platforms.rules.sign_ins import SignIn

sign_ins = sa.Table(
    "sign_in_door",
    metadata,
    sa.Column("token_hash", sa.LargeBinary, primary_key=True),
    sa.Column("tenant", sa.Integer, nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("expires", Moment, nullable=False),
)


def add(tx: Transaction, sign_in: SignIn) -> None:
    names = sign_ins.c.keys()
    insert(tx, sign_ins, **{name: getattr(sign_in, name) for name in names})


def take(tx: Transaction, token_hash: bytes) -> SignIn | None:
    row = delete_returning(tx, sign_ins, sign_ins.c.token_hash == token_hash)
    return row_as(SignIn, row)


def forget_before(tx: Transaction, moment: datetime) -> None:
    tx.execute(sa.delete(sign_ins).where(sign_ins.c.expires < moment))
