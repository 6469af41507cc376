"""The forms that our pages are made from: WTForms that speaks the reader's language."""

from collections.abc import Iterable
from typing import Any

import wtforms
from flask_babel import get_locale

Choice = tuple[str, str] | tuple[str, str, dict[str, str]]


class PageForm(wtforms.Form):  # type: ignore[misc]  # WTForms comes without types
    """Our own messages come translated; this gives those of WTForms itself."""

    class Meta:
        @property
        def locales(self) -> list[str]:
            return [str(get_locale() or "nl")]


class _Choosing:
    """Choices may be texts that are still to be translated, with or without a description.

    WTForms takes anything with letters to loop over, and so a lazy text, for a group of choices.
    """

    _choices: list[Choice] | None = None

    @property
    def choices(self) -> list[Choice] | None:
        return self._choices

    @choices.setter
    def choices(self, given: Iterable[tuple[Any, ...]] | None) -> None:
        self._choices = None if given is None else [_plain(*one) for one in given]


def _plain(value: Any, label: Any, description: Any = None) -> Choice:
    if not description:
        return str(value), str(label)
    said = description["description"] if isinstance(description, dict) else description
    return str(value), str(label), {"description": str(said)}


class RadioField(_Choosing, wtforms.RadioField):  # type: ignore[misc]  # as above
    """Choose one; all choices in sight."""


class SelectField(_Choosing, wtforms.SelectField):  # type: ignore[misc]  # as above
    """Choose one from a list that opens."""
