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

COMMON: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
        "Cache-Control": "private, max-age=3600",
    }
)

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        **COMMON,
        "Cross-Origin-Resource-Policy": "same-origin",
        # a unit in a window of its own does not hold on to the window that opened it
        "Cross-Origin-Opener-Policy": "same-origin",
    }
)

OPAQUE_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        **COMMON,
        # to a page without an origin its own fonts, scripts and texts are a stranger's
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
)
"""Of files whose pages have an opaque origin. A page that is held apart by a sandbox may have no
opener policy (HTML, "create navigation params"), so whoever opens it lets go of it."""

SANDBOX = (
    "sandbox allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals "
    "allow-downloads allow-top-navigation"
)
"""Without `allow-same-origin`: no cookie, no storage and no worker, and no page of another package
nor of ours is its like, in a frame as in a tab. Whether it may leave its frame, says the frame."""

PAGES = ("text/html", "application/xhtml+xml", "application/xml", "image/svg+xml")
"""What can hold a script. To other types a sandbox would only mean that no viewer opens them."""


def is_opaque(package_format: str, *, alone: bool) -> bool:
    """cmi5 needs nothing of the page around it; the other formats look for a player there.

    A package that is `alone` on its host has nobody to be kept from, and keeps its storage.
    """
    return package_format == "cmi5" and not alone


def type_of(name: str) -> str:
    """By its ending only: what we do not know is never shown, only downloaded."""
    return TYPES.get(name.rpartition(".")[2].lower(), UNKNOWN)


def framing_policy(framed_by: Sequence[str]) -> str:
    return f"frame-ancestors {' '.join(framed_by) or chr(39) + 'none' + chr(39)}"


def sandbox_policy(media_type: str) -> str:
    """What stands before the framing policy of a file that is to have an opaque origin."""
    return f"{SANDBOX}; " if media_type.startswith(PAGES) else ""
