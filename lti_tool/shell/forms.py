"""The forms that our pages are made from: WTForms that speaks the reader's language."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import wtforms
from flask_babel import get_locale
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from foundation.language import gettext as _


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

    _choices: list[SelectChoice] | None = None

    @property
    def choices(self) -> list[SelectChoice] | None:
        return self._choices

    @choices.setter
    def choices(self, given: Iterable[Any] | None) -> None:
        self._choices = None if given is None else [_as_choice(one) for one in given]


def _as_choice(given: Any) -> SelectChoice:
    """From `(value, label)` or `(value, label, description)`."""
    if isinstance(given, SelectChoice):
        return given
    value, label, *rest = given
    said = {"description": str(rest[0])} if rest else {}
    return SelectChoice(str(value), str(label), render_kw=said)


class RadioField(_Choosing, wtforms.RadioField):  # type: ignore[misc]  # as above
    """Choose one; all choices in sight."""


class SelectField(_Choosing, wtforms.SelectField):  # type: ignore[misc]  # as above
    """Choose one from a list that opens."""


def trimmed(text: str | None) -> str:
    """A filter: what was typed, without space around it."""
    return (text or "").strip()


def readable_date(_form: PageForm, field: wtforms.Field) -> None:
    """A validator: a date that could not be read says so in the reader's language."""
    if field.errors:
        field.errors[:] = []
        raise StopValidation(_("Schrijf de datum als dag, maand en jaar."))


def as_uuid(text: str | None) -> UUID | None:
    """The id in a hidden field or an address; None where there is none that can be read."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
