"""One server, several hosts: each request goes to the app of the host it was sent to."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from foundation.web.slashes import Wsgi


def by_host(apps: Mapping[str, Wsgi], health: Wsgi) -> Wsgi:
    """Dispatch on the Host header. `apps`: public address → app.

    Whoever watches over the process asks for `/health/…` by any name, so that goes to `health`.
    """
    by_netloc = {_netloc(address): app for address, app in apps.items()}

    def dispatch(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        app = by_netloc.get(environ.get("HTTP_HOST", "").lower())
        if app is None and environ.get("PATH_INFO", "").startswith("/health/"):
            app = health
        if app is None:
            start_response("421 Misdirected Request", [("Content-Type", "text/plain")])
            return [b"This host serves nothing here.\n"]
        return app(environ, start_response)

    return dispatch


def _netloc(address: str) -> str:
    """What a browser sends as Host: without the port that its scheme implies."""
    parts = urlsplit(address)
    usual = {"http": 80, "https": 443}[parts.scheme]
    host = (parts.hostname or "").lower()
    return host if parts.port in (None, usual) else f"{host}:{parts.port}"
