"""How a body becomes a checked push: strict JSON in, faults out as field and rule."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn, TypeVar, cast

from flask import Request
from flask_smorest import Blueprint
from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType

from lti_tool.providers.rules import BodyIsNotJson, Fault, PushRejected

View = TypeVar("View", bound=Callable[..., Any])


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


class PushParser(FlaskParser):
    """Reads arguments as strictly as above, and raises our own problems."""

    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 - webargs declares it so
        "json": None,  # the schemas refuse unknown names themselves
        "query": RAISE,
    }

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ARG002 - webargs' signature
        if not req.is_json:
            raise UnsupportedMediaType
        return read_json(req.get_data())

    def handle_error(self, error: ValidationError, *_args: Any, **_options: Any) -> NoReturn:
        inner = error.messages_dict
        raise PushRejected(errors=list(faults_in(inner.get("json", inner.get("query", inner)))))


class PushBlueprint(Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    """A blueprint of flask-smorest that reads with `PushParser`, and has types."""

    ARGUMENTS_PARSER = PushParser()

    def at(self, rule: str) -> Callable[[View], View]:
        return cast("Callable[[View], View]", self.route(rule))

    def takes(self, schema: type[Schema], **more: Any) -> Callable[[View], View]:
        return cast("Callable[[View], View]", self.arguments(schema, **more))

    def described(self, **more: Any) -> Callable[[View], View]:
        return cast("Callable[[View], View]", self.doc(**more))

    def answers_nothing(self, view: View) -> View:
        return cast("View", self.response(204)(view))

    def answers(self, schema: Schema) -> Callable[[View], View]:
        return cast("Callable[[View], View]", self.response(200, schema))
