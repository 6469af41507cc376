"""The form every page's form is made from: WTForms that speaks the reader's language."""

from flask_babel import get_locale
from wtforms import Form


class PageForm(Form):  # type: ignore[misc]  # WTForms comes without types
    """Our own messages come translated; this gives those of WTForms itself."""

    class Meta:
        @property
        def locales(self) -> list[str]:
            return [str(get_locale() or "nl")]
