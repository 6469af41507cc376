"""What we write down while running: structured lines without session ids or secrets."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

SECRET_NAMES = re.compile(
    r"secret|password|token|authorization|cookie|^sid$|id_token|state|nonce", re.IGNORECASE
)
SECRET_TEXT = re.compile(
    r"(?P<path>/s/|/c/|/fetch/)[A-Za-z0-9_\-]{16,}|(?P<scheme>Basic |Bearer )[\w\-+/=.~]{8,}"
)


def configure_logs(form: str = "json", *, quiet: bool = False) -> None:
    """Set up structlog for this process; `console` is for people, `json` for machines.

    `quiet` leaves out what merely happened and keeps what went wrong.
    """
    renderer: Any = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if form == "console"
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            scrub,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.WARNING if quiet else logging.INFO
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def scrub(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take secrets out of a line: by the name of a field, and by their shape in texts."""
    for name, value in event.items():
        if SECRET_NAMES.search(name):
            event[name] = "…"
        elif isinstance(value, str):
            event[name] = SECRET_TEXT.sub(r"\g<path>\g<scheme>…", value)
    return event
