"""What a GET of statements asks: the parameters, checked and turned into terms and ranges."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode
from uuid import UUID

from lrs.rules.actors import check_actor, identity_of
from lrs.rules.credentials import Credential, Scope
from lrs.rules.json_text import read_json
from lrs.rules.problems import (
    ClashingParameters,
    MalformedJson,
    MissingParameter,
    ParameterRejected,
    StatementRejected,
    UnknownParameter,
)
from lrs.rules.sequence import LATEST, seq_at, ticks_of
from lrs.rules.shapes import Actor
from lrs.rules.terms import Kind, agent_term, authority_term, term
from lrs.rules.typed import typed
from lrs.rules.values import is_iri, is_uuid, moment_of
from lrs.rules.versions import Version

Params = Mapping[str, str]
Format = Literal["ids", "exact", "canonical"]

SHAPING = frozenset({"attachments", "format"})
CURSOR = "from"
"""Our own parameter in `more`: the last `seq` that was given."""

_LARGEST = 2**63 - 2
"""Databases count to the next one."""

PARAMETERS = SHAPING | {
    "statementId",
    "voidedStatementId",
    "agent",
    "verb",
    "activity",
    "registration",
    "related_activities",
    "related_agents",
    "since",
    "until",
    "limit",
    "ascending",
    CURSOR,
}


@dataclass(frozen=True, slots=True)
class One:
    """Asks one statement by its id, a voided one only where that is asked for."""

    id: UUID
    voided: bool


@dataclass(frozen=True, slots=True)
class Many:
    """Asks statements that have all `terms`, with `lowest` <= seq < `below`.

    `authority` limits to what was stored under that authority.
    """

    terms: tuple[int, ...]
    lowest: int | None
    below: int | None
    authority: int | None
    ascending: bool
    limit: int


def expect_known(params: Params, known: frozenset[str] | set[str]) -> None:
    """Names are case-sensitive; unknown ones are refused (Communication §3.2)."""
    for name in params:
        if name not in known:
            raise UnknownParameter(name=name)


def uuid_of(params: Params, name: str) -> UUID:
    if not is_uuid(params[name]):
        raise ParameterRejected(name=name, reason="must be a UUID.")
    return UUID(params[name])


def iri_of(params: Params, name: str) -> str:
    if name not in params:
        raise MissingParameter(name=name)
    if not is_iri(params[name]):
        raise ParameterRejected(name=name, reason="must be an IRI with a scheme.")
    return params[name]


def agent_of(params: Params, name: str = "agent") -> Actor:
    """An agent or an identified group, given as JSON."""
    if name not in params:
        raise MissingParameter(name=name)
    try:
        actor = typed(read_json(params[name].encode("utf-8", "surrogatepass")), Actor, (name,))
        check_actor(actor, (name,))
    except (MalformedJson, StatementRejected) as fault:
        raise ParameterRejected(name=name, reason=fault.message) from fault
    if identity_of(actor) is None:
        raise ParameterRejected(name=name, reason="an anonymous group cannot be looked for.")
    return actor


def ticks_asked(params: Params, name: str, version: Version) -> int:
    """Microseconds since 2020, within what a `seq` can name; below a microsecond is cut off."""
    moment = moment_of(params[name], strict=version.is_v2)
    if moment is None:
        raise ParameterRejected(name=name, reason="must be a timestamp with a time zone.")
    return min(max(0, ticks_of(moment)), LATEST - 1)


def is_true(params: Params, name: str) -> bool:
    said = params.get(name, "false")
    if said not in ("true", "false"):
        raise ParameterRejected(name=name, reason="must be true or false.")
    return said == "true"


def format_of(params: Params) -> Format:
    said = params.get("format", "exact")
    if said not in ("ids", "exact", "canonical"):
        raise ParameterRejected(name="format", reason="must be ids, exact or canonical.")
    return said  # type: ignore[return-value]  # one of the three, as was just asked


def one_asked(params: Params) -> One | None:
    """Whether one statement is asked; then only its shape may be asked beside it."""
    named = [name for name in ("statementId", "voidedStatementId") if name in params]
    if not named:
        return None
    others = [name for name in params if name not in SHAPING]
    if len(others) > 1:
        raise ClashingParameters(names=", ".join(sorted(others)))
    return One(id=uuid_of(params, named[0]), voided=named[0] == "voidedStatementId")


def put_asked(params: Params) -> UUID:
    """The id under which PUT stores."""
    expect_known(params, {"statementId"})
    if "statementId" not in params:
        raise MissingParameter(name="statementId")
    return uuid_of(params, "statementId")


def many_asked(params: Params, credential: Credential, version: Version, page: int) -> Many:
    """All filters (Communication §2.1.3), within what the credential may see."""
    lowest, below = _range_asked(params, version)
    ascending = is_true(params, "ascending")
    if CURSOR in params:
        last = _number(params, CURSOR)
        lowest = max(lowest or 0, last + 1) if ascending else lowest
        below = below if ascending else min(below or last, last)
    terms = [of(params) for name, of in _TERMS.items() if name in params]
    if credential.registration is not None:
        terms.append(term(Kind.REGISTRATION, str(credential.registration)))
    is_true(params, "related_agents")
    is_true(params, "related_activities")
    return Many(
        terms=tuple(dict.fromkeys(terms)),
        lowest=lowest,
        below=below,
        authority=only_mine(credential),
        ascending=ascending,
        limit=min(_number(params, "limit") or page, page),
    )


def only_mine(credential: Credential) -> int | None:
    """The authority that a credential with `statements/read/mine` is limited to."""
    if credential.may(Scope.STATEMENTS_READ):
        return None
    return authority_term(credential.authority)


def more_link(path: str, params: Params, last: int) -> str:
    """Where the rest is: the same question from the last statement given."""
    return f"{path}?{urlencode({**params, CURSOR: str(last)})}"


def _range_asked(params: Params, version: Version) -> tuple[int | None, int | None]:
    """`since` is exclusive, `until` inclusive."""
    lowest = seq_at(ticks_asked(params, "since", version) + 1) if "since" in params else None
    below = seq_at(ticks_asked(params, "until", version) + 1) if "until" in params else None
    return lowest, below


def _number(params: Params, name: str) -> int:
    said = params.get(name, "0")
    readable = said.isascii() and said.isdigit() and len(said) <= len(str(_LARGEST))
    if not readable or int(said) > _LARGEST:
        raise ParameterRejected(name=name, reason="must be a whole number of 0 or more.")
    return int(said)


def _agent_term(params: Params) -> int:
    return agent_term(agent_of(params), related=is_true(params, "related_agents"))


def _activity_term(params: Params) -> int:
    related = is_true(params, "related_activities")
    kind = Kind.RELATED_ACTIVITY if related else Kind.ACTIVITY
    return term(kind, iri_of(params, "activity"))


def _verb_term(params: Params) -> int:
    return term(Kind.VERB, iri_of(params, "verb"))


def _registration_term(params: Params) -> int:
    return term(Kind.REGISTRATION, str(uuid_of(params, "registration")))


_TERMS: Mapping[str, Callable[[Params], int]] = {
    "registration": _registration_term,
    "agent": _agent_term,
    "activity": _activity_term,
    "verb": _verb_term,
}
"""The filters, the most selective first."""
