"""From one house colour of a board to a palette in which everything stays readable."""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from coloraide import Color
from flask import Flask, Response
from werkzeug.exceptions import NotFound

from foundation.problems import N_, Invalid

ON_WHITE = 4.5
"""WCAG 2.2 §1.4.3: text on white."""
ON_DARK = 7.0
"""§1.4.6: on dark we aim higher, for thin screens in bright rooms."""
WHITE, INK, BLACK, DARK_PAGE = "#ffffff", "#1c2526", "#000000", "#14191a"
STEP = 0.005
HEAT_SHARES = (0.16, 0.32, 0.52, 0.82, 1.0)
"""How far each heat level lies between the page and the house colour."""

COLOUR = re.compile(r"#?[0-9a-fA-F]{6}")


class NotAColour(Invalid):
    text = N_("‘{colour}’ is geen kleur. Schrijf zes tekens, bijvoorbeeld #0b5a66.")


@dataclass(frozen=True, slots=True)
class Shades:
    """The colours one scheme (light or dark) takes from the house colour."""

    brand: str
    strong: str
    on_brand: str
    tint: str
    tint_ink: str
    heat: tuple[str, ...]
    heat_ink: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Palette:
    house: str
    light: Shades
    dark: Shades


def normal(raw: str) -> str:
    """`#RRGGBB` in small letters, or the problem that it is no colour."""
    if not COLOUR.fullmatch(raw.strip()):
        raise NotAColour(colour=raw[:40])
    return f"#{raw.strip().lstrip('#').lower()}"


def hex_of(color: Color) -> str:
    return str(color.convert("srgb").fit(method="oklch-chroma").to_string(hex=True))


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""
    return float(Color(one).contrast(other, method="wcag21"))


def until_readable(colour: str, ground: str, wanted: float, step: float) -> str:
    """Walk the lightness (OKLCH) away from the ground until the contrast is there."""
    shade = Color(colour).convert("oklch")
    while contrast(hex_of(shade), ground) < wanted and 0 < shade["lightness"] + step < 1:
        shade["lightness"] += step
    return hex_of(shade)


def moved(colour: str, lightness: float, chroma: float = 1.0) -> str:
    """The same hue at another lightness, with a share of its chroma."""
    shade = Color(colour).convert("oklch")
    shade["lightness"] = lightness
    shade["chroma"] *= chroma
    return hex_of(shade)


def shifted(colour: str, by: float) -> str:
    lightness = float(Color(colour).convert("oklch")["lightness"])
    return moved(colour, min(max(lightness + by, 0.0), 1.0))


def ink_on(ground: str) -> str:
    """White or ink, whichever reads better; black where neither is enough."""
    best = max((WHITE, INK), key=lambda ink: contrast(ink, ground))
    return best if contrast(best, ground) >= ON_WHITE else BLACK


def ramp(page: str, brand: str) -> tuple[str, ...]:
    return tuple(hex_of(Color(page).mix(brand, share, space="oklab")) for share in HEAT_SHARES)


def shades(brand: str, page: str, *, strong: float, tint: str) -> Shades:
    heat = ramp(page, brand)
    step = STEP if ink_on(tint) == WHITE else -STEP
    return Shades(
        brand=brand,
        strong=shifted(brand, strong),
        on_brand=ink_on(brand),
        tint=tint,
        tint_ink=until_readable(brand, tint, ON_DARK, step),
        heat=heat,
        heat_ink=tuple(ink_on(level) for level in heat),
    )


def palette_of(raw: str) -> Palette:
    """Every text colour reaches 4.5:1 in light and 7:1 in dark, whatever colour comes in."""
    house = normal(raw)
    light = until_readable(house, WHITE, ON_WHITE, -STEP)
    dark = until_readable(house, DARK_PAGE, ON_DARK, STEP)
    return Palette(
        house,
        shades(light, WHITE, strong=-0.07, tint=moved(house, 0.955, 0.35)),
        shades(dark, DARK_PAGE, strong=0.07, tint=moved(house, 0.3, 0.45)),
    )


def declarations(shades: Shades) -> str:
    lines = {
        "brand": shades.brand,
        "brand-strong": shades.strong,
        "on-brand": shades.on_brand,
        "link": shades.brand,
        "focus": shades.brand,
        "tint": shades.tint,
        "tint-ink": shades.tint_ink,
    }
    for level, (ground, ink) in enumerate(zip(shades.heat, shades.heat_ink, strict=True), 1):
        lines |= {f"heat-{level}": ground, f"heat-{level}-ink": ink}
    return "".join(f"--{name}:{value};" for name, value in lines.items())


def stylesheet(palette: Palette) -> str:
    """Overrules the tokens of `css/tokens.css`; data colours are not a board's to choose."""
    return (
        f":root{{--house:{palette.house};{declarations(palette.light)}}}\n"
        "@media screen and (prefers-color-scheme:dark){:root:not(.framed){"
        f"{declarations(palette.dark)}}}}}\n"
    )


@lru_cache(maxsize=512)
def themed(colour: str) -> tuple[str, str]:
    """The style sheet of a colour and the version that its address carries."""
    css = stylesheet(palette_of(colour))
    return css, hashlib.sha256(css.encode()).hexdigest()[:12]


def theme_url(colour: str) -> str:
    """`/theme/0b5a66-<hash>.css`: the address says everything, so nothing needs storing."""
    own = normal(colour)
    return f"/theme/{own[1:]}-{themed(own)[1]}.css"


def send_theme(colour: str, version: str) -> Response:
    if not COLOUR.fullmatch(colour):
        raise NotFound
    css, current = themed(normal(colour))
    response = Response(css, mimetype="text/css")
    lasting = "public, max-age=31536000, immutable" if version == current else "public, no-cache"
    response.headers["Cache-Control"] = lasting
    return response


def serve_theme(app: Flask) -> None:
    """Mount `/theme/<colour>-<hash>.css` as the endpoint `theme`."""
    app.add_url_rule("/theme/<colour>-<version>.css", "theme", send_theme)
