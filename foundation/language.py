"""Which language a page speaks: Dutch is what the code says, English is a translation."""

from collections.abc import Callable

from flask import Flask, request
from flask_babel import Babel, gettext

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


def translated(problem: Problem) -> str:
    """What a problem says, in the language of whoever asks; its details stay as they are."""
    return str(gettext(problem.text)).format(**problem.details)
