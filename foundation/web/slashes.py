"""Read `//statements` as `/statements`: clients that glue addresses may not be redirected."""

import re
from collections.abc import Callable, Iterable
from typing import Any

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def collapse_slashes(app: Wsgi) -> Wsgi:
    def collapsing(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if "//" in path:
            environ["PATH_INFO"] = re.sub("/{2,}", "/", path)
        return app(environ, start_response)

    return collapsing
