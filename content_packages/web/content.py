"""The content host: other people's programs, on a host that never has a cookie of ours."""

from pathlib import Path

from flask import Flask, Response, g, jsonify, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from content_packages.operations.fetch_token import fetch_token
from content_packages.operations.open_file import OpenedFile, open_file
from content_packages.operations.shelf import Shelf
from content_packages.rules.files import (
    HEADERS,
    OPAQUE_HEADERS,
    is_opaque,
    sandbox_policy,
)
from content_packages.rules.opaque_pages import with_script
from content_packages.rules.problems import ServiceWorkerRefused
from content_packages.web.framing import FramedBy, framing
from content_packages.web.player import install_player
from foundation.language import gettext, install_language
from foundation.problems import Problem
from foundation.web.answers import install_answers
from foundation.web.requests import install_requests

OWN_PAGES = "default-src 'none'; style-src 'self'"
"""What goes wrong must be readable in whatever frame it goes wrong in."""

HTML = "text/html"
OWN_STORAGE = Path(__file__).with_name("static") / "own-storage.js"

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "*",
    "Cache-Control": "no-store",
}


def content_app(
    shelf: Shelf, framed_by: FramedBy | None = None, translations: str = "translations"
) -> Flask:
    """Files of packages under `/c/<token>/…`, the player under `/play/<token>`, and the fetch URL
    under `/fetch/<token>`.

    Without `framed_by` no other site may frame them.
    """
    app = Flask(__name__, static_folder="static", static_url_path="/static")
    install_requests(app)
    install_language(app, lambda: None, translations)
    install_answers(app, ("/fetch/", "/save/", "/heard/", "/state/"), _page)

    @app.before_request
    def refuse_service_workers() -> None:
        """A service worker would see every request of this host, also of other packages."""
        if request.headers.get("Service-Worker"):
            raise ServiceWorkerRefused

    @app.get("/c/<token>/<path:name>")
    def file(token: str, name: str) -> Response:
        opened = open_file(shelf, token, name)
        g.opaque = is_opaque(opened.format, alone=shelf.is_apart)
        held = sandbox_policy(opened.type) if g.opaque else ""
        g.policy = held + framing(framed_by, opened.tenant)
        if g.opaque and opened.type.startswith(HTML):
            return _opaque_page(opened)
        return send_file(opened.path, mimetype=opened.type, conditional=True, max_age=3600)

    @app.route("/fetch/<token>", methods=["POST"], provide_automatic_options=False)
    def fetch(token: str) -> ResponseReturnValue:
        return jsonify(fetch_token(shelf, token)), 200, CORS

    @app.route("/fetch/<token>", methods=["OPTIONS"])
    def preflight(token: str) -> ResponseReturnValue:  # noqa: ARG001  (the same for all)
        return "", 204, CORS

    install_player(app, shelf, framed_by)

    @app.after_request
    def set_headers(answer: Response) -> Response:
        headers = OPAQUE_HEADERS if g.get("opaque") else HEADERS
        for name, value in headers.items():
            answer.headers.setdefault(name, value)
        answer.headers["Content-Security-Policy"] = g.get("policy", OWN_PAGES)
        return answer

    return app


def _opaque_page(opened: OpenedFile) -> Response:
    """With a storage of its own, which its origin does not give it."""
    page = with_script(opened.path.read_bytes(), OWN_STORAGE.read_bytes())
    answer = Response(page, content_type=opened.type)
    answer.add_etag()
    answer.make_conditional(request.environ)
    return answer


def _page(problem: Problem) -> str:
    known = problem.text if problem.details else problem.message
    sentence = gettext(known).format(**problem.details)
    return render_template("content/problem.html", sentence=sentence, language=get_locale())
