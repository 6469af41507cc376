"""Statements that were stored elsewhere before: how they are read, and which moment they keep."""

from collections.abc import Sequence
from typing import Any

import msgspec

from lrs.rules.places import reject
from lrs.rules.problems import StatementRejected
from lrs.rules.received import Filling, Received
from lrs.rules.sequence import ticks_of
from lrs.rules.statements import read_batch
from lrs.rules.values import moment_of
from lrs.rules.versions import Version

Moments = tuple[int | None, int | None]
"""The ticks of a statement's own `stored`, and of the one that stands before it."""


class Past(msgspec.Struct, frozen=True):
    """A statement from elsewhere; `origin` says where it stood, for whoever must mend it.

    It wants to keep the moment `stored`, behind the one at `before`; None asks for the present.
    """

    origin: str
    received: Received
    stored: int | None = None
    before: int | None = None


def read_past(raw: bytes) -> tuple[Received, int]:
    """A statement as another record store keeps it, with its authority, and its `stored` in ticks.

    Whatever either version of xAPI takes is taken.
    """
    if raw.lstrip()[:1] != b"{":
        reject("shape", ("statements",), reason="must be one statement.")
    try:
        sent, version = read_batch(raw, Version.V1), Version.V1
    except StatementRejected:
        sent, version = read_batch(raw, Version.V2), Version.V2
    body, shape = sent[0]
    ticks = _ticks_kept(body)
    return Filling(body["authority"], version, _no_id).received(body, shape), ticks


def _ticks_kept(body: dict[str, Any]) -> int:
    """A record store owes its readers id, authority and stored (Data §2.4)."""
    for name in ("id", "authority", "stored"):
        if name not in body:
            reject("required", ("statements", 0), name)
    body.setdefault("timestamp", body["stored"])
    moment = moment_of(body["stored"], strict=False)
    if moment is None:
        reject("timestamp", ("statements", 0), "stored")
    return ticks_of(moment)


def _no_id() -> Any:
    raise AssertionError("the statement has an id")


def ticks_for(wanted: Sequence[Moments], last: int | None, now: int) -> list[int]:
    """The ticks under which statements from elsewhere are stored here, in their own order.

    History keeps its moments as long as it is written behind nothing but itself: into an empty
    store, or right behind the statement that stands before it. From where anything else came in
    between, the rest gets the present, so that all order stays and no reader has passed it.
    """
    given = []
    for stored, before in wanted:
        later = 0 if last is None else last + 1
        keeps = stored is not None and last in (None, before) and later <= stored <= now
        last = stored if keeps and stored is not None else max(now, later)
        given.append(last)
    return given
