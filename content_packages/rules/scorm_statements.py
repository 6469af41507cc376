"""What a save tells in xAPI, after ADL's xAPI SCORM profile: each thing once per attempt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from content_packages.rules.attempts import Attempt, begun_in
from content_packages.rules.packages import Package, Unit
from content_packages.rules.scorm_readings import Answer, Reading
from content_packages.rules.sessions import Session
from content_packages.rules.statements import (
    LESSON,
    Statement,
    activity,
    duration,
    statement,
    with_categories,
)
from content_packages.rules.vocabulary import COURSE_TYPE, SCORM, AuVerb, ScormVerb

ATTEMPT_TYPE = "http://adlnet.gov/expapi/activities/attempt"
INTERACTION_TYPE = "http://adlnet.gov/expapi/activities/cmi.interaction"
PROFILE_TYPE = "http://adlnet.gov/expapi/activities/profile"
PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"
KINDS = frozenset(
    [
        "true-false",
        "choice",
        "fill-in",
        "long-fill-in",
        "likert",
        "matching",
        "performance",
        "sequencing",
        "numeric",
    ]
)


@dataclass(frozen=True, slots=True)
class Saved:
    """One save of a SCO: where it belongs and what it says. A sitting is one opening of the SCO."""

    package: Package
    unit: Unit
    session: Session
    attempt: Attempt
    reading: Reading
    sitting: str
    final: bool
    at: datetime


def told_by(saved: Saved) -> dict[str, Statement]:
    """Key → statement, in the order in which it is told; what was told before is left out."""
    made = {key: one for key, one in _everything(saved) if key not in saved.attempt.told}
    return {key: {"id": str(saved.attempt.statement_id(key)), **one} for key, one in made.items()}


def _everything(saved: Saved) -> Iterator[tuple[str, Statement]]:
    reading, attempt = saved.reading, saved.attempt
    begun = AuVerb.INITIALIZED if attempt.is_fresh else ScormVerb.RESUMED
    yield begun_in(saved.sitting), _say(saved, begun)
    for answer in reading.answers:
        if answer.response or answer.success is not None:
            yield f"answer {_print(answer)}", _answered(saved, answer)
    if reading.progress is not None and reading.progress > 0:
        percent = round(reading.progress * 100)
        yield f"progress {percent}", _say(saved, ScormVerb.PROGRESSED, _progress(percent))
    if reading.completion:
        yield "completed", _say(saved, AuVerb.COMPLETED, _outcome(reading, completion=True))
    if reading.success is not None:
        verb = AuVerb.PASSED if reading.success else AuVerb.FAILED
        yield verb.name.lower(), _say(saved, verb, _outcome(reading, success=reading.success))
    if saved.final:
        if reading.suspended:
            yield f"suspended {saved.sitting}", _say(saved, ScormVerb.SUSPENDED)
        yield f"over {saved.sitting}", _say(saved, AuVerb.TERMINATED, _end(saved))


def _outcome(reading: Reading, **said: bool) -> dict[str, Any]:
    return {**said, **({"score": dict(reading.score)} if reading.score else {})}


def _end(saved: Saved) -> dict[str, Any]:
    """The time is that of this sitting."""
    reading = saved.reading
    spent = timedelta(seconds=max(0.0, reading.seconds - saved.attempt.seconds))
    said = {"completion": reading.completion, "success": reading.success}
    known = {name: value for name, value in said.items() if value is not None}
    return {**_outcome(reading, **known), "duration": duration(spent)}


def _progress(percent: int) -> dict[str, Any]:
    return {"score": {"scaled": percent / 100}, "extensions": {PROGRESS: percent}}


def _answered(saved: Saved, answer: Answer) -> Statement:
    """The question is an activity below its unit."""
    name = f"{saved.unit.activity_id}/questions/{quote(answer.name[:250], safe='')}"
    definition: dict[str, Any] = {"type": INTERACTION_TYPE}
    if answer.kind in KINDS:
        definition["interactionType"] = answer.kind
        if answer.correct:
            definition["correctResponsesPattern"] = list(answer.correct)
    result: dict[str, Any] = {}
    if answer.response:
        result["response"] = answer.response
    if answer.success is not None:
        result["success"] = answer.success
    if answer.seconds is not None:
        result["duration"] = duration(timedelta(seconds=answer.seconds))
    about = {"objectType": "Activity", "id": name, "definition": definition}
    return _say(saved, ScormVerb.RESPONDED, result, about)


def _print(answer: Answer) -> str:
    said = repr((answer.name, answer.response, answer.success))
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _say(
    saved: Saved,
    verb: AuVerb | ScormVerb,
    result: Mapping[str, Any] | None = None,
    about: Mapping[str, Any] | None = None,
) -> Statement:
    session, unit = saved.session, saved.unit
    made = statement(
        verb,
        session.actor,
        about or activity(unit.activity_id, LESSON, unit.titles),
        _context(saved),
        saved.at,
    )
    return {**made, **({"result": dict(result)} if result else {})}


def _context(saved: Saved) -> dict[str, Any]:
    """The course and the attempt in the grouping, beside the goal (profile §3.3)."""
    package, unit, session = saved.package, saved.unit, saved.session
    attempt_id = f"{unit.activity_id}?attemptId={saved.attempt.id}"
    grouping = [
        *session.template["contextActivities"]["grouping"],
        activity(package.activity_id, COURSE_TYPE, package.titles),
        activity(attempt_id, ATTEMPT_TYPE, {}),
    ]
    template = {**session.template["contextActivities"], "grouping": grouping}
    profile = {"id": SCORM, "definition": {"type": PROFILE_TYPE}}
    return {
        "registration": str(session.registration),
        "contextActivities": with_categories(template, profile),
        "extensions": dict(session.template["extensions"]),
    }
