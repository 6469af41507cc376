"""House colours: whatever a board chooses, its pages stay readable."""

import re

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from lti_tool.shell import theme
from lti_tool.shell.theme import DARK_PAGE, WHITE, NotAColour, Shades, contrast, palette_of

BOARDS = ["#0b5a66", "#ffd400", "#f18700", "#5bc5f2", "#e2001a", "#bccf00", "#000000", "#ffffff"]


def pairs(shades: Shades) -> list[tuple[str, str]]:
    """Everything that is written on something."""
    return [
        (shades.on_brand, shades.brand),
        (shades.on_brand, shades.strong),
        (shades.tint_ink, shades.tint),
        *zip(shades.heat_ink, shades.heat, strict=True),
    ]


def expect_readable(colour: str) -> None:
    palette = palette_of(colour)
    assert contrast(palette.light.brand, WHITE) >= 4.5
    assert contrast(palette.dark.brand, DARK_PAGE) >= 7
    for ink, ground in pairs(palette.light) + pairs(palette.dark):
        assert contrast(ink, ground) >= 4.5, (ink, ground)


@pytest.mark.parametrize("colour", BOARDS)
def test_the_palette_of_a_board_is_readable(colour: str) -> None:
    expect_readable(colour)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 0xFFFFFF))
def test_the_palette_of_any_colour_is_readable(number: int) -> None:
    expect_readable(f"#{number:06x}")


def test_a_readable_house_colour_stays_what_it_is() -> None:
    assert palette_of("#0B5A66").light.brand == "#0b5a66"


@pytest.mark.parametrize("raw", ["", "rood", "#12", "#12345g", "url(x)", "#0b5a66;}"])
def test_what_is_no_colour_is_refused(raw: str) -> None:
    with pytest.raises(NotAColour):
        palette_of(raw)


def test_the_address_says_the_colour_and_changes_with_the_rules() -> None:
    address = theme.theme_url("#0B5A66")
    assert re.fullmatch(r"/theme/0b5a66-[0-9a-f]{12}\.css", address)


def test_a_theme_is_served_for_good_at_its_own_address() -> None:
    app = Flask("theme")
    theme.serve_theme(app)
    client = app.test_client()

    lasting = client.get(theme.theme_url("#ffd400"))
    assert lasting.mimetype == "text/css"
    assert "immutable" in lasting.headers["Cache-Control"]
    assert "--brand:#" in lasting.text

    assert "immutable" not in client.get("/theme/ffd400-0.css").headers["Cache-Control"]
    assert client.get("/theme/nothing-0.css").status_code == 404


def test_dark_never_reaches_the_academys_frame() -> None:
    assert ":root:not(.framed){" in theme.stylesheet(palette_of("#ffd400"))
