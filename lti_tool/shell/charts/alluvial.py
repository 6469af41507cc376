"""Streams between two or three columns: from theme to goal to activity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lti_tool.shell.charts.svg import INK, PAPER, SHADES, drawing, join, px, said, tag

WIDTH, NODE, GAP, EDGE = 600, 10, 14, 8
STREAMS = ("online", "together", "classroom", "informal")
MIDDLE = 0.44
"""A little left of the centre, so that labels right of it find room on a phone."""


@dataclass(frozen=True, slots=True)
class Node:
    label: str
    total: float


@dataclass(frozen=True, slots=True)
class Link:
    """From the place of a node in one column to that of a node in the next."""

    source: int
    target: int
    count: float


@dataclass(slots=True)
class Placed:
    """A node on its place; `left` and `right` say how far its streams have filled it."""

    top: float
    height: float
    left: float
    right: float


def alluvial(
    id: str,  # noqa: A002
    title: str,
    desc: str,
    columns: Sequence[Sequence[Node]],
    links: Sequence[Sequence[Link]],
    height: int = 250,
) -> Markup:
    """`links[n]` join column n and n+1; streams start in the colour of their first column."""
    unit = unit_of(columns, height)
    placed = [place(column, unit) for column in columns]
    edges = edges_of(len(columns))
    shapes = [
        *(
            stream(columns, placed, edges, step, link, unit)
            for step, group in enumerate(links)
            for link in group
        ),
        *nodes(placed, edges),
    ]
    plot = tag(
        '<svg width="100%" height="{0}" viewBox="0 0 {1} {0}" preserveAspectRatio="none">{2}</svg>',
        height,
        WIDTH,
        join(shapes),
    )
    body = join([plot, *labels(columns, placed, edges)])
    return drawing(id, title, desc, height, body, "alluvial")


def unit_of(columns: Sequence[Sequence[Node]], height: int) -> float:
    """Pixels per one, so that the fullest column just fits."""
    fullest = max((sum(node.total for node in column) for column in columns), default=0) or 1
    gaps = GAP * (max((len(column) for column in columns), default=1) - 1)
    return (height - 2 * EDGE - gaps) / fullest


def place(column: Sequence[Node], unit: float) -> list[Placed]:
    placed, top = [], float(EDGE)
    for node in column:
        placed.append(Placed(top, node.total * unit, top, top))
        top += node.total * unit + GAP
    return placed


def edges_of(count: int) -> tuple[float, ...]:
    """Left edge of each column of nodes."""
    if count == 2:  # noqa: PLR2004
        return (0, WIDTH - NODE)
    return (0, WIDTH * MIDDLE - NODE / 2, WIDTH - NODE)


def stream(
    columns: Sequence[Sequence[Node]],
    placed: Sequence[Sequence[Placed]],
    edges: Sequence[float],
    step: int,
    link: Link,
    unit: float,
) -> Markup:
    source, target = placed[step][link.source], placed[step + 1][link.target]
    thick = link.count * unit
    y0, y1 = source.right, target.left
    source.right += thick
    target.left += thick
    shade = STREAMS[link.source % len(STREAMS)] if step == 0 else "other"
    return tag(
        '<path class="flow {shade}" fill="{fill}" fill-opacity=".32" d="{path}">'
        "<title>{source} → {target}: {count}</title></path>",
        shade=shade,
        fill=SHADES[shade],
        path=band(edges[step] + NODE, edges[step + 1], y0, y1, thick),
        source=columns[step][link.source].label,
        target=columns[step + 1][link.target].label,
        count=said(link.count),
    )


def band(x0: float, x1: float, y0: float, y1: float, thick: float) -> str:
    half, left, right = px((x0 + x1) / 2), px(x0), px(x1)
    begin, end = px(y0), px(y1)
    back, home = px(y1 + thick), px(y0 + thick)
    return (
        f"M{left},{begin}C{half},{begin} {half},{end} {right},{end}"
        f"V{back}C{half},{back} {half},{home} {left},{home}Z"
    )


def nodes(placed: Sequence[Sequence[Placed]], edges: Sequence[float]) -> Iterator[Markup]:
    for edge, column in zip(edges, placed, strict=True):
        for node in column:
            yield tag(
                '<rect class="node" fill="{}" x="{}" y="{}" width="{}" height="{}"/>',
                INK,
                px(edge),
                px(node.top),
                NODE,
                px(node.height),
            )


def labels(
    columns: Sequence[Sequence[Node]],
    placed: Sequence[Sequence[Placed]],
    edges: Sequence[float],
) -> Iterator[Markup]:
    """Right of their node, except in the last column, where they stand left of it."""
    last = len(columns) - 1
    for number, (column, spots) in enumerate(zip(columns, placed, strict=True)):
        at = edges[number] - 4 if number == last else edges[number] + NODE + 4
        for node, spot in zip(column, spots, strict=True):
            yield tag(
                '<text class="flow-label" fill="{ink}" stroke="{paper}" stroke-width="4"'
                ' paint-order="stroke" font-weight="600" x="{x}%" y="{y}" text-anchor="{anchor}">'
                "{label} {total}</text>",
                ink=INK,
                paper=PAPER,
                x=px(at / WIDTH * 100),
                y=px(spot.top + spot.height / 2 + 4),
                anchor="end" if number == last else "start",
                label=node.label,
                total=said(node.total),
            )
