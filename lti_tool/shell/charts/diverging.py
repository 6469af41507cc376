"""Survey answers around the middle of "neutral": what is for stands right, against left."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from lti_tool.shell.charts.svg import INK, PAPER, SHADES, drawing, join, px, said, tag

HEIGHT, MARGIN = 34, 5
CLASSES = 5
ENDS = (0, 4)
NARROWEST = 4
"""A part narrower than this (percent) shows no number; the table below has it."""


def sides(counts: Sequence[float]) -> tuple[float, float]:
    """How much lies left and right of the middle of the middle class."""
    against_2, against_1, neutral, for_1, for_2 = counts
    return against_2 + against_1 + neutral / 2, neutral / 2 + for_1 + for_2


def span_of(rows: Sequence[Sequence[float]]) -> float:
    """The widest side of all rows, so that they share one scale."""
    return max((max(sides(counts)) for counts in rows), default=0) or 1


def diverging(
    id: str,  # noqa: A002
    statement: str,
    counts: Sequence[float],
    scale: Sequence[str],
    span: float,
) -> Markup:
    """One row; `counts` and `scale` run from most against to most for, five classes."""
    if len(counts) != CLASSES or len(scale) != CLASSES:
        raise ValueError(f"A survey row has {CLASSES} classes, not {len(counts)}.")
    desc = ", ".join(f"{name}: {said(n)}" for name, n in zip(scale, counts, strict=True))
    middle = tag(
        '<line class="middle" stroke="{}" stroke-dasharray="3 3"'
        ' x1="50%" x2="50%" y1="0" y2="{}"/>',
        INK,
        HEIGHT,
    )
    body = join([middle, *pieces(counts, scale, 50 / span)])
    return drawing(id, statement, desc, HEIGHT, body, "diverging")


def pieces(counts: Sequence[float], scale: Sequence[str], unit: float) -> Iterator[Markup]:
    x = 50 - sides(counts)[0] * unit
    for number, (count, name) in enumerate(zip(counts, scale, strict=True)):
        width = count * unit
        if count:
            yield piece(number, count, name, x, width)
        x += width


def piece(number: int, count: float, name: str, x: float, width: float) -> Markup:
    return tag(
        '<g class="c{n}"><rect class="bar" fill="{fill}" x="{x}%" y="{y}" width="{width}%"'
        ' height="{height}"><title>{name}: {count}</title></rect>{inside}</g>',
        n=number,
        fill=SHADES[f"c{number}"],
        x=px(x),
        width=px(width),
        y=MARGIN,
        height=HEIGHT - 2 * MARGIN,
        name=name,
        count=said(count),
        inside=inside(number, count, x + width / 2, width),
    )


def inside(number: int, count: float, middle: float, width: float) -> Markup:
    if width < NARROWEST:
        return Markup("")
    return tag(
        '<text class="in-bar c{}" fill="{}" x="{}%" y="21" text-anchor="middle">{}</text>',
        number,
        PAPER if number in ENDS else INK,
        px(middle),
        said(count),
    )
