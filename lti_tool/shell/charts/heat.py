"""Numbers in a table whose cells also show by colour how much they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from lti_tool.shell.charts.svg import said

LEVELS = 5


@dataclass(frozen=True, slots=True)
class HeatCell:
    """`level` 0 to 5 chooses the colour; `text` is what is written in the cell."""

    text: str
    level: int


def heat_cells(values: Sequence[float | None], top: float, hidden: str = "–") -> list[HeatCell]:
    """Cells on a scale up to `top`; a value that may not be shown is written as `hidden`."""
    return [
        HeatCell(hidden, 0) if value is None else HeatCell(said(value), level(value, top))
        for value in values
    ]


def level(value: float, top: float) -> int:
    """0 only for nothing; above that five equal steps up to `top`."""
    if value <= 0 or top <= 0:
        return 0
    return min(LEVELS, -int(-value * LEVELS // top))
