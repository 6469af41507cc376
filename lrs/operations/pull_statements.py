"""Pull statements from another record store, from where the last time ended."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec

from lrs.operations.bring_in import Brought, bring_within
from lrs.operations.keep_contents import bring_contents
from lrs.operations.record_store import RecordStore
from lrs.platforms.record_stores import RecordStoreUnreachable, RemoteStore
from lrs.rules.history import Past, read_past
from lrs.rules.pages import Page
from lrs.rules.problems import MalformedJson, StatementRefused, StatementRejected
from lrs.rules.sequence import seq_at, stored_at
from lrs.storage import pulls

OVERLAP = timedelta(seconds=1)
"""Asked again: several statements may share one `stored`; what is known is passed over."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """`skipped`: what is no statement by the rules, each with its reason."""

    statements: Brought
    through: datetime | None
    skipped: tuple[str, ...] = ()


Progress = Callable[[Pulled], None]


def pull_statements(
    store: RecordStore,
    tenant: int,
    remote: RemoteStore,
    *,
    skip: bool = False,
    progress: Progress | None = None,
) -> Pulled:
    """Store what is new there, page by page; each page commits with the place it leads to.

    Authority stays what it was there; `stored` is the present. Raises `StatementRefused` for
    what is no statement, unless told to `skip` it.
    """
    with store.database.reading(tenant) as tx:
        done = Pulled(Brought(), pulls.through(tx, remote.endpoint, remote.key))
    for page, consistent in remote.pages(done.through and done.through - OVERLAP):
        past, skipped = _read(page, skip=skip)
        moments = [stored for _, stored in past]
        if moments and moments[0] > moments[-1]:
            raise RecordStoreUnreachable(remote.endpoint, "it does not sort by `stored`.")
        through = _through([*moments[-1:], *([consistent] if consistent else [])], done.through)
        with store.database.writing(tenant) as tx:
            bring_contents(tx, page.contents)
            brought = bring_within(tx, store, [one for one, _ in past]) if past else Brought()
            if moments and through:
                pulls.move(tx, remote.endpoint, remote.key, through)
        done = replace(
            done,
            statements=done.statements + brought,
            through=through if moments else done.through,
            skipped=(*done.skipped, *skipped),
        )
        if progress:
            progress(done)
    return done


def _through(moments: list[datetime], before: datetime | None) -> datetime | None:
    """No further than the other side vouches for, and never back."""
    reached = min(moments, default=before)
    return max(reached, before) if reached and before else reached


def _read(page: Page, *, skip: bool) -> tuple[list[tuple[Past, datetime]], list[str]]:
    """Each with its `stored` there."""
    past, skipped = [], []
    for raw in page.texts:
        try:
            received, ticks = read_past(raw)
        except (StatementRejected, MalformedJson) as fault:
            refused = StatementRefused(origin=_name_of(raw), reason=fault.message, rule=fault.code)
            if not skip:
                raise refused from fault
            skipped.append(refused.message)
        else:
            moment = stored_at(seq_at(ticks))
            past.append((Past(f"Statement {received.id}", received), moment))
    return past, skipped


class _Named(msgspec.Struct):
    id: str = "without an id"


def _name_of(raw: bytes) -> str:
    try:
        return f"Statement {msgspec.json.decode(raw, type=_Named).id}"
    except msgspec.MsgspecError:
        return "Something that is no statement"
