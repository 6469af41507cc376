"""Documents: where each belongs, how its ETag guards it, and how two are merged."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lrs.rules.actors import identity_of
from lrs.rules.json_text import read_json, write_json
from lrs.rules.problems import (
    ConditionFailed,
    ConditionMissing,
    ConditionNeeded,
    MalformedJson,
    MediaTypeRejected,
    MergeRejected,
    MissingParameter,
    ParameterRejected,
)
from lrs.rules.queries import Params, agent_of, expect_known, iri_of, uuid_of
from lrs.rules.terms import term
from lrs.rules.versions import Version

LONGEST_ID = 2_000
"""Bytes; an index takes no more."""

_ONE_LINE = re.compile(r"[ -~]{1,1000}")


class DocumentKind(StrEnum):
    """The three document resources, each by its path."""

    STATE = "activities/state"
    ACTIVITY_PROFILE = "activities/profile"
    AGENT_PROFILE = "agents/profile"


ID_PARAMETER = {
    DocumentKind.STATE: "stateId",
    DocumentKind.ACTIVITY_PROFILE: "profileId",
    DocumentKind.AGENT_PROFILE: "profileId",
}

_OWN_PARAMETERS = {
    DocumentKind.STATE: {"activityId", "agent", "registration"},
    DocumentKind.ACTIVITY_PROFILE: {"activityId"},
    DocumentKind.AGENT_PROFILE: {"agent"},
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """The set of documents that share activity, agent and registration, as their kind has them."""

    kind: DocumentKind
    activity: str | None
    agent: str | None
    registration: UUID | None

    @property
    def key(self) -> bytes:
        parts = (self.kind.value, self.activity, self.agent, self.registration)
        return hashlib.sha256("\0".join(str(part) for part in parts).encode()).digest()

    @property
    def agent_term(self) -> int | None:
        return None if self.agent is None else term("agent", self.agent)


@dataclass(frozen=True, slots=True)
class Document:
    id: str
    content_type: str
    content: bytes
    etag: str
    updated: datetime


def shelf_of(kind: DocumentKind, params: Params, also: frozenset[str]) -> Shelf:
    """The shelf that the parameters name; `also` are further parameters of this method."""
    expect_known(params, _OWN_PARAMETERS[kind] | also)
    own = _OWN_PARAMETERS[kind]
    return Shelf(
        kind=kind,
        activity=iri_of(params, "activityId") if "activityId" in own else None,
        agent=identity_of(agent_of(params)) if "agent" in own else None,
        registration=uuid_of(params, "registration") if "registration" in params else None,
    )


def document_id_of(kind: DocumentKind, params: Params) -> str:
    name = ID_PARAMETER[kind]
    if name not in params:
        raise MissingParameter(name=name)
    if len(params[name].encode()) > LONGEST_ID or "\0" in params[name]:
        reason = f"must be at most {LONGEST_ID} bytes, without U+0000."
        raise ParameterRejected(name=name, reason=reason)
    return params[name]


def expect_sendable(content_type: str) -> None:
    """The type goes out as a header again, so it must be one (RFC 9110 §5.5)."""
    if not _ONE_LINE.fullmatch(content_type):
        takes = "a media type in one line of at most 1000 ASCII characters"
        raise MediaTypeRejected(said=content_type, takes=takes)


def etag_of(content: bytes) -> str:
    """SHA-1 in hexadecimal digits, in quotes (1.0.3 Communication §3.1)."""
    return f'"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}"'


@dataclass(frozen=True, slots=True)
class Conditions:
    """The headers If-Match and If-None-Match."""

    match: str | None = None
    none_match: str | None = None

    @classmethod
    def from_headers(cls, headers: Mapping[str, str]) -> "Conditions":
        return cls(headers.get("if-match"), headers.get("if-none-match"))

    @property
    def given(self) -> bool:
        return self.match is not None or self.none_match is not None


def expect_conditions(conditions: Conditions, present: Document | None) -> None:
    """RFC 9110 §13.1: If-Match compares strongly, If-None-Match weakly."""
    if conditions.match is not None:
        tags = _tags(conditions.match)
        kept = present is not None and ("*" in tags or present.etag in tags)
        if not kept:
            raise ConditionFailed(header="If-Match")
    if conditions.none_match is not None and present is not None:
        tags = [tag.removeprefix("W/") for tag in _tags(conditions.none_match)]
        if "*" in tags or present.etag in tags:
            raise ConditionFailed(header="If-None-Match")


def expect_put_conditions(
    conditions: Conditions, present: Document | None, kind: DocumentKind, version: Version
) -> None:
    """Whoever replaces a document must say which one (Communication §3.1).

    State is free of this in 1.0.3. In 2.0 a new document needs no header.
    """
    expect_conditions(conditions, present)
    if conditions.given or (kind is DocumentKind.STATE and not version.is_v2):
        return
    if present is not None:
        raise ConditionNeeded
    if not version.is_v2:
        raise ConditionMissing


def _tags(header: str) -> list[str]:
    return [tag.strip() for tag in header.split(",")]


def is_json(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == "application/json"


def merged_content(present: Document | None, content_type: str, content: bytes) -> bytes:
    """POST: the properties of a JSON object replace those of the document (Communication §2.2)."""
    if present is None and not is_json(content_type):
        return content
    if not is_json(content_type):
        raise MergeRejected(reason="what was sent is not application/json.")
    sent = _json_object(content, "what was sent")
    if present is None:
        return content
    if not is_json(present.content_type):
        raise MergeRejected(reason="the document that is here is not application/json.")
    return write_json({**_json_object(present.content, "the document that is here"), **sent})


def _json_object(content: bytes, which: str) -> dict[str, object]:
    try:
        value = read_json(content)
    except MalformedJson as fault:
        raise MergeRejected(reason=f"{which} is not JSON: {fault.message}") from fault
    if not isinstance(value, dict):
        raise MergeRejected(reason=f"{which} is not a JSON object.")
    return value
