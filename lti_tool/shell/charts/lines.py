"""Lines over time, named at their ends instead of in a legend."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from markupsafe import Markup

from lti_tool.shell.charts.svg import (
    LINE,
    QUIET,
    SHADES,
    Series,
    drawing,
    join,
    px,
    room_for,
    said,
    tag,
    ticks,
)

TOP, BOTTOM, LEFT = 14, 30, 7
LABEL_HEIGHT = 16
CROWDED = 8
"""From this many labels on, every other one is left out on a phone."""

Point = tuple[int, float]


def lines(
    id: str,  # noqa: A002
    title: str,
    desc: str,
    labels: Sequence[str],
    series: Sequence[Series],
    height: int = 230,
) -> Markup:
    """Lines from the left edge to the last label; a missing value is a gap in its line."""
    marks = ticks(max((v for s in series for v in s.values if v is not None), default=0))
    plot = Plot(labels, series, marks[-1], height)
    parts = [
        *(plot.grid_line(mark) for mark in marks),
        *plot.axis(),
        *(plot.curve(one, second=number > 0) for number, one in enumerate(series)),
        *plot.ends(),
    ]
    return drawing(id, title, desc, height, join(parts), "lines")


class Plot:
    """Where values stand: x in percent of the drawing, y in pixels."""

    def __init__(
        self, labels: Sequence[str], series: Sequence[Series], top: float, height: int
    ) -> None:
        self.labels, self.series, self.top, self.height = labels, series, top, height
        self.right = room_for((f"{s.name} 000" for s in series), 12, 30)
        self.width = 100 - LEFT - self.right
        self.depth = height - TOP - BOTTOM

    def share(self, index: int) -> float:
        """How far along the plot, 0 to 100; a single point stands in the middle."""
        last = len(self.labels) - 1
        return 100 * index / last if last > 0 else 50

    def x(self, index: int) -> float:
        return LEFT + self.width * self.share(index) / 100

    def y(self, value: float) -> float:
        return TOP + self.depth * (1 - value / self.top)

    def grid_line(self, value: float) -> Markup:
        return tag(
            '<line class="grid-line" stroke="{line}" x1="{x1}%" x2="{x2}%" y1="{y}" y2="{y}"/>'
            '<text class="axis" fill="{quiet}" x="{at}%" y="{base}"'
            ' text-anchor="end">{text}</text>',
            line=LINE,
            quiet=QUIET,
            x1=LEFT,
            x2=px(100 - self.right),
            at=LEFT - 1,
            y=px(self.y(value)),
            base=px(self.y(value) + 4),
            text=said(value),
        )

    def axis(self) -> Iterator[Markup]:
        crowded = len(self.labels) >= CROWDED
        for index, label in enumerate(self.labels):
            yield tag(
                '<text class="axis{}" fill="{}" x="{}%" y="{}" text-anchor="middle">{}</text>',
                " every-other" if crowded and index % 2 else "",
                QUIET,
                px(self.x(index)),
                self.height - 10,
                label,
            )

    def curve(self, one: Series, *, second: bool) -> Markup:
        runs = [run for run in runs_of(one.values) if len(run) > 1]
        return tag(
            '<svg class="plot {shade}" x="{x}%" y="{y}" width="{width}%" height="{height}"'
            ' viewBox="0 0 100 100" preserveAspectRatio="none">{body}</svg>',
            shade=one.shade,
            x=LEFT,
            y=TOP,
            width=px(self.width),
            height=self.depth,
            body=join(self.run(run, SHADES[one.shade], second=second) for run in runs),
        )

    def run(self, run: Sequence[Point], colour: str, *, second: bool) -> Markup:
        points = " ".join(
            f"{px(self.share(i))},{px(100 * (1 - value / self.top))}" for i, value in run
        )
        return tag(
            '<polygon class="area" fill="{c}" opacity=".1" points="{first},100 {p} {last},100"/>'
            '<polyline class="line{dashed}" fill="none" stroke="{c}" stroke-width="2.5"'
            ' vector-effect="non-scaling-stroke" points="{p}"/>',
            c=colour,
            p=points,
            dashed=" dashed" if second else "",
            first=px(self.share(run[0][0])),
            last=px(self.share(run[-1][0])),
        )

    def ends(self) -> Iterator[Markup]:
        ended = [(one, run[-1]) for one in self.series if (run := last_run(one.values))]
        heights = spread([self.y(value) for _, (_, value) in ended], self.height - BOTTOM)
        for (one, (index, value)), label_y in zip(ended, heights, strict=True):
            yield tag(
                '<g class="{shade}"><circle class="point" fill="{c}" cx="{x}%" cy="{y}" r="4"/>'
                '<text class="end-label" fill="{c}" x="{at}%" y="{base}">{value} {name}</text></g>',
                shade=one.shade,
                c=SHADES[one.shade],
                x=px(self.x(index)),
                y=px(self.y(value)),
                at=px(self.x(index) + 1.6),
                base=px(label_y + 4),
                value=said(value),
                name=one.name,
            )


def runs_of(values: Sequence[float | None]) -> list[list[Point]]:
    """The stretches of a line between its gaps."""
    known = groupby(enumerate(values), key=lambda pair: pair[1] is not None)
    return [[(i, v) for i, v in run if v is not None] for there, run in known if there]


def last_run(values: Sequence[float | None]) -> list[Point]:
    runs = runs_of(values)
    return runs[-1] if runs else []


def spread(heights: Sequence[float], lowest: float) -> list[float]:
    """Push labels apart that would overlap, from the top down, and back up from the bottom."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    placed = list(heights)
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + LABEL_HEIGHT)
    if order:
        placed[order[-1]] = min(placed[order[-1]], lowest)
    for below, above in pairwise(reversed(order)):
        placed[above] = min(placed[above], placed[below] - LABEL_HEIGHT)
    return placed
