"""What counts so far for a goal, per mode: dots, never a percentage."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from foundation.problems import N_
from lti_tool.blend.rules.items import BlendItem
from lti_tool.evidence.rules.facts import Fact, Kind, Standing
from lti_tool.profile.rules import Mode

FINISHED = frozenset(
    {
        Kind.COMPLETED,
        Kind.ATTENDED,
        Kind.TRIED,
        Kind.MOMENT,
        Kind.VISITED,
        Kind.TALKED,
        Kind.COACHED,
    }
)
"""Kinds of facts that stand for something done; beginning a module is not yet a dot."""

LINKABLE = timedelta(days=180)

MODES: tuple[tuple[Mode, str, str], ...] = (
    # mode, what it is called, its shade in our charts
    (Mode.ONLINE, N_("Online"), "online"),
    (Mode.MEETING, N_("Samen"), "together"),
    (Mode.WORKPLACE, N_("In de klas"), "classroom"),
    (Mode.INFORMAL, N_("Tussendoor"), "informal"),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one mode: how many are done of how many that were planned or turned out to be done."""

    mode: Mode
    name: str
    shade: str
    done: int
    all: int


def is_done(fact: Fact) -> bool:
    """Whether a fact is one thing done that counts (`ev(g)` of domain.md §5.5)."""
    return fact.standing is Standing.COUNTS and fact.kind in FINISHED


def done_per_mode(facts: Sequence[Fact]) -> dict[Mode, int]:
    return Counter(fact.mode for fact in facts if fact.mode and is_done(fact))


def progress_of(items: Sequence[BlendItem], happened: Mapping[Mode, int]) -> list[Progress]:
    """Per mode, leaving out modes in which nothing was planned or done; `happened` as counted.

    What is ticked by hand leaves no fact and what comes by itself has no item, so the larger
    of the two is what was done; what is still open comes on top of it.
    """
    waiting = Counter(item.mode for item in items if item.open)
    ticked = Counter(item.mode for item in items if item.done)
    found = []
    for mode, name, shade in MODES:
        done = max(ticked[mode], happened.get(mode, 0))
        everything = done + waiting[mode]
        if everything:
            found.append(Progress(mode, name, shade, done, everything))
    return found
