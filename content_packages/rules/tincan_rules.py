"""Which statements a Tin Can unit may make with the credential of its launch.

The convention has no rules of its own; these keep the credential to its learner and registration.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from content_packages.rules.session_rules import Rule
from content_packages.rules.sessions import Session, UnitState
from content_packages.rules.vocabulary import OUTCOMES, VOIDED, AuVerb, verb_of

TINCAN_FORMAT = "tincan"

TINCAN_RULES: tuple[Rule, ...] = (
    Rule("voiding", "6.3", "A unit may not void statements.", lambda s: s.verb == VOIDED),
    Rule(
        "session-over",
        "9.3.8",
        "The session has ended; nothing can be added to it.",
        lambda s: not s.session.is_open,
    ),
    Rule(
        "actor-differs",
        "9.2",
        "The actor is not the one of the launch.",
        lambda s: s.body["actor"].get("account") != s.session.actor["account"],
    ),
    Rule(
        "registration-differs",
        "9.6.1",
        "The registration is not the one of the launch.",
        lambda s: (
            str(s.body.get("context", {}).get("registration", "")).lower()
            != str(s.session.registration)
        ),
    ),
)
"""Named as the rules of cmi5 that say the same."""


def context_of(session: Session) -> dict[str, Any]:
    """What is added to each statement, for a Tin Can unit knows nothing of goals."""
    return {
        "registration": str(session.registration),
        "contextActivities": dict(session.template["contextActivities"]),
        "extensions": dict(session.template["extensions"]),
    }


def heard_from(
    body: Mapping[str, Any], session: Session, unit: UnitState, at: datetime
) -> UnitState:
    """The unit after a statement about the activity of its launch; parts of it change nothing."""
    is_own = body["object"].get("id") in (session.publisher_id, session.activity_id)
    if not is_own or verb_of(body) not in OUTCOMES:
        return unit
    verb, result = AuVerb(verb_of(body)), body.get("result", {})
    return unit.reached(
        at,
        completion=verb is AuVerb.COMPLETED or result.get("completion"),
        success={AuVerb.PASSED: True, AuVerb.FAILED: False}.get(verb, result.get("success")),
        score=result.get("score", {}).get("scaled"),
    )
