"""The academy as a Flask app: its pages and its LTI services."""

from flask import Flask

from leerspoor.demo.academy.academy import Academy
from leerspoor.demo.academy.pages import pages
from leerspoor.demo.academy.services import services

PACKAGE = "leerspoor.demo.academy"


def make_academy_app(academy: Academy) -> Flask:
    """Never mounted outside the demo and the tests."""
    app = Flask(PACKAGE)
    app.secret_key = academy.secret
    app.config |= {"SESSION_COOKIE_NAME": "academie", "SESSION_COOKIE_SAMESITE": "Lax"}
    app.extensions["academy"] = academy
    app.register_blueprint(pages)
    app.register_blueprint(services)
    return app
