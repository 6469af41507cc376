"""One request as xAPI means it: after the alternate syntax, with its version and its credential."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request

from lrs.operations.keep_credentials import recognise
from lrs.operations.record_store import RecordStore
from lrs.rules.credentials import Credential
from lrs.rules.problems import (
    AlternateSyntaxRejected,
    BodyTooLarge,
    ClashingParameters,
    CredentialRefused,
)
from lrs.rules.versions import Version, version_asked

FORM = "application/x-www-form-urlencoded"

_AS_FORM_FIELDS = {
    "authorization",
    "x-experience-api-version",
    "content-type",
    "content-length",
    "if-match",
    "if-none-match",
    "accept-language",
}
"""Headers that the alternate syntax carries as form fields (1.0.3 Communication §1.3)."""


@dataclass(frozen=True, slots=True)
class Call:
    """Method, parameters, headers (names in lower case) and body, before anybody is let in."""

    method: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    path: str
    alternate: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """A call that was let in."""

    store: RecordStore
    call: Call
    version: Version
    credential: Credential


def read_call(store: RecordStore, request: Request) -> Call:
    """The request as it came, or as the alternate syntax describes it."""
    query = request.query_string.decode("utf-8", "replace")
    call = Call(
        method="GET" if request.method == "HEAD" else request.method,
        params=_each_once(parse_qsl(query, keep_blank_values=True)),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=_body(store, request),
        path=request.script_root + request.path,
    )
    return _unfolded(call) if request.method == "POST" and "method" in call.params else call


def _each_once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    params = dict(pairs)
    if len(params) < len(pairs):
        raise ClashingParameters(names=", ".join(sorted(name for name, _ in pairs)))
    return params


def _body(store: RecordStore, request: Request) -> bytes:
    if (request.content_length or 0) > store.largest_body:
        raise BodyTooLarge(limit=store.largest_body)
    request.max_content_length = store.largest_body
    return request.get_data(cache=False, parse_form_data=False)


def _unfolded(call: Call) -> Call:
    """Everything stands in the form, but for the method."""
    if set(call.params) != {"method"}:
        raise AlternateSyntaxRejected(reason="only method may stand in the query.")
    if call.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise AlternateSyntaxRejected(reason=f"the body must be {FORM}.")
    form = _each_once(parse_qsl(call.body.decode("utf-8", "replace"), keep_blank_values=True))
    content = form.pop("content", "")
    said = {name.lower(): form.pop(name) for name in list(form) if name.lower() in _AS_FORM_FIELDS}
    passed_on = {name: value for name, value in call.headers.items() if name != "content-type"}
    return Call(
        method=call.params["method"].upper(),
        params=form,
        headers={**passed_on, **({"content-type": "application/json"} if content else {}), **said},
        body=content.encode(),
        path=call.path,
        alternate=True,
    )


def let_in(store: RecordStore, call: Call) -> Exchange:
    """Ask for the version and the credential; raises what is wrong with either."""
    version = version_of(call)
    return Exchange(store, call, version, recognise(store, *_key_and_secret(call)))


def version_of(call: Call) -> Version:
    version = version_asked(call.headers.get("x-experience-api-version"))
    if call.alternate and version.is_v2:
        raise AlternateSyntaxRejected(reason="it is not part of xAPI 2.0.")
    return version


def _key_and_secret(call: Call) -> tuple[str, str]:
    kind, _, token = call.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        raise CredentialRefused
    try:
        key, _, secret = base64.b64decode(token.strip(), validate=True).decode().partition(":")
    except ValueError as fault:
        raise CredentialRefused from fault
    return key, secret
