"""The academy as a Flask app: its pages and its LTI services."""

from flask import Flask, Response

from leerspoor.demo.academy.academy import Academy
from leerspoor.demo.academy.gradebook import gradebook
from leerspoor.demo.academy.pages import pages
from leerspoor.demo.academy.picking import picking
from leerspoor.demo.academy.registering import registering
from leerspoor.demo.academy.services import services

PACKAGE = "leerspoor.demo.academy"


def make_academy_app(academy: Academy) -> Flask:
    """Never mounted outside the demo and the tests."""
    app = Flask(PACKAGE)
    app.secret_key = academy.secret
    app.config |= {"SESSION_COOKIE_NAME": "academie", "SESSION_COOKIE_SAMESITE": "Lax"}
    app.extensions["academy"] = academy
    app.register_blueprint(pages)
    app.register_blueprint(picking)
    app.register_blueprint(services)
    app.register_blueprint(gradebook)
    app.register_blueprint(registering)
    policy = content_policy(academy.tool_url)

    @app.after_request
    def set_headers(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = policy
        if answer.mimetype == "text/html":
            answer.headers["Cache-Control"] = "no-store"
        return answer

    return app


def content_policy(tool_url: str) -> str:
    """Only the tool may stand in our frame and be sent our forms."""
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        f"form-action 'self' {tool_url}; frame-src 'self' {tool_url}; "
        "base-uri 'none'; frame-ancestors 'self'"
    )
