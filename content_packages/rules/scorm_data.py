"""The data model that a SCO finds when it opens: what it kept, and what we tell it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from content_packages.rules.attempts import Attempt
from content_packages.rules.courses import LaunchMode
from content_packages.rules.packages import Unit
from content_packages.rules.scorm_readings import read_data
from content_packages.rules.sessions import Session

Json = dict[str, Any]
LEARNER = "Deelnemer"
"""Packages are strangers: they learn a pseudonym, and no name."""

MODES = {LaunchMode.NORMAL: "normal", LaunchMode.BROWSE: "browse", LaunchMode.REVIEW: "review"}
OF_ONE_SITTING = ("session_time", "exit")


def data_for(
    edition: str,
    unit: Unit,
    session: Session,
    attempt: Attempt | None,
    time_limit: str | None = None,
) -> Json:
    """`{"cmi": …}` as the player loads it; `time_limit` is that of SCORM 2004."""
    kept = attempt.kept if attempt is not None else {}
    entry = "resume" if read_data(edition, kept).suspended else "" if kept else "ab-initio"
    cmi = WRITERS[edition](kept, unit, session, entry)
    return {"cmi": {**cmi, **({"max_time_allowed": time_limit} if time_limit else {})}}


def _of_12(kept: Mapping[str, Any], unit: Unit, session: Session, entry: str) -> Json:
    held = kept.get("core")
    core = {**held} if isinstance(held, dict) else {}
    core |= {
        "student_id": _learner_of(session),
        "student_name": LEARNER,
        "lesson_mode": MODES[session.mode],
        "credit": "credit" if session.mode is LaunchMode.NORMAL else "no-credit",
        "entry": entry,
    }
    asked = {
        "mastery_score": None if unit.mastery_score is None else f"{unit.mastery_score * 100:g}",
        "max_time_allowed": unit.play.get("maxtimeallowed"),
        "time_limit_action": unit.play.get("timelimitaction"),
    }
    return {
        **kept,
        "core": {name: value for name, value in core.items() if name not in OF_ONE_SITTING},
        "student_data": {name: value for name, value in asked.items() if value is not None},
        "launch_data": unit.launch_parameters or "",
    }


def _of_2004(kept: Mapping[str, Any], unit: Unit, session: Session, entry: str) -> Json:
    threshold = unit.play.get("completionThreshold", {})
    asked = {
        "learner_id": _learner_of(session),
        "learner_name": LEARNER,
        "mode": MODES[session.mode],
        "credit": "credit" if session.mode is LaunchMode.NORMAL else "no-credit",
        "entry": entry,
        "launch_data": unit.launch_parameters,
        "time_limit_action": unit.play.get("timeLimitAction"),
        "scaled_passing_score": unit.mastery_score,
        "completion_threshold": (
            threshold.get("minProgressMeasure") if threshold.get("completedByMeasure") else None
        ),
    }
    told = {name: str(value) for name, value in asked.items() if value is not None}
    return {name: value for name, value in kept.items() if name not in OF_ONE_SITTING} | told


WRITERS: Mapping[str, Callable[[Mapping[str, Any], Unit, Session, str], Json]] = MappingProxyType(
    {"scorm12": _of_12, "scorm2004": _of_2004}
)


def _learner_of(session: Session) -> str:
    return str(session.actor["account"]["name"])[:255]
