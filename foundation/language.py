"""Which language a page speaks: Dutch is what the code says, English is a translation."""

from collections.abc import Callable
from typing import cast

from babel.support import Translations
from flask import Flask, g, request
from flask_babel import Babel, get_translations

from foundation.problems import Problem

LANGUAGES = ("nl", "en")


def install_language(app: Flask, wish: Callable[[], str | None], folder: str) -> None:
    """Choose by the visitor's own `wish` (a locale such as nl-NL), else by her browser."""

    def choose() -> str:
        wished = (wish() or "").replace("_", "-").split("-")[0].lower()
        if wished in LANGUAGES:
            return wished
        return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]

    app.config["BABEL_TRANSLATION_DIRECTORIES"] = folder
    Babel(
        app,
        default_locale=LANGUAGES[0],
        default_timezone="Europe/Amsterdam",
        locale_selector=choose,
    )
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # its i18n has it
        lambda text: catalogue().ugettext(text),
        lambda one, many, count: catalogue().ungettext(one, many, count),
        newstyle=True,
    )


def catalogue() -> Translations:
    """The texts in the language of this request; a page asks for hundreds, so looked up once."""
    kept = g.get("catalogue")
    if kept is None:
        kept = g.catalogue = get_translations()
    return cast("Translations", kept)


def gettext(text: str, **details: object) -> str:
    """A text in the language of this request, filled in; `_` where it is read out of the code."""
    said = str(catalogue().ugettext(text))
    return said % details if details else said


def translated(problem: Problem) -> str:
    """What a problem says, in the language of whoever asks; its details stay as they are."""
    return gettext(problem.text).format(**problem.details)
