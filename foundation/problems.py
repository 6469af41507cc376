"""What can go wrong, each with a name, a text and details; the web gives each its answer."""

import re
from typing import Any, ClassVar


def N_(text: str) -> str:  # noqa: N802  (the usual name for "collect this text, translate it later")
    """Mark a text for the translation catalogue; it is translated where it is shown."""
    return text


_NEW_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Problem(Exception):  # noqa: N818  (a problem is not always a programming error)
    """Something that must be said to whoever asked.

    `text` is a format string filled with `details`. Texts that can reach a page are Dutch
    and marked with `N_`; texts for machines are English.
    """

    status: ClassVar[int] = 500
    text: ClassVar[str] = "Something went wrong."

    def __init__(self, **details: Any) -> None:
        super().__init__(details)
        self.details = details

    @property
    def code(self) -> str:
        """`StatementConflict` is called `statement-conflict` in every answer."""
        return _NEW_WORD.sub("-", type(self).__name__).lower()

    @property
    def message(self) -> str:
        return self.text.format(**self.details)

    def __str__(self) -> str:
        return self.message


class Invalid(Problem):
    status = 400


class Unauthorized(Problem):
    status = 401


class Forbidden(Problem):
    status = 403


class NotFound(Problem):
    status = 404


class Conflict(Problem):
    status = 409


class PreconditionFailed(Problem):
    status = 412


class TooLarge(Problem):
    status = 413


class Unprocessable(Problem):
    status = 422


class TooMany(Problem):
    status = 429


class Unavailable(Problem):
    """`retry_after`: seconds after which asking again may help."""

    status = 503
    retry_after: ClassVar[int] = 5
