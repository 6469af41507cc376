"""What may be shown: never a number about a group smaller than k (domain.md §5.5).

Three rules work together. A *share* is shown when both the part and what is left of it are at
least three. A *distribution* hides its small classes, and one more where subtraction would
tell. A *group* (a period, a theme, a row of months) is shown only when at least k people are
behind it, and none or at least k behind what is left of every wider group that is shown.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

LEAST = 3
"""The smallest part, and the smallest rest, that a number may tell of."""

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Units = Mapping[Any, UUID]
"""What is counted (goals, facts, evaluations …), each with the person behind it."""


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; `shown` is False where that would tell of too few."""

    part: int
    whole: int

    @property
    def shown(self) -> bool:
        return self.part >= LEAST and self.whole - self.part >= LEAST

    @property
    def ratio(self) -> float:
        return self.part / self.whole if self.whole else 0.0


def shown_classes(counts: Mapping[Key, int]) -> frozenset[Key]:
    """Which classes of a distribution may be told, beside its total.

    A class under three is hidden, and so is one that leaves fewer than three to the others.
    The hidden ones together are never under three either: total minus shown must not tell.
    """
    whole = sum(counts.values())
    told = {key for key, count in counts.items() if Share(count, whole).shown}
    while told and len(told) < len(counts) and whole - sum(counts[key] for key in told) < LEAST:
        told.remove(min(told, key=lambda key: (counts[key], str(key))))
    return frozenset(told)


def shown_cells(
    rows: Mapping[Row, Mapping[Key, int]], segments: Sequence[Sequence[Row]]
) -> frozenset[tuple[Row, Key]]:
    """Which cells (row, column) of a table may be told, beside the totals of its lines.

    A line is a row, or a column within one segment of rows: totals are known of each. In
    every line the hidden cells are at least two and together at least three, so that
    subtracting what is shown from a total tells nothing of one cell.
    """
    cells = {(row, column): n for row, counts in rows.items() for column, n in counts.items()}
    columns = dict.fromkeys(column for _, column in cells)
    lines = [[(row, column) for column in counts] for row, counts in rows.items()]
    lines += [[(row, column) for row in segment] for segment in segments for column in columns]
    hidden = {cell for cell, n in cells.items() if n < LEAST}
    while more := {cell for line in lines if (cell := _one_more(line, cells, hidden))}:
        hidden |= more
    return frozenset(cells.keys() - hidden)


def _one_more(
    line: Sequence[tuple[Row, Key]],
    cells: Mapping[tuple[Row, Key], int],
    hidden: set[tuple[Row, Key]],
) -> tuple[Row, Key] | None:
    """The cell that must be hidden too; None where the line is safe."""
    away = [cell for cell in line if cell in hidden]
    told = [cell for cell in line if cell not in hidden]
    if not away or not told:
        return None
    if len(away) > 1 and sum(cells[cell] for cell in away) >= LEAST:
        return None
    return min(told, key=lambda cell: (cells[cell], str(cell)))


def is_group(k: int, *units: Units) -> bool:
    """Whether at least k people are behind these together; no more are looked at than needed."""
    people: set[UUID] = set()
    for person in (person for some in units for person in some.values()):
        people.add(person)
        if len(people) >= k:
            return True
    return k <= 0


def shown_chain(chain: Mapping[Key, Units], k: int) -> frozenset[Key]:
    """Which of several nested groups may be shown; the widest comes first in `chain`.

    Of nested groups subtraction can tell nothing but the difference between one that is shown
    and the next one that is: that difference must be nobody, or a group itself.
    """
    shown: list[Key] = []
    for name, units in chain.items():
        if not is_group(k, units):
            continue
        if shown:
            wider = chain[shown[-1]]
            rest = {key: person for key, person in wider.items() if key not in units}
            if rest and not is_group(k, rest):
                continue
        shown.append(name)
    return frozenset(shown)


def shown_parts(parts: Mapping[Key, Units], k: int) -> frozenset[Key]:
    """Which parts of a whole may be shown beside it; what is hidden is together a group."""
    told = {name for name, units in parts.items() if is_group(k, units)}
    while told:
        hidden = [units for name, units in parts.items() if name not in told]
        if not any(hidden) or is_group(k, *hidden):
            break
        told.remove(min(told, key=lambda name: (len(parts[name]), str(name))))
    return frozenset(told)


def joined(parts: Mapping[Key, Units], k: int) -> list[list[Key]]:
    """Neighbours put together until each row is a group; what is left joins the last row."""
    rows: list[list[Key]] = []
    waiting: list[Key] = []
    for name in parts:
        waiting.append(name)
        if is_group(k, *(parts[one] for one in waiting)):
            rows.append(waiting)
            waiting = []
    if rows:
        rows[-1].extend(waiting)
    return rows
