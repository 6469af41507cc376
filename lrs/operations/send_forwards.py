"""Send a forward what waits for it, in order; the outbox's worker calls this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from foundation.outbox import WAITS, KeepTrying, owe
from foundation.problems import Unavailable
from lrs.operations.forwarding import KIND, Forwarding
from lrs.platforms.record_stores import RecordStoreUnreachable, RemoteStore
from lrs.rules.attached import hashes_in
from lrs.rules.forwards import Forward, batches, outgoing
from lrs.rules.problems import UnknownForward
from lrs.storage import attachments, forwards, statements
from lrs.storage.statements import KeptStatement

PAGE = 200
"""Statements that are looked at together."""

ROUND = 10
"""Pages after which others who are owed something have their turn."""

LEASE = timedelta(minutes=10)
"""So long nobody else sends for the same forward; longer than the longest request."""


def send_forward(outside: Forwarding, tenant: int, payload: dict[str, Any]) -> None:
    """Sender of the outbox. Nothing is skipped: what may pass is tried for ever, in order.

    Each batch moves the cursor. Where the answer was lost it is sent again, under the same ids,
    so the other side keeps it once.
    """
    forward = _taken(outside, tenant, payload["name"])
    if forward is None:
        return
    try:
        with outside.store.database.reading(tenant) as tx:
            sealed = forwards.sealed_secret(tx, forward.name)
        _Sending(outside, tenant, forward.name, outside.remote(forward, sealed)).go_on(forward)
    except Unavailable as fault:
        _stop(outside, tenant, forward, fault)


def _taken(outside: Forwarding, tenant: int, name: str) -> Forward | None:
    """None where it was removed or paused; then nothing is owed."""
    now = outside.store.clock()
    with outside.store.database.writing(tenant) as tx:
        forward = forwards.find(tx, name)
        if forward is None or forward.paused:
            return None
        if not forwards.take(tx, name, now, now + LEASE):
            raise KeepTrying("somebody else is sending")
    return forward


def _stop(outside: Forwarding, tenant: int, forward: Forward, fault: Unavailable) -> None:
    """Where some went through the waiting begins anew; else the outbox makes it longer."""
    with outside.store.database.writing(tenant) as tx:
        forwards.stop(tx, forward.name, str(fault)[:500])
        now = forwards.find(tx, forward.name)
        if now is None or now.cursor > forward.cursor:
            owe(tx, KIND, {"name": forward.name}, due=outside.store.clock() + WAITS[0])
            return
    raise KeepTrying(str(fault)) from fault


def retry_forward(outside: Forwarding, tenant: int, name: str) -> tuple[int, int]:
    """Send once more what was put aside, and what waits; gives how many went, and were refused.

    Raises RecordStoreUnreachable where the other side does not answer.
    """
    with outside.store.database.writing(tenant) as tx:
        forward = forwards.find(tx, name)
        if forward is None:
            raise UnknownForward(name=name)
        remote = outside.remote(forward, forwards.sealed_secret(tx, name))
        aside = [one.seq for one in forwards.refused(tx, name)]
        owe(tx, KIND, {"name": name}, due=outside.store.clock())
    sending = _Sending(outside, tenant, name, remote)
    went = sum(sending.sent_after_all(seq) for seq in aside)
    return went, len(aside) - went


@dataclass(frozen=True, slots=True)
class _Sending:
    """One forward, reserved for us."""

    outside: Forwarding
    tenant: int
    name: str
    remote: RemoteStore

    def go_on(self, forward: Forward) -> None:
        cursor: int | None = forward.cursor
        for _ in range(ROUND):
            if cursor is None:
                return
            cursor = self._page(forward, cursor)
        with self.outside.store.database.writing(self.tenant) as tx:
            forwards.stop(tx, self.name, None)
            owe(tx, KIND, {"name": self.name}, due=self.outside.store.clock())

    def _page(self, forward: Forward, cursor: int) -> int | None:
        """Look at the next page and send what is chosen; gives the cursor behind it, if any."""
        with self.outside.store.database.reading(self.tenant) as tx:
            page = statements.texts_after(tx, cursor, PAGE)
            look = partial(statements.text_of, tx)
            chosen = [one for one in page if forward.choice.takes(one.body, look)]
        if not page:
            return self._rest(cursor)
        for batch in batches(chosen):
            if not self._send(batch):
                return None
        return page[-1].seq if self._move(page[-1].seq, 0) else None

    def _rest(self, cursor: int) -> int | None:
        """With the writers' turn, so that nothing comes in between the last look and the rest."""
        with self.outside.store.database.writing(self.tenant) as tx:
            statements.wait_for_turn(tx)
            if (statements.last_seq(tx) or 0) > cursor:
                return cursor
            forwards.rest(tx, self.name)
        return None

    def _send(self, batch: Sequence[KeptStatement]) -> bool:
        """A batch that is refused is sent one by one; what is refused alone is put aside.

        False where the forward was removed or paused meanwhile.
        """
        try:
            self._post(batch)
        except RecordStoreUnreachable as fault:
            if not fault.is_for_good:
                raise
            if len(batch) > 1:
                return all(self._send([one]) for one in batch)
            self._put_aside(batch[0].seq, fault)
            return self._move(batch[0].seq, 0)
        return self._move(batch[-1].seq, len(batch))

    def _post(self, batch: Sequence[KeptStatement]) -> None:
        sha2s = dict.fromkeys(sha2 for one in batch for sha2 in hashes_in(one.body))
        with self.outside.store.database.reading(self.tenant) as tx:
            contents = attachments.find(tx, list(sha2s)) if sha2s else []
        self.remote.send(b"[" + b",".join(outgoing(one.body) for one in batch) + b"]", contents)

    def _move(self, cursor: int, sent: int) -> bool:
        until = self.outside.store.clock() + LEASE
        with self.outside.store.database.writing(self.tenant) as tx:
            return forwards.move(tx, self.name, cursor, sent, until)

    def _put_aside(self, seq: int, fault: Unavailable) -> None:
        with self.outside.store.database.writing(self.tenant) as tx:
            forwards.refuse(tx, self.name, seq, str(fault)[:500], self.outside.store.clock())

    def sent_after_all(self, seq: int) -> bool:
        """What was put aside, once more; forgotten where it is no longer here."""
        with self.outside.store.database.reading(self.tenant) as tx:
            batch = [one for one in statements.texts_after(tx, seq - 1, 1) if one.seq == seq]
        try:
            if batch:
                self._post(batch)
        except RecordStoreUnreachable as fault:
            if not fault.is_for_good:
                raise
            self._put_aside(seq, fault)
            return False
        with self.outside.store.database.writing(self.tenant) as tx:
            forwards.take_back(tx, self.name, seq)
        return True
