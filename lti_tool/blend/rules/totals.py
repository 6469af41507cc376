"""What a blend adds up to, in which order, and one kind thing to say about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lti_tool.profile.rules import Mode


@dataclass(frozen=True, slots=True)
class Total:
    """Minutes; `online`, `together` and `in_class` add up to `minutes`."""

    online: int = 0
    together: int = 0
    in_class: int = 0
    count: int = 0

    @property
    def minutes(self) -> int:
        return self.online + self.together + self.in_class


def total_of(parts: Iterable[tuple[Mode, int]]) -> Total:
    """Add up (mode, minutes); informal learning counts with what happens in class."""
    sums = {Mode.ONLINE: 0, Mode.MEETING: 0, Mode.WORKPLACE: 0, Mode.INFORMAL: 0}
    count = 0
    for mode, minutes in parts:
        sums[mode] += max(0, minutes)
        count += 1
    in_class = sums[Mode.WORKPLACE] + sums[Mode.INFORMAL]
    return Total(sums[Mode.ONLINE], sums[Mode.MEETING], in_class, count)


def moved(order: Sequence[str], key: str, by: int) -> list[str]:
    """Move one key up (-1) or down (+1); at the edge, or unknown, all stays as it is."""
    keys = list(order)
    if key not in keys:
        return keys
    place = keys.index(key)
    target = min(max(place + by, 0), len(keys) - 1)
    keys.insert(target, keys.pop(place))
    return keys


def in_order(keys: Iterable[str], order: Sequence[str]) -> list[str]:
    """The chosen keys: first those that had a place, then the newly chosen."""
    chosen = list(dict.fromkeys(keys))
    placed = [key for key in dict.fromkeys(order) if key in chosen]
    return placed + [key for key in chosen if key not in placed]


class Advice(StrEnum):
    """A hint, never a demand (P7)."""

    PRACTISE_AFTER = "practise-after"
    ADD_PRACTICE = "add-practice"
    ADD_OTHERS = "add-others"


PRACTICE = frozenset({Mode.WORKPLACE, Mode.INFORMAL})


def advice_for(modes: Sequence[Mode]) -> Advice | None:
    """Practice after learning is praised; a blend of one kind gets one gentle idea."""
    if not modes:
        return None
    practice = [place for place, mode in enumerate(modes) if mode in PRACTICE]
    learning = [place for place, mode in enumerate(modes) if mode not in PRACTICE]
    if not practice:
        return Advice.ADD_PRACTICE
    if learning and practice[-1] > learning[0]:
        return Advice.PRACTISE_AFTER
    return None if learning else Advice.ADD_OTHERS
