"""What all charts share: the outer drawing, shades, numbers and axes.

The outer `<svg>` has no viewBox: x and width are percentages, y and height pixels, so bars
follow the page's width while text keeps its size. Colours are classes, with `fill` attributes
beside them for paper and mail, where our style sheet does not reach.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

SHADES: dict[str, str] = {
    "online": "#2563a8",
    "together": "#a65d08",
    "classroom": "#0f5c4a",
    "informal": "#7a4a86",
    "other": "#566264",
    "c0": "#9c3a12",
    "c1": "#e2a586",
    "c2": "#d9dfde",
    "c3": "#8bbcc9",
    "c4": "#15607a",
}
"""The same colours as `--online` and so on in css/tokens.css, in light."""

INK, QUIET, LINE, PAPER = "#1c2526", "#566264", "#d9dfde", "#ffffff"

MOST_TICKS = 5
LETTER = 2.2
"""Width of a letter in percent of the narrowest drawing we make (about 320 px)."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one colour of a bar; `None` is a value that may not be shown."""

    name: str
    values: Sequence[float | None]
    shade: str = "online"


def tag(template: str, *values: object, **named: object) -> Markup:
    """A piece of SVG; every value is escaped."""
    safe = {name: escape(value) for name, value in named.items()}
    return Markup(template.format(*map(escape, values), **safe))  # noqa: S704  (our own templates)


def join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def drawing(id: str, title: str, desc: str, height: float, body: Markup, kind: str) -> Markup:  # noqa: A002
    """The outer drawing: a picture with a name and one sentence that says its message."""
    return tag(
        '<svg class="chart {kind}" width="100%" height="{height}" role="img"'
        ' aria-labelledby="{id}-t {id}-d" focusable="false"'
        ' font-family="sans-serif" font-size="13">'
        '<title id="{id}-t">{title}</title><desc id="{id}-d">{desc}</desc>{body}</svg>',
        kind=kind,
        height=px(height),
        id=id,
        title=title,
        desc=desc,
        body=body,
    )


def px(value: float) -> str:
    """A length or share as short as it can be: 12, 12.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def said(value: float) -> str:
    """1.234 or 2,5: as people here write numbers."""
    text = f"{value:,.1f}".removesuffix(".0")
    return text.translate(str.maketrans(",.", ".,"))


def ticks(top: float) -> list[float]:
    """Round values from 0 to at least `top`, with at most five steps."""
    step = next(s for s in steps() if top <= s * MOST_TICKS)
    count = max(1, -int(-top // step))
    return [step * number for number in range(count + 1)]


def steps() -> Iterable[int]:
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def room_for(texts: Iterable[str], least: float, most: float) -> float:
    """Percent of the width to keep free for texts of this length."""
    longest = max((len(text) for text in texts), default=0)
    return min(max(longest * LETTER + 2, least), most)
