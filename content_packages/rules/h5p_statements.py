"""What H5P says, made into statements that stand: whose, of what, in which registration, when.

H5P's own have no id and no timestamp, an actor of their own making and at times a category that is
no IRI. We keep the verb, the result and what describes the question; the rest we know better.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from content_packages.rules.attempts import Attempt
from content_packages.rules.packages import Package, Unit
from content_packages.rules.problems import SaveRefused
from content_packages.rules.saves import LONGEST_SITTING, read_object
from content_packages.rules.scorm_readings import LONGEST
from content_packages.rules.sessions import Session, UnitState
from content_packages.rules.statements import (
    LESSON,
    Statement,
    activity,
    with_categories,
)
from content_packages.rules.statements import statement as make
from content_packages.rules.vocabulary import COURSE_TYPE, AuVerb, H5pVerb

MOST = 200
"""Events in one message."""

KINDS = frozenset({"true-false", "choice", "fill-in", "long-fill-in", "matching", "sequencing"})
LIBRARY = re.compile(r"http://h5p\.org/libraries/[A-Za-z0-9_.-]{1,200}")
DURATION = re.compile(r"PT\d{1,7}(\.\d{1,4})?S")
SUB_CONTENT = re.compile(r"[?&]subContentId=([0-9A-Fa-f-]{36})")


@dataclass(frozen=True, slots=True)
class Heard:
    """Events of one sitting; `first` is the number of the first."""

    sitting: str
    first: int
    events: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where they belong."""

    package: Package
    unit: Unit
    session: Session
    attempt: Attempt
    at: datetime


def read_heard(raw: bytes) -> Heard:
    said = read_object(raw)
    sitting, first, events = (said.get(name) for name in ("sitting", "first", "events"))
    if not isinstance(sitting, str) or not 1 <= len(sitting) <= LONGEST_SITTING:
        raise SaveRefused(reason="sitting must be a short text.")
    if not isinstance(first, int) or isinstance(first, bool) or first < 0:
        raise SaveRefused(reason="first must be a whole number.")
    if not isinstance(events, list) or len(events) > MOST:
        raise SaveRefused(reason=f"events must be a list of at most {MOST}.")
    return Heard(sitting, first, tuple(one for one in events if isinstance(one, Mapping)))


def statements_of(heard: Heard, place: Place, after: int) -> list[Statement]:
    """Of the events with a higher number than `after`; what is no verb of H5P is left out."""
    found = []
    for number, event in enumerate(heard.events, heard.first):
        verb = H5pVerb.known(_inside(event, "verb").get("id"))
        if number > after and verb is not None:
            name = place.attempt.statement_id(f"{heard.sitting} {number}")
            found.append({"id": str(name), **_statement(verb, event, place)})
    return found


def _statement(verb: H5pVerb, event: Mapping[str, Any], place: Place) -> Statement:
    session, sub = place.session, _sub_content(event)
    result = _result(_inside(event, "result"))
    made = make(
        verb, session.actor, _object(event, place, sub), _context(event, place, sub), place.at
    )
    return {**made, **({"result": result} if result else {})}


def _sub_content(event: Mapping[str, Any]) -> UUID | None:
    found = SUB_CONTENT.search(str(_inside(event, "object").get("id", "")))
    try:
        return UUID(found[1]) if found else None
    except ValueError:
        return None


def _object(event: Mapping[str, Any], place: Place, sub: UUID | None) -> dict[str, Any]:
    """The unit, or a question in it, with what describes the question."""
    unit = place.unit
    if sub is None:
        about = activity(unit.activity_id, LESSON, unit.titles)
    else:
        about = {"objectType": "Activity", "id": f"{unit.activity_id}?subContentId={sub}"}
    told = _inside(_inside(event, "object"), "definition")
    more: dict[str, Any] = {}
    if sub is not None and (words := _texts(told.get("name"))):
        more["name"] = words
    if words := _texts(told.get("description")):
        more["description"] = words
    if told.get("interactionType") in KINDS:
        more["interactionType"] = told["interactionType"]
        patterns = told.get("correctResponsesPattern")
        if isinstance(patterns, list) and all(isinstance(one, str) for one in patterns):
            more["correctResponsesPattern"] = [one[:LONGEST] for one in patterns]
    return {**about, "definition": {**about.get("definition", {}), **more}}


def _texts(said: Any) -> dict[str, str]:
    if not isinstance(said, Mapping):
        return {}
    named = {
        tag: str(text).strip()[:LONGEST]
        for tag, text in said.items()
        if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(tag))
    }
    return {tag: text for tag, text in named.items() if text}


def _context(event: Mapping[str, Any], place: Place, sub: UUID | None) -> dict[str, Any]:
    session, unit, package = place.session, place.unit, place.package
    named = session.template["contextActivities"]
    whole = activity(package.activity_id, COURSE_TYPE, package.titles)
    said = _inside(_inside(event, "context"), "contextActivities").get("category", [])
    listed: Sequence[Any] = said if isinstance(said, list) else [said]
    libraries = [
        {"id": one["id"]}
        for one in listed
        if isinstance(one, Mapping) and LIBRARY.fullmatch(str(one.get("id")))
    ]
    roles = {**named, "grouping": [*named["grouping"], whole]}
    if sub is not None:
        roles["parent"] = [{"id": unit.activity_id}]
    return {
        "registration": str(session.registration),
        "contextActivities": with_categories(roles, *libraries),
        "extensions": dict(session.template["extensions"]),
    }


def _result(said: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        name: said[name] for name in ("success", "completion") if isinstance(said.get(name), bool)
    }
    if isinstance(said.get("response"), str):
        made["response"] = said["response"][:LONGEST]
    if DURATION.fullmatch(str(said.get("duration"))):
        made["duration"] = said["duration"]
    if score := _score(_inside(said, "score")):
        made["score"] = score
    return made


def _score(said: Mapping[str, Any]) -> dict[str, float]:
    """Scaled is reckoned anew; what lies outside its bounds is no score."""
    raw, low, high = (_number(said.get(name)) for name in ("raw", "min", "max"))
    if raw is None or high is None or not (low or 0.0) <= raw <= high:
        return {}
    score = {"raw": raw, "min": low or 0.0, "max": high}
    return {**score, "scaled": round(raw / high, 4)} if high > 0 and raw >= 0 else score


def _number(said: Any) -> float | None:
    fits = isinstance(said, int | float) and not isinstance(said, bool) and math.isfinite(said)
    return float(said) if fits else None


def _inside(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said.get(name)
    return found if isinstance(found, Mapping) else {}


def reached(state: UnitState, place: Place, told: Sequence[Statement]) -> UnitState:
    """How far the unit is: by what was said of the whole, not of a question in it."""
    for one in told:
        if one["object"]["id"] != place.unit.activity_id:
            continue
        verb, result = one["verb"]["id"], one.get("result", {})
        state = state.reached(
            place.at,
            completion=verb == AuVerb.COMPLETED or result.get("completion"),
            success={AuVerb.PASSED.value: True, AuVerb.FAILED.value: False}.get(
                verb, result.get("success")
            ),
            score=result.get("score", {}).get("scaled"),
        )
    return state
