"""Serve our own and vendored static files: hashed, compressed, cached for good."""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

FOLDER = Path(__file__).parent / "static"

BUNDLES: dict[str, tuple[str, ...]] = {
    "leerspoor.css": (
        "css/tokens.css",
        "css/base.css",
        "css/forms.css",
        "css/components.css",
        "css/layout.css",
        "css/blend.css",
        "css/charts.css",
        "css/print.css",
    ),
}
"""One request instead of eight; the sources stay readable."""

FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"
PAGE_EFFORT = 5
"""gzip's middle: a page of 50 kB takes a millisecond."""
COMPRESSIBLE = ("text/", "image/svg+xml", "application/json")


@dataclass(frozen=True, slots=True)
class StaticFile:
    body: bytes
    packed: bytes | None
    mimetype: str
    version: str


@lru_cache(maxsize=256)
def parts_of(name: str) -> tuple[Path, ...]:
    """The files behind a name; empty when there is no such thing."""
    if name in BUNDLES:
        return tuple(FOLDER / part for part in BUNDLES[name])
    path = safe_join(str(FOLDER), name)
    return (Path(path),) if path is not None and Path(path).is_file() else ()


def without_comments(css: bytes) -> bytes:
    """Comments are for us; a phone on a slow line does not need them."""
    return re.sub(rb"\n\s*", b"\n", re.sub(rb"/\*.*?\*/", b"", css, flags=re.DOTALL)).strip()


@lru_cache(maxsize=128)
def load(name: str, parts: tuple[Path, ...], _changed: tuple[int, ...]) -> StaticFile:
    """Read and pack once; a changed file is read again, which is handy while building."""
    body = b"\n".join(part.read_bytes() for part in parts)
    if name in BUNDLES:
        body = without_comments(body)
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = gzip.compress(body, 9, mtime=0) if mimetype.startswith(COMPRESSIBLE) else None
    return StaticFile(body, packed, mimetype, hashlib.sha256(body).hexdigest()[:12])


def find_static(name: str) -> StaticFile | None:
    parts = parts_of(name)
    return load(name, parts, tuple(p.stat().st_mtime_ns for p in parts)) if parts else None


def asset(name: str) -> str:
    """The address of a static file; it changes when the file does, so browsers may keep it."""
    file = find_static(name)
    return f"/static/{name}?v={file.version}" if file else f"/static/{name}"


def send_static(filename: str) -> Response:
    file = find_static(filename)
    if file is None:
        raise NotFound
    return answer(file, known=request.args.get("v") == file.version)


def answer(file: StaticFile, *, known: bool) -> Response:
    """Packed where the browser takes it; 304 where it has it; for good where the version fits."""
    packed = file.packed is not None and request.accept_encodings["gzip"] > 0
    response = Response(file.packed if packed else file.body, mimetype=file.mimetype)
    response.vary.add("Accept-Encoding")
    if packed:
        response.content_encoding = "gzip"
    response.headers["Cache-Control"] = FOREVER if known else ASK_AGAIN
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.set_etag(f"{file.version}{'z' if packed else ''}")
    response.make_conditional(request)
    return response


def pack_page(response: Response) -> Response:
    """Compress a page on its way out; proxies that do so themselves leave it as it is."""
    wanted = request.accept_encodings["gzip"] > 0 and response.mimetype == "text/html"
    if not wanted or not response.is_sequence or response.content_encoding:
        return response
    response.set_data(gzip.compress(response.get_data(), PAGE_EFFORT))
    response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def serve_static(app: Flask) -> None:
    """Mount `/static/…` as the endpoint `static`; the app is made with `static_folder=None`."""
    app.add_url_rule("/static/<path:filename>", "static", send_static)
    app.after_request(pack_page)
