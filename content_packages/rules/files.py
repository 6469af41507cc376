"""How the files of packages go out: their media types and their headers.

Nothing here trusts a package: it is someone else's program on a host of its own.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

UNKNOWN = "application/octet-stream"

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "html": "text/html; charset=utf-8",
        "htm": "text/html; charset=utf-8",
        "xhtml": "application/xhtml+xml",
        "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8",
        "json": "application/json",
        "map": "application/json",
        "xml": "application/xml",
        "xsd": "application/xml",
        "txt": "text/plain; charset=utf-8",
        "md": "text/plain; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "vtt": "text/vtt; charset=utf-8",
        "srt": "text/plain; charset=utf-8",
        "svg": "image/svg+xml",
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "gif": "image/gif",
        "webp": "image/webp",
        "avif": "image/avif",
        "bmp": "image/bmp",
        "ico": "image/x-icon",
        "woff": "font/woff",
        "woff2": "font/woff2",
        "ttf": "font/ttf",
        "otf": "font/otf",
        "eot": "application/vnd.ms-fontobject",
        "mp3": "audio/mpeg",
        "m4a": "audio/mp4",
        "ogg": "audio/ogg",
        "oga": "audio/ogg",
        "wav": "audio/wav",
        "aac": "audio/aac",
        "mp4": "video/mp4",
        "m4v": "video/mp4",
        "webm": "video/webm",
        "ogv": "video/ogg",
        "mov": "video/quicktime",
        "pdf": "application/pdf",
        "wasm": "application/wasm",
        "zip": "application/zip",
        "doc": "application/msword",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    }
)

FEATURES = ("camera", "microphone", "geolocation", "payment", "usb", "serial", "midi")

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
        "Cross-Origin-Resource-Policy": "same-origin",
        # a unit in a window of its own does not hold on to the window that opened it
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "private, max-age=3600",
    }
)


def type_of(name: str) -> str:
    """By its ending only: what we do not know is never shown, only downloaded."""
    return TYPES.get(name.rpartition(".")[2].lower(), UNKNOWN)


def framing_policy(framed_by: Sequence[str]) -> str:
    return f"frame-ancestors {' '.join(framed_by) or chr(39) + 'none' + chr(39)}"
