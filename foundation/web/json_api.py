"""JSON APIs that describe themselves: strict JSON in, faults out as field and rule."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, NoReturn, TypeVar, cast

from flask import Request
from flask_smorest import Api, Blueprint
from marshmallow import RAISE, Schema, ValidationError, fields
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType

from foundation.problems import Invalid, Problem, Unprocessable

View = TypeVar("View", bound=Callable[..., Any])

Fault = dict[str, str]
"""What is wrong with a body: {"field": "learner.email", "rule": "Not a valid email address."}."""


class BodyIsNotJson(Invalid):
    text = "The body is not JSON that can be read: {reason}"


class BodyRejected(Unprocessable):
    """`errors` is a list of {"field": …, "rule": …}, at least one."""

    text = "This cannot be taken in: see errors."


class FaultSchema(Schema):
    field = fields.String(metadata={"example": "learner.email"})
    rule = fields.String(metadata={"example": "Not a valid email address."})


class ProblemSchema(Schema):
    code = fields.String(required=True, metadata={"example": "body-rejected"})
    message = fields.String(required=True)
    errors = fields.List(fields.Nested(FaultSchema), metadata={"description": "With 422."})


class JsonApi(Api):  # type: ignore[misc]  # flask-smorest has no types
    """flask-smorest, but for problems: those the whole app answers in the same way."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Its own handler would take over every page's problems too."""


def read_json(raw: bytes) -> Any:
    """JSON that says one thing only: no repeated names, no NaN, not nested without end."""
    try:
        return json.loads(raw, object_pairs_hook=_once_each, parse_constant=_refuse_number)
    except RecursionError:
        raise BodyIsNotJson(reason="it is nested too deeply.") from None
    except UnicodeDecodeError:
        raise BodyIsNotJson(reason="it is not UTF-8.") from None
    except ValueError as fault:
        raise BodyIsNotJson(reason=str(fault)[:200]) from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a name stands twice in one object.")
    return made


def _refuse_number(said: str) -> NoReturn:
    raise ValueError(f"{said} is not a number.")


def faults_in(messages: Any, field: str = "") -> Iterator[Fault]:
    """marshmallow's tree of messages, as a list of fields and rules."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            deeper = field if name == "_schema" else f"{field}.{name}".lstrip(".")
            yield from faults_in(inner, deeper)
    elif isinstance(messages, list):
        for message in messages:
            yield from faults_in(message, field)
    else:
        yield {"field": field, "rule": str(messages)}


class JsonParser(FlaskParser):
    """Reads arguments as strictly as above, and raises our own problems."""

    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 - webargs declares it so
        "json": None,  # the schemas refuse unknown names themselves
        "query": RAISE,
    }
    rejects: ClassVar[type[Problem]] = BodyRejected

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ARG002 - webargs' signature
        if not req.is_json:
            raise UnsupportedMediaType
        return read_json(req.get_data())

    def handle_error(self, error: ValidationError, *_args: Any, **_options: Any) -> NoReturn:
        inner = error.messages_dict
        raise self.rejects(errors=list(faults_in(inner.get("json", inner.get("query", inner)))))


class JsonBlueprint(Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    """A blueprint of flask-smorest that reads with `JsonParser`, and has types."""

    ARGUMENTS_PARSER = JsonParser()

    def at(self, rule: str) -> Callable[[View], View]:
        return cast("Callable[[View], View]", self.route(rule))

    def takes(self, schema: type[Schema], **more: Any) -> Callable[[View], View]:
        return cast("Callable[[View], View]", self.arguments(schema, **more))

    def described(self, **more: Any) -> Callable[[View], View]:
        return cast("Callable[[View], View]", self.doc(**more))

    def answers(self, schema: Schema | None, status: int = 200) -> Callable[[View], View]:
        return cast("Callable[[View], View]", self.response(status, schema))
