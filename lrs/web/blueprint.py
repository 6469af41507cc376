"""All xAPI resources as one blueprint, and as an app of its own."""

from flask import Blueprint, Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from foundation.problems import NotFound, Problem
from foundation.web.slashes import collapse_slashes
from lrs.operations.consistency import consistent_through
from lrs.operations.record_store import RecordStore
from lrs.rules.values import in_utc
from lrs.web import lookups
from lrs.web.answers import (
    CONSISTENT_THROUGH,
    FIXED,
    PREFLIGHT,
    fault_answer,
    json_answer,
    problem_answer,
)
from lrs.web.exchange import let_in, read_call, version_of, with_attachments
from lrs.web.openapi import description
from lrs.web.resources import RESOURCES
from lrs.web.tokens import token_blueprint

METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]


class UnknownResource(NotFound):
    text = "xAPI has no resource {path} here."


class MethodRefused(Problem):
    status = 405
    text = "The resource {path} does not take {method}."


def xapi_blueprint(store: RecordStore) -> Blueprint:
    """The resources, to be mounted where `store.base` says; all answers have xAPI's headers."""
    blueprint = Blueprint("xapi", __name__)

    @blueprint.route("/about", methods=["GET"], provide_automatic_options=False)
    def about() -> Response:
        return lookups.about()

    @blueprint.route("/openapi.json", methods=["GET"], provide_automatic_options=False)
    def openapi() -> Response:
        return json_answer(description(store.base))

    @blueprint.route("/<path:resource>", methods=METHODS, provide_automatic_options=False)
    def answer(resource: str) -> Response:
        return _answer(store, resource.strip("/"))

    @blueprint.route("/<path:resource>", methods=["OPTIONS"])
    def preflight(resource: str) -> Response:  # noqa: ARG001  (the same for all)
        return Response(b"", 204, headers=PREFLIGHT)

    blueprint.register_error_handler(Problem, problem_answer)
    blueprint.register_error_handler(Exception, fault_answer)
    blueprint.after_request(lambda answer: _with_headers(store, answer))
    return blueprint


def _answer(store: RecordStore, resource: str) -> Response:
    """Route by method after the alternate syntax is unfolded, then check who asks."""
    methods = RESOURCES.get(resource)
    if methods is None:
        raise UnknownResource(path=resource)
    g.about_statements = resource == "statements"
    call = read_call(store, request)
    g.version = version_of(call)
    if call.method not in methods:
        raise MethodRefused(path=resource, method=call.method)
    exchange = with_attachments(let_in(store, call), request)
    g.tenant = exchange.credential.tenant
    return methods[call.method](exchange)


def _with_headers(store: RecordStore, answer: Response) -> Response:
    answer.headers.update(FIXED)
    answer.headers["X-Experience-API-Version"] = g.get("version", store.default_version).value
    if g.get("about_statements") and CONSISTENT_THROUGH not in answer.headers:
        answer.headers[CONSISTENT_THROUGH] = in_utc(consistent_through(store, g.get("tenant")))
    return answer


def make_lrs_app(store: RecordStore) -> Flask:
    """The record store alone: `/xapi`, and `/oauth/token` beside it."""
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(xapi_blueprint(store), url_prefix="/xapi")
    app.register_blueprint(token_blueprint(store), url_prefix="/oauth")
    app.register_error_handler(HTTPException, fault_answer)
    setattr(app, "wsgi_app", collapse_slashes(app.wsgi_app))  # noqa: B010  (as Flask says to)
    return app
