"""Horizontal stacked bars with their numbers inside: rows fit a phone."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from lti_tool.shell.charts.svg import (
    INK,
    PAPER,
    QUIET,
    SHADES,
    Series,
    drawing,
    join,
    px,
    room_for,
    said,
    tag,
)

ROW, GAP = 34, 12
TOTAL_ROOM = 9
DIGIT = 2.4
"""Percent of the width that one digit inside a bar needs, and as much as margin."""


def stacked(
    id: str,  # noqa: A002
    title: str,
    desc: str,
    labels: Sequence[str],
    series: Sequence[Series],
) -> Markup:
    """One bar per label; the longest fills the width. Missing values count as nothing."""
    left = room_for(labels, 10, 36)
    widest = max((sum(parts(series, i)) for i in range(len(labels))), default=0) or 1
    scale = (100 - left - TOTAL_ROOM) / widest
    rows = (bar(label, i, series, left, scale) for i, label in enumerate(labels))
    return drawing(id, title, desc, ROW * len(labels) + 6, join(rows), "stacked")


def parts(series: Sequence[Series], index: int) -> list[float]:
    return [one.values[index] or 0 for one in series]


def bar(label: str, index: int, series: Sequence[Series], left: float, scale: float) -> Markup:
    y = ROW * index + 4
    values = parts(series, index)
    return tag(
        '<text class="axis" fill="{quiet}" x="0" y="{base}">{label}</text>{pieces}'
        '<text class="total" fill="{ink}" x="{end}%" y="{base}">{total}</text>',
        quiet=QUIET,
        ink=INK,
        base=y + 16,
        label=label,
        pieces=join(pieces(label, y, series, values, left, scale)),
        end=px(left + sum(values) * scale + 1),
        total=said(sum(values)),
    )


def pieces(
    label: str, y: int, series: Sequence[Series], values: Sequence[float], left: float, scale: float
) -> Iterator[Markup]:
    x = left
    for one, value in zip(series, values, strict=True):
        width = value * scale
        if value:
            yield tag(
                '<g class="{shade}"><rect class="bar" fill="{fill}" x="{x}%" y="{y}"'
                ' width="{width}%" height="{height}"><title>{label} · {name}: {value}</title>'
                "</rect>{inside}</g>",
                shade=one.shade,
                fill=SHADES[one.shade],
                x=px(x),
                y=y,
                width=px(width),
                height=ROW - GAP,
                label=label,
                name=one.name,
                value=said(value),
                inside=inside(value, x + width / 2, y, width),
            )
        x += width


def inside(value: float, middle: float, y: int, width: float) -> Markup:
    """The number in its bar, where it fits."""
    text = said(value)
    if width < (len(text) + 1) * DIGIT:
        return Markup("")
    return tag(
        '<text class="in-bar" fill="{}" x="{}%" y="{}" text-anchor="middle">{}</text>',
        PAPER,
        px(middle),
        y + 16,
        text,
    )
