"""Which icons our pages may use: names of Lucide drawings, copied into one sprite at build time."""

from functools import cache

from markupsafe import Markup

from foundation.problems import Problem

SPRITE = "vendor/icons.svg"

ICONS: tuple[str, ...] = (
    "arrow-down",
    "arrow-left",
    "arrow-right",
    "arrow-up",
    "badge-check",
    "book-open",
    "calendar",
    "chart-column",
    "check",
    "chevron-right",
    "circle",
    "circle-alert",
    "circle-check",
    "clock",
    "copy",
    "download",
    "external-link",
    "eye",
    "flag",
    "footprints",
    "heart",
    "hourglass",
    "house",
    "inbox",
    "info",
    "lightbulb",
    "link",
    "list-checks",
    "lock",
    "map-pin",
    "message-circle",
    "monitor",
    "pencil",
    "play",
    "plug",
    "plus",
    "presentation",
    "printer",
    "qr-code",
    "rotate-ccw",
    "school",
    "search",
    "send",
    "settings",
    "share-2",
    "sprout",
    "target",
    "trash-2",
    "trending-up",
    "upload",
    "user",
    "user-check",
    "users",
    "x",
)


class NoSuchIcon(Problem):
    text = "The sprite holds no icon {name}; add it to lti_tool/shell/icons.py."


@cache
def draw_icon(name: str, sprite_url: str) -> Markup:
    """An icon is always decoration: the words beside it carry the meaning."""
    if name not in ICONS:
        raise NoSuchIcon(name=name)
    return Markup(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
    ).format(sprite_url, name)
