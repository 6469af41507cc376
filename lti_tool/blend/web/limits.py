"""How often one client may try codes: enough for a school behind one address, no more."""

from flask import Flask, request
from flask.sansio.app import App
from flask_limiter import Limiter

from foundation.identifiers import fingerprint
from lti_tool.blend.web.blueprint import outside, pages

PHONE_COOKIE = "__Host-check-in"
TRIES = "120 per minute"
"""A team of thirty that checks in at once, all behind one address, with some typing errors."""


def client() -> str:
    """Who tries, and at which door: the visit or the phone where there is one, else the address."""
    visit = request.path.split("/")[2] if request.path.startswith("/s/") else ""
    known = visit or request.cookies.get(PHONE_COOKIE) or request.remote_addr or "nobody"
    door = request.view_args.get("address", "").partition(".")[0] if request.view_args else ""
    return fingerprint(f"{known} {door}").hex()


limiter = Limiter(client, storage_uri="memory://", default_limits=[])
few_tries = limiter.limit(TRIES)


def _install(app: App) -> None:
    if isinstance(app, Flask) and "limiter" not in app.extensions:
        limiter.init_app(app)


for blueprint in (pages, outside):
    blueprint.record_once(lambda state: _install(state.app))
