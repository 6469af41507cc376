"""The Jinja environment of our pages: assets, icons, fields, dates and what surrounds a page."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale
from flask import Blueprint, Flask, current_app, g
from flask_babel import get_locale
from markupsafe import Markup, escape

from foundation.clock import Clock, now
from foundation.language import gettext
from foundation.problems import Problem
from lti_tool.shell import charts
from lti_tool.shell.dates import Speech
from lti_tool.shell.fields import field_view, mistakes_of
from lti_tool.shell.icons import SPRITE, draw_icon
from lti_tool.shell.rules import page_token
from lti_tool.shell.static_files import asset, find_static, serve_static
from lti_tool.shell.theme import serve_theme, theme_url

DUTCH = Locale("nl")
SPOKEN: dict[str, Callable[..., str]] = {
    "as_date": Speech.full_date,
    "as_day": Speech.day,
    "as_month": Speech.month,
    "as_time": Speech.time,
    "as_moment": Speech.moment,
    "as_relative": Speech.relative,
    "as_number": Speech.number,
    "as_percent": Speech.percent,
    "as_duration": Speech.duration,
    "as_language": Speech.language,
}
"""Our filters, and what each says."""

FORBIDDEN_ATTRIBUTES = ("style", "on", "hx-on")


@dataclass(frozen=True, slots=True)
class MenuItem:
    label: str
    icon: str
    url: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the layout shows around a page; everything may be missing."""

    person: str = ""
    place: str = ""
    menu: tuple[MenuItem, ...] = ()
    own_window: str = ""
    house_colour: str = ""


NOWHERE = Surroundings()


class AttributeNotAllowed(Problem):
    text = "The attribute {name} would break our content security policy."


def attributes(values: Mapping[str, Any] | None) -> Markup:
    """HTML attributes: True is a bare name, None and False are left out."""
    shown = [(name, value) for name, value in (values or {}).items() if value not in (None, False)]
    for name, value in shown:
        if name.startswith(FORBIDDEN_ATTRIBUTES) or str(value).startswith(("js:", "javascript:")):
            raise AttributeNotAllowed(name=name)
    return Markup("").join(
        Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value)
        for name, value in shown
    )


def language() -> Locale:
    return get_locale() or DUTCH


def speaker(method: Callable[..., str], clock: Clock) -> Callable[..., str]:
    """A filter that says a value in the reader's language."""

    def say(*values: Any) -> str:
        return method(Speech(language(), clock()), *values)

    return say


def draw(name: str) -> Markup:
    return draw_icon(name, asset(SPRITE))


def form_token() -> str:
    """The token that a form brings back where the browser keeps no cookie in the frame."""
    return page_token(current_app.extensions["tool"].secret, g.visit.id) if "visit" in g else ""


def install_look(
    app: Flask,
    *,
    clock: Clock = now,
    surroundings: Callable[[], Surroundings] = lambda: NOWHERE,
) -> None:
    """Give an app our templates' vocabulary, its static files and its house colours."""
    app.register_blueprint(Blueprint("shell", __name__, template_folder="templates"))
    serve_static(app)
    serve_theme(app)
    app.jinja_env.globals.update(
        asset=asset,
        draw=draw,
        field_view=field_view,
        mistakes_of=mistakes_of,
        form_token=form_token,
        charts=charts,
        say=gettext,
        theme_url=theme_url,
        language=language,
    )
    app.jinja_env.filters["attributes"] = attributes
    app.jinja_env.filters["isodate"] = lambda moment: escape(moment.isoformat())
    for name, method in SPOKEN.items():
        app.jinja_env.filters[name] = speaker(method, clock)
    app.context_processor(lambda: {"here": surroundings()})
    if find_static(SPRITE) is None:
        logging.getLogger(__name__).warning("Vendored files are missing: run `make setup`.")
