"""The demo academy as a Flask app; never mounted outside the demo and the tests."""

from flask import Flask, Response

from leerspoor.demo.academy.campus import Campus
from leerspoor.demo.academy.oidc import oidc
from leerspoor.demo.academy.pages import pages
from leerspoor.demo.academy.services import services


def make_academy(campus: Campus) -> Flask:
    app = Flask("leerspoor.demo.academy")
    app.extensions["campus"] = campus
    for blueprint in (pages, oidc, services):
        app.register_blueprint(blueprint)

    @app.after_request
    def set_headers(answer: Response) -> Response:
        tool = campus.tool.url
        answer.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            f"form-action 'self' {tool}; frame-src 'self' {tool}; "
            "base-uri 'none'; frame-ancestors 'self'"
        )
        if answer.mimetype == "text/html":
            answer.headers["Cache-Control"] = "no-store"
        return answer

    return app
