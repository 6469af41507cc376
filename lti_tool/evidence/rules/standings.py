"""Which of several facts counts: the newest revision, and one per activity and day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum
from uuid import UUID

from lti_tool.evidence.rules.facts import Kind, Standing

RANK: dict[Kind, int] = {
    kind: place
    for place, kind in enumerate(
        (
            Kind.COMPLETED,
            Kind.ATTENDED,
            Kind.TRIED,
            Kind.VISITED,
            Kind.TALKED,
            Kind.COACHED,
            Kind.MOMENT,
            Kind.EARNED,
            Kind.PROGRESSED,
            Kind.STARTED,
            Kind.LEFT,
            Kind.REFLECTED,
            Kind.SHARED,
            Kind.COMMENTED,
        )
    )
}
"""Who speaks for an activity on a day: rather that it was finished than that it was begun."""


@dataclass(frozen=True, slots=True)
class Contender:
    """The part of a fact that decides its standing."""

    id: UUID
    person_id: UUID
    goal_id: UUID | None
    offering_id: UUID | None
    month: int
    occasion: int
    reference: str | None
    revision: int
    kind: Kind
    activity: str
    duration: float | None
    standing: Standing
    spent: int | None


Verdict = tuple[Standing, int | None]


def verdicts(contenders: Sequence[Contender]) -> dict[UUID, Verdict]:
    """Standing and time spent of every fact.

    Give it whole occasions and whole references: a part would be judged wrongly.
    """
    current = _newest(contenders)
    judged: dict[UUID, Verdict] = {
        c.id: (Standing.SUPERSEDED, None) for c in contenders if c.id not in current
    }
    by_occasion = defaultdict(list)
    for contender in contenders:
        if contender.id in current:
            by_occasion[contender.occasion].append(contender)
    for together in by_occasion.values():
        judged |= _on_one_day(together)
    return judged


def _newest(contenders: Iterable[Contender]) -> set[UUID]:
    """`F` of domain.md §5.5: of several with one reference only the highest revision."""
    highest: dict[str, int] = {}
    for c in contenders:
        if c.reference is not None:
            highest[c.reference] = max(highest.get(c.reference, c.revision), c.revision)
    return {c.id for c in contenders if c.reference is None or c.revision == highest[c.reference]}


def _on_one_day(together: Sequence[Contender]) -> dict[UUID, Verdict]:
    """One fact counts and carries all the time that was spent; the others repeat it."""
    first = min(together, key=lambda c: (RANK[c.kind], -(c.duration or 0), c.id))
    judged: dict[UUID, Verdict] = {c.id: (Standing.REPEATS, None) for c in together}
    judged[first.id] = (Standing.COUNTS, spent_on(together))
    return judged


def spent_on(together: Iterable[Contender]) -> int | None:
    """Whole seconds spent, where anything tells: per activity all sittings added up, or the
    longest duration that another statement gives, whichever is more.
    """
    timed = [c for c in together if c.duration is not None]
    if not timed:
        return None
    timed.sort(key=lambda c: c.activity)
    return round(fsum(_longest(list(same)) for _, same in groupby(timed, key=lambda c: c.activity)))


def _longest(same: Sequence[Contender]) -> float:
    sittings = fsum(c.duration or 0 for c in same if c.kind is Kind.LEFT)
    others = [c.duration or 0 for c in same if c.kind is not Kind.LEFT]
    return max(sittings, *others, 0)
