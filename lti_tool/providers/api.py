"""The JSON API for providers, described by itself at `/api/v1/docs`."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from flask import Flask, current_app, g, render_template, request
from flask.views import MethodView

from foundation.web.json_api import JsonApi, JsonBlueprint, JsonParser
from lti_tool.people.web import open_to_anyone
from lti_tool.providers.operations.push_completions import (
    Caller,
    Receipt,
    let_in,
    push_completions,
    pushes_of,
    status_of,
    withdraw_completion,
)
from lti_tool.providers.rules import PushRejected
from lti_tool.providers.schemas import BatchSchema, CompletionSchema, ReceiptSchema, WishSchema
from lti_tool.shell.web import tool

HOW_TO = """
Push what your participants finished. Every call carries your key and secret as Basic
authorization. A push is told apart by its `reference` and `revision`: the same push twice
changes nothing; a higher revision corrects the one before it. All of a batch is taken in, or
none of it. Whose completion it is, we find out ourselves: never send a name.
"""
LARGEST_BODY = 4 * 1024 * 1024
OPEN = open_to_anyone("the description of the API holds nothing of anybody")
GUARD = open_to_anyone("guarded by the provider's key and secret")


class PushParser(JsonParser):
    rejects = PushRejected


class PushBlueprint(JsonBlueprint):
    ARGUMENTS_PARSER = PushParser()


completions = PushBlueprint("completions", __name__, description=HOW_TO)


def caller() -> Caller:
    """The provider behind this call; asked once."""
    if "caller" not in g:
        given = request.authorization
        basic = given is not None and given.type == "basic"
        key, secret = (given.username, given.password) if given and basic else (None, None)
        g.caller = let_in(tool(), key, secret)
    found: Caller = g.caller
    return found


def know_caller_first() -> None:
    """Who has no key hears so before what is wrong with her push."""
    request.max_content_length = LARGEST_BODY
    caller()


completions.before_request(know_caller_first)


@completions.at("/completions")
class Completions(MethodView):
    decorators: ClassVar[list[Callable[..., Any]]] = [GUARD]

    @completions.takes(WishSchema, location="query")
    @completions.answers(ReceiptSchema(many=True))
    def get(self, wish: Any) -> list[Receipt]:
        """Your own pushes, in the order in which they came."""
        return pushes_of(tool(), caller(), **wish)

    @completions.takes(CompletionSchema, description="One completion")
    @completions.answers(ReceiptSchema())
    def post(self, completion: Any) -> Receipt:
        """Push one completion, or a higher revision of it."""
        return push_completions(tool(), caller(), [completion])[0]


@completions.at("/batches")
class Batches(MethodView):
    decorators: ClassVar[list[Callable[..., Any]]] = [GUARD]

    @completions.takes(BatchSchema, description="Up to 500 completions")
    @completions.answers(ReceiptSchema(many=True))
    def post(self, batch: Any) -> list[Receipt]:
        """Push several completions: all are taken in, or none."""
        field = "completions.{number}."
        return push_completions(tool(), caller(), batch["completions"], field)


@completions.at("/completions/<path:reference>")
class OneCompletion(MethodView):
    decorators: ClassVar[list[Callable[..., Any]]] = [GUARD]

    @completions.answers(ReceiptSchema())
    def get(self, reference: str) -> Receipt:
        """What became of a push of yours."""
        return status_of(tool(), caller(), reference)

    @completions.answers(ReceiptSchema())
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
    api = JsonApi(app)
    api.spec.components.security_scheme("basic", {"type": "http", "scheme": "basic"})
    api.spec.options["security"] = [{"basic": []}]
    api.register_blueprint(completions, url_prefix="/api/v1")
    app.add_url_rule("/api/v1/docs", "api_page", api_page)
    description: Any = app.view_functions["api-docs.openapi_json"]

    @wraps(description)
    def openapi() -> Any:
        return description()

    app.view_functions["api-docs.openapi_json"] = OPEN(openapi)


@OPEN
def api_page() -> str:
    return render_template("providers/api.html", title=current_app.config["API_TITLE"])
