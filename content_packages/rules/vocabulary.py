"""The words of cmi5: verbs, categories, extensions, and what makes a statement cmi5-defined."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon"

SCORM = "https://w3id.org/xapi/scorm"
"""The category of ADL's xAPI SCORM profile."""

EXTENSION = "https://w3id.org/xapi/cmi5/context/extensions/"
SESSION_ID = EXTENSION + "sessionid"
MASTERY_SCORE = EXTENSION + "masteryscore"
LAUNCH_MODE = EXTENSION + "launchmode"
LAUNCH_URL = EXTENSION + "launchurl"
MOVE_ON_EXTENSION = EXTENSION + "moveon"
LAUNCH_PARAMETERS = EXTENSION + "launchparameters"
REASON = "https://w3id.org/xapi/cmi5/result/extensions/reason"

COURSE_TYPE = "https://w3id.org/xapi/cmi5/activitytype/course"
BLOCK_TYPE = "https://w3id.org/xapi/cmi5/activitytype/block"

VOIDED = "http://adlnet.gov/expapi/verbs/voided"


class AuVerb(StrEnum):
    """Verbs of which the unit may make cmi5-defined statements (§9.3)."""

    INITIALIZED = "http://adlnet.gov/expapi/verbs/initialized"
    COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
    PASSED = "http://adlnet.gov/expapi/verbs/passed"
    FAILED = "http://adlnet.gov/expapi/verbs/failed"
    TERMINATED = "http://adlnet.gov/expapi/verbs/terminated"


class LmsVerb(StrEnum):
    """Verbs that are ours to use (§9.3)."""

    LAUNCHED = "http://adlnet.gov/expapi/verbs/launched"
    ABANDONED = "https://w3id.org/xapi/adl/verbs/abandoned"
    WAIVED = "https://w3id.org/xapi/adl/verbs/waived"
    SATISFIED = "https://w3id.org/xapi/adl/verbs/satisfied"


class ScormVerb(StrEnum):
    """Verbs of ADL's SCORM profile that cmi5 does not have."""

    RESUMED = "http://adlnet.gov/expapi/verbs/resumed"
    SUSPENDED = "http://adlnet.gov/expapi/verbs/suspended"
    PROGRESSED = "http://adlnet.gov/expapi/verbs/progressed"
    RESPONDED = "http://adlnet.gov/expapi/verbs/responded"


class H5pVerb(StrEnum):
    """Verbs of H5P that tell something; that somebody clicked somewhere does not."""

    ATTEMPTED = "http://adlnet.gov/expapi/verbs/attempted"
    ANSWERED = "http://adlnet.gov/expapi/verbs/answered"
    COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
    PASSED = "http://adlnet.gov/expapi/verbs/passed"
    FAILED = "http://adlnet.gov/expapi/verbs/failed"
    MASTERED = "http://adlnet.gov/expapi/verbs/mastered"
    PROGRESSED = "http://adlnet.gov/expapi/verbs/progressed"
    EXPERIENCED = "http://adlnet.gov/expapi/verbs/experienced"
    CONSUMED = "http://activitystrea.ms/schema/1.0/consume"

    @classmethod
    def known(cls, said: object) -> "H5pVerb | None":
        return cls(str(said)) if said in set(cls) else None


DEFINED = {*AuVerb, *LmsVerb}
JUDGED = (AuVerb.PASSED, AuVerb.FAILED)
OUTCOMES = (AuVerb.COMPLETED, *JUDGED)


def verb_of(body: Mapping[str, Any]) -> str:
    return str(body["verb"]["id"])


def activities(body: Mapping[str, Any], role: str) -> set[str]:
    """The ids of the context activities in one role."""
    given = body.get("context", {}).get("contextActivities", {}).get(role, [])
    return {one["id"] for one in (given if isinstance(given, list) else [given])}


def extensions(body: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = body.get("context", {}).get("extensions", {})
    return found


def is_defined(body: Mapping[str, Any]) -> bool:
    """§7.1.3: one of the nine verbs *and* the cmi5 category; all others are cmi5-allowed."""
    return verb_of(body) in DEFINED and CMI5 in activities(body, "category")
