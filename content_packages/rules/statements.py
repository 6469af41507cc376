"""The statements that we owe as learning management system (cmi5 §9.3)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from content_packages.rules.courses import Texts
from content_packages.rules.launches import session_template
from content_packages.rules.packages import Block, Package, Unit
from content_packages.rules.sessions import Registration, Session
from content_packages.rules.vocabulary import (
    BLOCK_TYPE,
    CMI5,
    COURSE_TYPE,
    LAUNCH_MODE,
    LAUNCH_PARAMETERS,
    LAUNCH_URL,
    MASTERY_SCORE,
    MOVE_ON,
    MOVE_ON_EXTENSION,
    REASON,
    SCORM,
    AuVerb,
    LmsVerb,
)

FAMILIES = {"cmi5": CMI5, "scorm12": SCORM, "scorm2004": SCORM}
"""Format → the category of everything that is said of its packages."""

LESSON = "http://adlnet.gov/expapi/activities/lesson"
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")

Statement = dict[str, Any]


def launched(session: Session, unit: Unit, url: str, at: datetime) -> Statement:
    """§9.3.1; `url` is the launch without the five names (§9.6.3.4)."""
    said: dict[str, Any] = {
        LAUNCH_MODE: session.mode.value,
        LAUNCH_URL: url,
        MOVE_ON_EXTENSION: unit.move_on.value,
    }
    if unit.mastery_score is not None:
        said[MASTERY_SCORE] = unit.mastery_score
    if unit.launch_parameters is not None:
        said[LAUNCH_PARAMETERS] = unit.launch_parameters
    context = _context(session.format, session.registration, session.template, said)
    return statement(LmsVerb.LAUNCHED, session.actor, _of_unit(unit), context, at)


def abandoned(session: Session, unit: Unit, at: datetime) -> Statement:
    """§9.3.6, §9.5.4.2: the duration runs until the last thing the unit said."""
    spent = (session.last_at or session.launched_at) - session.launched_at
    context = _context(session.format, session.registration, session.template)
    made = statement(LmsVerb.ABANDONED, session.actor, _of_unit(unit), context, at)
    return {**made, "result": {"duration": duration(spent)}}


def waived(
    package: Package,
    registration: Registration,
    unit: Unit,
    session_id: UUID,
    reason: str,
    at: datetime,
) -> Statement:
    """§9.3.7; the session id is its own."""
    template = session_template(registration.template, unit.publisher_id, session_id)
    context = _context(package.format, registration.id, template, also=MOVE_ON)
    made = statement(LmsVerb.WAIVED, registration.actor, _of_unit(unit), context, at)
    result = {"success": True, "completion": True, "extensions": {REASON: reason}}
    return {**made, "result": result}


def done_by_word(session: Session, unit: Unit, at: datetime) -> Statement:
    """`completed`, on the word of the learner: her unit never says it."""
    context = _context(session.format, session.registration, session.template)
    made = statement(AuVerb.COMPLETED, session.actor, _of_unit(unit), context, at)
    return {**made, "result": {"completion": True}}


def satisfied(
    package: Package,
    registration: Registration,
    target: Block | Package,
    session_id: UUID,
    at: datetime,
) -> Statement:
    """§9.3.9: of a block, or of the whole course; its publisher's id is in the grouping."""
    template = session_template(registration.template, target.publisher_id, session_id)
    kind = BLOCK_TYPE if isinstance(target, Block) else COURSE_TYPE
    context = _context(package.format, registration.id, template)
    about = activity(target.activity_id, kind, target.titles)
    return statement(LmsVerb.SATISFIED, registration.actor, about, context, at)


def duration(span: timedelta) -> str:
    """ISO 8601, in hundredths of a second.

    >>> duration(timedelta(minutes=2, seconds=3.5))
    'PT123.5S'
    """
    seconds = max(0.0, round(span.total_seconds(), 2))
    return f"PT{seconds:.2f}".rstrip("0").rstrip(".") + "S"


def statement(
    verb: StrEnum,
    actor: Mapping[str, Any],
    target: Mapping[str, Any],
    context: Mapping[str, Any],
    at: datetime,
) -> Statement:
    return {
        "timestamp": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "actor": dict(actor),
        "verb": {"id": verb.value, "display": {"en": verb.value.rsplit("/", 1)[-1]}},
        "object": dict(target),
        "context": dict(context),
    }


def _context(
    kind: str,
    registration: UUID,
    template: Mapping[str, Any],
    said: Mapping[str, Any] | None = None,
    also: str | None = None,
) -> dict[str, Any]:
    named = template["contextActivities"]
    return {
        "registration": str(registration),
        "contextActivities": with_categories(
            named, *({"id": one} for one in (FAMILIES.get(kind), also) if one)
        ),
        "extensions": {**template["extensions"], **(said or {})},
    }


def with_categories(named: Mapping[str, Any], *more: Mapping[str, Any]) -> dict[str, Any]:
    """Context activities with these categories behind the ones that are there."""
    return {**named, "category": [*named.get("category", []), *more]}


def _of_unit(unit: Unit) -> dict[str, Any]:
    known = unit.activity_type if ABSOLUTE.fullmatch(unit.activity_type or "") else None
    return activity(unit.activity_id, known or LESSON, unit.titles)


def activity(activity_id: str, kind: str, titles: Texts) -> dict[str, Any]:
    names = {tag: text for tag, text in titles.items() if text and LANGUAGE.fullmatch(tag)}
    definition: dict[str, Any] = {"type": kind, **({"name": names} if names else {})}
    return {"objectType": "Activity", "id": activity_id, "definition": definition}
