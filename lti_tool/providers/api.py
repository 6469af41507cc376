"""The JSON API for providers, described by itself at `/api/v1/docs`."""

from typing import Any

from flask import Flask, current_app, g, render_template, request
from flask.views import MethodView
from flask_smorest import Api, Blueprint

from foundation.problems import Problem
from foundation.web.answers import as_json
from lti_tool.people.web import open_to_anyone
from lti_tool.providers.operations.push_completions import (
    Caller,
    Receipt,
    let_in,
    push_completions,
    status_of,
    withdraw_completion,
)
from lti_tool.providers.schemas import BatchSchema, CompletionSchema, ReceiptSchema
from lti_tool.shell.web import tool

HOW_TO = """
Push what your participants finished. Every call carries your key and secret as Basic
authorization. A push is told apart by its `reference` and `revision`: the same push twice
changes nothing; a higher revision corrects the one before it. All of a batch is taken in, or
none of it. Whose completion it is, we find out ourselves: never send a name.
"""

completions = Blueprint("completions", __name__, url_prefix="/completions", description=HOW_TO)


def caller() -> Caller:
    """The provider behind this call; asked once."""
    if "caller" not in g:
        given = request.authorization
        basic = given is not None and given.type == "basic"
        key, secret = (given.username, given.password) if given and basic else (None, None)
        g.caller = let_in(tool(), key, secret)
    found: Caller = g.caller
    return found


@completions.before_request
def know_caller_first() -> None:
    """Who has no key hears so before what is wrong with her push."""
    caller()


@completions.errorhandler(Problem)
def answer_problem(problem: Problem) -> tuple[dict[str, Any], int]:
    return as_json(problem), problem.status


@completions.route("")
class Completions(MethodView):
    decorators = (open_to_anyone("guarded by the provider's key and secret"),)

    @completions.arguments(CompletionSchema, description="One completion")
    @completions.response(200, ReceiptSchema)
    def post(self, completion: Any) -> Receipt:
        """Push one completion, or a higher revision of it."""
        return push_completions(tool(), caller(), [completion])[0]


@completions.route("/batch")
class Batches(MethodView):
    decorators = (open_to_anyone("guarded by the provider's key and secret"),)

    @completions.arguments(BatchSchema, description="Up to 500 completions")
    @completions.response(200, ReceiptSchema(many=True))
    def post(self, batch: Any) -> list[Receipt]:
        """Push several completions: all are taken in, or none."""
        return push_completions(tool(), caller(), batch["completions"])


@completions.route("/<path:reference>")
class OneCompletion(MethodView):
    decorators = (open_to_anyone("guarded by the provider's key and secret"),)

    @completions.response(200, ReceiptSchema)
    def get(self, reference: str) -> Receipt:
        """What became of a push of yours."""
        return status_of(tool(), caller(), reference)

    @completions.response(200, ReceiptSchema)
    def delete(self, reference: str) -> Receipt:
        """Take a completion back: it stops counting at once."""
        return withdraw_completion(tool(), caller(), reference)


def install_api(app: Flask) -> None:
    """Hang the API and its page into the app."""
    app.config |= {
        "API_TITLE": "Leerspoor for providers",
        "API_VERSION": "1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/api/v1",
    }
    api = Api(app)
    api.spec.components.security_scheme("basic", {"type": "http", "scheme": "basic"})
    api.spec.options["security"] = [{"basic": []}]
    api.register_blueprint(completions, url_prefix="/api/v1/completions")
    described = open_to_anyone("the description of the API holds nothing of anybody")
    app.add_url_rule("/api/v1/docs", "api_page", described(api_page))
    openapi = "api-docs.openapi_json"
    app.view_functions[openapi] = described(app.view_functions[openapi])


def api_page() -> str:
    return render_template("providers/api.html", title=current_app.config["API_TITLE"])
