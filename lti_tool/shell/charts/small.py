"""Little pictures beside a number: progress dots, a thin bar, a sparkline."""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from lti_tool.shell.charts.svg import LINE, SHADES, join, px, tag

MOST_DOTS = 8
STEP = 16


@lru_cache(maxsize=1024)
def dots(done: int, total: int, shade: str) -> Markup:
    """Decoration: the words "3 van 4" stand beside it. Many dots become a thin bar.

    A page has hundreds of them, nearly all the same.
    """
    if total > MOST_DOTS:
        return small_bar(done / total, shade, width=MOST_DOTS * STEP)
    circles = (
        tag(
            '<circle class="{}" cx="{}" cy="7" r="5.5" fill="{}" stroke="{}"/>',
            "full" if number < done else "open",
            7 + number * STEP,
            SHADES[shade] if number < done else "none",
            SHADES[shade],
        )
        for number in range(total)
    )
    return tag(
        '<svg class="dots {}" width="{}" height="14" aria-hidden="true">{}</svg>',
        shade,
        total * STEP,
        join(circles),
    )


def small_bar(share: float, shade: str = "online", width: int | str = "100%") -> Markup:
    """A share between 0 and 1 as a thin bar; more than everything is everything."""
    part = 100 * min(max(share, 0.0), 1.0)
    return tag(
        '<svg class="small-bar {shade}" width="{width}" height="6" aria-hidden="true">'
        '<rect class="bar-track" fill="{line}" width="100%" height="6" rx="3"/>'
        '<rect class="bar-fill" fill="{fill}" width="{part}%" height="6" rx="3"/></svg>',
        shade=shade,
        width=width,
        line=LINE,
        fill=SHADES[shade],
        part=px(part),
    )


def spark(label: str, values: Sequence[float], top: float) -> Markup:
    """How a number grew; `top` is the same for all rows of a table. The number stands beside it."""
    last = max(len(values) - 1, 1)
    ceiling = max(top, *values, 1) if values else 1
    points = " ".join(
        f"{px(i * 100 / last)},{px((1 - value / ceiling) * 100)}" for i, value in enumerate(values)
    )
    return tag(
        '<svg class="spark" width="96" height="24" viewBox="0 0 100 100"'
        ' preserveAspectRatio="none" role="img" aria-label="{}"><polyline fill="none" stroke="{}"'
        ' stroke-width="2" vector-effect="non-scaling-stroke" points="{}"/></svg>',
        label,
        SHADES["online"],
        points if len(values) > 1 else "",
    )
