"""Security headers on every answer; a view that needs other sources says so beforehand."""

from collections.abc import Callable, Mapping

from flask import Flask, Response, g

Policy = dict[str, tuple[str, ...]]

STRICT: Policy = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
    "frame-ancestors": ("'none'",),
}

FIXED = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def allow(**sources: str) -> None:
    """Widen the policy of this answer: `allow(frame_src="https://content.example")`."""
    wider = g.setdefault("wider_policy", {})
    for name, source in sources.items():
        directive = name.replace("_", "-")
        wider[directive] = (*wider.get(directive, ()), source)


def install_headers(app: Flask, ancestors: Callable[[], tuple[str, ...]]) -> None:
    """Set the headers; `ancestors` says which sites may show this answer in a frame."""

    @app.after_request
    def set_headers(answer: Response) -> Response:
        for name, value in FIXED.items():
            answer.headers.setdefault(name, value)
        wider = dict(g.get("wider_policy", {}))
        shows = "Location" not in answer.headers  # a redirect shows nothing
        if shows and (framing := ancestors()):
            wider["frame-ancestors"] = (*wider.get("frame-ancestors", ()), *framing)
        answer.headers.setdefault("Content-Security-Policy", policy_text(wider))
        if answer.mimetype == "text/html":
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer


def policy_text(wider: Mapping[str, tuple[str, ...]]) -> str:
    """The header's text: the strict policy with some directives widened."""
    names = dict.fromkeys((*STRICT, *wider))
    return "; ".join(f"{name} {' '.join(_sources(name, wider))}" for name in names)


def _sources(name: str, wider: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """'none' only stands alone."""
    held = tuple(source for source in STRICT.get(name, ()) if source != "'none'")
    return (*held, *wider.get(name, ())) or ("'none'",)
