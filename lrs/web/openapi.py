"""What this record store answers, as OpenAPI: made of the same table that answers."""

from collections.abc import Mapping
from typing import Any

from lrs.rules.documents import ID_PARAMETER, DocumentKind
from lrs.rules.versions import SPOKEN
from lrs.web.resources import RESOURCES

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_UUID: Json = {"type": "string", "format": "uuid"}
_IRI: Json = {"type": "string", "format": "iri"}
_MOMENT: Json = {"type": "string", "format": "date-time"}
_TRUTH: Json = {"type": "boolean", "default": False}
_AGENT: Json = {"$ref": "#/components/schemas/Agent"}

_STATEMENT_FILTERS: Mapping[str, Json] = {
    "statementId": _UUID,
    "voidedStatementId": _UUID,
    "agent": _AGENT,
    "verb": _IRI,
    "activity": _IRI,
    "registration": _UUID,
    "related_activities": _TRUTH,
    "related_agents": _TRUTH,
    "since": _MOMENT,
    "until": _MOMENT,
    "limit": {"type": "integer", "minimum": 0},
    "format": {"type": "string", "enum": ["ids", "exact", "canonical"]},
    "attachments": _TRUTH,
    "ascending": _TRUTH,
}
_SHELVES: Mapping[DocumentKind, Mapping[str, Json]] = {
    DocumentKind.STATE: {"activityId": _IRI, "agent": _AGENT},
    DocumentKind.ACTIVITY_PROFILE: {"activityId": _IRI},
    DocumentKind.AGENT_PROFILE: {"agent": _AGENT},
}


def _object(needed: tuple[str, ...], **properties: Json) -> Json:
    return {
        "type": "object",
        "required": list(needed),
        "properties": properties,
        "additionalProperties": False,
    }


_ACCOUNT = _object(("homePage", "name"), homePage=_IRI, name=_TEXT)
_IDENTIFIERS: Mapping[str, Json] = {
    "mbox": {"type": "string", "pattern": "^mailto:[a-z0-9.]*[a-z0-9]@[a-z0-9]+[.][a-z]{2,9}$"},
    "mbox_sha1sum": {"type": "string", "pattern": "^[0-9a-f]{40}$"},
    "openid": _IRI,
    "account": _ACCOUNT,
}
_SCHEMAS: Mapping[str, Json] = {
    "Agent": {
        "anyOf": [
            _object((name,), **{name: shape}, name=_TEXT, objectType={"const": "Agent"})
            for name, shape in _IDENTIFIERS.items()
        ]
    },
    "Activity": _object(("id",), id=_IRI, objectType={"const": "Activity"}),
    "StatementRef": _object(("id", "objectType"), id=_UUID, objectType={"const": "StatementRef"}),
    "Statement": _object(
        ("actor", "verb", "object"),
        id=_UUID,
        actor=_AGENT,
        verb=_object(("id",), id=_IRI),
        object={
            "anyOf": [
                {"$ref": "#/components/schemas/Activity"},
                {"$ref": "#/components/schemas/StatementRef"},
            ]
        },
        result=_object((), success={"type": "boolean"}, response=_TEXT),
        context=_object((), registration=_UUID, instructor=_AGENT),
        timestamp=_MOMENT,
    ),
}
"""The commonest shapes; all others are in the standard (Data §2.4)."""

_PROBLEM: Json = {
    "type": "object",
    "required": ["code", "message"],
    "properties": {"code": _TEXT, "message": _TEXT},
}


def description(address: str) -> Json:
    """OpenAPI 3.1 of the resources under this address."""
    paths = {f"/{path}": _operations(path) for path in RESOURCES}
    about = {"responses": {"200": {"description": "The versions spoken."}}, "security": []}
    return {
        "openapi": "3.1.0",
        "info": {"title": "xAPI record store", "version": SPOKEN[0]},
        "servers": [{"url": address}],
        "security": [{"basic": []}],
        "components": {
            "securitySchemes": {"basic": {"type": "http", "scheme": "basic"}},
            "schemas": {**_SCHEMAS, "Problem": _PROBLEM},
        },
        "paths": {**paths, "/about": {"get": about}},
    }


def _operations(path: str) -> Json:
    return {method.lower(): _operation(path, method) for method in RESOURCES[path]}


def _operation(path: str, method: str) -> Json:
    parameters = [*_parameters(path, method), *_headers(path, method)]
    operation: Json = {"parameters": parameters, "responses": _responses()}
    if method in ("PUT", "POST"):
        operation["requestBody"] = {"required": True, "content": _content(path, method)}
    return operation


def _parameters(path: str, method: str) -> list[Json]:
    if path in _SHELVES:
        return _document_parameters(DocumentKind(path), method)
    if path == "statements":
        filters = {"GET": _STATEMENT_FILTERS, "PUT": {"statementId": _UUID}, "POST": {}}[method]
        return [_query(name, kind, needed=method == "PUT") for name, kind in filters.items()]
    name, kind = ("agent", _AGENT) if path == "agents" else ("activityId", _IRI)
    return [_query(name, kind, needed=True)]


def _document_parameters(kind: DocumentKind, method: str) -> list[Json]:
    """A list needs no id, and neither does clearing all state of a learner."""
    whole = method == "GET" or (method == "DELETE" and kind is DocumentKind.STATE)
    given = [_query(name, shape, needed=True) for name, shape in _SHELVES[kind].items()]
    given.append(_query(ID_PARAMETER[kind], _TEXT, needed=not whole))
    if kind is DocumentKind.STATE:
        given.append(_query("registration", _UUID, needed=False))
    if method == "GET":
        given.append(_query("since", _MOMENT, needed=False))
    return given


def _query(name: str, shape: Json, *, needed: bool) -> Json:
    """An agent travels as JSON."""
    held = {"content": {"application/json": {"schema": shape}}} if shape is _AGENT else None
    return {"name": name, "in": "query", "required": needed, **(held or {"schema": shape})}


def _headers(path: str, method: str) -> list[Json]:
    version = {"type": "string", "enum": list(SPOKEN)}
    said = [("X-Experience-API-Version", version, True)]
    if path in _SHELVES and method != "GET":
        said += [("If-Match", _TEXT, False), ("If-None-Match", _TEXT, False)]
    if path == "statements" and method == "GET":
        said.append(("Accept-Language", _TEXT, False))
    return [
        {"name": name, "in": "header", "required": needed, "schema": shape}
        for name, shape, needed in said
    ]


def _content(path: str, method: str) -> Json:
    if path in _SHELVES:
        return {"application/json": {"schema": {}}, "application/octet-stream": {"schema": {}}}
    one = {"$ref": "#/components/schemas/Statement"}
    several = {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
    return {"application/json": {"schema": one if method == "PUT" else several}}


def _responses() -> Json:
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "2XX": {"description": "Done."},
        "4XX": {"description": "What was wrong, by name and place.", "content": problem},
    }
