"""What forwarding needs from outside, in one value, and how a statement makes us owe it."""

from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from foundation.clock import Clock
from foundation.database import Transaction
from foundation.outbox import owe
from foundation.seals import Seal
from lrs.operations.record_store import RecordStore
from lrs.platforms.record_stores import RemoteStore
from lrs.rules.forwards import Forward
from lrs.rules.stored import Statement
from lrs.storage import forwards

KIND = "forward"


@dataclass(frozen=True, slots=True)
class Forwarding:
    """`seal` closes the secrets with which we knock at the other side."""

    store: RecordStore
    http: httpx.Client
    seal: Seal

    def remote(self, forward: Forward, sealed: bytes) -> RemoteStore:
        secret = self.seal.open(sealed)
        return RemoteStore(self.http, forward.endpoint, forward.key, secret, forward.version)


def owe_forwards(clock: Clock, tx: Transaction, _fresh: Sequence[Statement] = ()) -> None:
    """Hook: have every forward look at what is new; costs one question where all are awake.

    One row in the outbox per forward, whatever number of statements wait.
    """
    for name in forwards.wake(tx):
        owe(tx, KIND, {"name": name}, due=clock())
