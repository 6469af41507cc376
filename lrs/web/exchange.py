"""One request as xAPI means it: after the alternate syntax, with its version and its credential."""

import base64
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from mmap import ACCESS_READ, mmap
from urllib.parse import parse_qsl

from flask import Request

from lrs.operations.recognise import recognise, recognise_token
from lrs.operations.record_store import RecordStore
from lrs.rules.attachments import Body
from lrs.rules.credentials import Credential
from lrs.rules.problems import (
    AlternateSyntaxRejected,
    BodyTooLarge,
    ClashingParameters,
    CredentialMissing,
    CredentialRefused,
)
from lrs.rules.versions import Version, version_asked

FORM = "application/x-www-form-urlencoded"
MIXED = "multipart/mixed"
CHUNK = 256 * 1024

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
    """Method, parameters, headers (names in lower case) and body, before anybody is let in.

    The body is still empty where it holds attachments: see `with_attachments`.
    """

    method: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: Body
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
        params=each_once(parse_qsl(query, keep_blank_values=True)),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=b"" if request.mimetype == MIXED else read_body(request, store.largest_body),
        path=request.script_root + request.path,
    )
    return _unfolded(call) if request.method == "POST" and "method" in call.params else call


def each_once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    params = dict(pairs)
    if len(params) < len(pairs):
        raise ClashingParameters(names=", ".join(sorted(name for name, _ in pairs)))
    return params


def with_attachments(exchange: Exchange, request: Request) -> Exchange:
    """Only who was let in may send much; it waits in a file until it is stored."""
    if request.mimetype != MIXED or exchange.call.alternate:
        return exchange
    body = _in_a_file(request, exchange.store.largest_mixed)
    return replace(exchange, call=replace(exchange.call, body=body))


def _in_a_file(request: Request, largest: int) -> Body:
    _expect_at_most(request, largest)
    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(request.stream, file, CHUNK)
        if not file.tell():
            return b""
        file.flush()
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def read_body(request: Request, largest: int) -> bytes:
    _expect_at_most(request, largest)
    return request.get_data(cache=False, parse_form_data=False)


def _expect_at_most(request: Request, largest: int) -> None:
    if (request.content_length or 0) > largest:
        raise BodyTooLarge(limit=largest)
    request.max_content_length = largest


def _unfolded(call: Call) -> Call:
    """Everything stands in the form, but for the method."""
    if set(call.params) != {"method"}:
        raise AlternateSyntaxRejected(reason="only method may stand in the query.")
    if call.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise AlternateSyntaxRejected(reason=f"the body must be {FORM}.")
    form = each_once(parse_qsl(bytes(call.body).decode("utf-8", "replace"), keep_blank_values=True))
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
    return Exchange(store, call, version, _recognised(store, call))


def version_of(call: Call) -> Version:
    version = version_asked(call.headers.get("x-experience-api-version"))
    if call.alternate and version.is_v2:
        raise AlternateSyntaxRejected(reason="it is not part of xAPI 2.0.")
    return version


def _recognised(store: RecordStore, call: Call) -> Credential:
    kind, _, shown = call.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        return recognise(store, *basic_pair(shown))
    if kind.lower() == "bearer":
        return recognise_token(store, shown.strip())
    raise CredentialMissing


def basic_pair(shown: str) -> tuple[str, str]:
    """The key and the secret behind `Authorization: Basic`."""
    try:
        key, _, secret = base64.b64decode(shown.strip(), validate=True).decode().partition(":")
    except ValueError as fault:
        raise CredentialRefused from fault
    return key, secret
