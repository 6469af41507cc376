"""One server, several hosts: each request goes to the app of the host it was sent to."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from foundation.web.slashes import Wsgi


def by_host(apps: Mapping[str, Wsgi], health: Wsgi) -> Wsgi:
    """Dispatch on the Host header. `apps`: public address → app.

    An address with `{package}` in it stands for a host per package. Whoever watches over the
    process asks for `/health/…` by any name, so that goes to `health`.
    """
    by_netloc = [(_host_pattern(address), app) for address, app in apps.items()]

    def dispatch(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "").lower()
        app = next((app for pattern, app in by_netloc if pattern.fullmatch(host)), None)
        if app is None and environ.get("PATH_INFO", "").startswith("/health/"):
            app = health
        if app is None:
            start_response("421 Misdirected Request", [("Content-Type", "text/plain")])
            return [b"This host serves nothing here.\n"]
        return app(environ, start_response)

    return dispatch


def _host_pattern(address: str) -> re.Pattern[str]:
    return re.compile(re.escape(_netloc(address)).replace(r"\{package\}", "[0-9a-f]{32}"))


def _netloc(address: str) -> str:
    """What a browser sends as Host: without the port that its scheme implies."""
    parts = urlsplit(address)
    usual = {"http": 80, "https": 443}[parts.scheme]
    host = (parts.hostname or "").lower()
    return host if parts.port in (None, usual) else f"{host}:{parts.port}"
