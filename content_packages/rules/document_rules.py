"""Which documents a unit may read and write in its session (cmi5 §10, §11)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from content_packages.rules.actors import same_actor
from content_packages.rules.launches import LAUNCH_DATA, PREFERENCES
from content_packages.rules.problems import DocumentRefused
from content_packages.rules.sessions import Session

STATE = "activities/state"
AGENT_PROFILE = "agents/profile"
ACTIVITY_PROFILE = "activities/profile"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a document: method, resource and parameters."""

    method: str
    resource: str
    params: Mapping[str, str]

    @property
    def reads(self) -> bool:
        return self.method == "GET"

    @property
    def agent(self) -> dict[str, Any] | None:
        """The agent parameter; the record store has already seen that it is JSON."""
        given = self.params.get("agent")
        return json.loads(given) if given else None


@dataclass(frozen=True, slots=True)
class DocumentRule:
    name: str
    section: str
    reason: str
    broken: Callable[[Asked, Session], bool]


def expect_document_allowed(asked: Asked, session: Session) -> None:
    """Refuse a request by the first rule it breaks."""
    for rule in DOCUMENT_RULES:
        if rule.broken(asked, session):
            raise DocumentRefused(rule=rule.name, section=rule.section, reason=rule.reason)


def is_preferences_read(asked: Asked) -> bool:
    named = asked.params.get("profileId") == PREFERENCES
    return asked.reads and asked.resource == AGENT_PROFILE and named


def _is_of_another_agent(asked: Asked, session: Session) -> bool:
    return asked.agent is not None and not same_actor(asked.agent, session.actor)


def _is_of_another_registration(asked: Asked, session: Session) -> bool:
    given = asked.params.get("registration")
    return given is not None and given.lower() != str(session.registration)


def _is_profile_of_another_activity(asked: Asked, session: Session) -> bool:
    own = (session.activity_id, session.publisher_id)
    return asked.resource == ACTIVITY_PROFILE and asked.params.get("activityId") not in own


def _writes_launch_data(asked: Asked, _session: Session) -> bool:
    """Also by deleting all state at once."""
    named = asked.params.get("stateId", LAUNCH_DATA)
    return asked.resource == STATE and not asked.reads and named == LAUNCH_DATA


def _writes_preferences(asked: Asked, _session: Session) -> bool:
    named = asked.params.get("profileId") == PREFERENCES
    return asked.resource == AGENT_PROFILE and not asked.reads and named


def _leaves_profile(asked: Asked, session: Session) -> bool:
    """What is said of an activity is of no learner, and would stay."""
    return session.preview and asked.resource == ACTIVITY_PROFILE and not asked.reads


DOCUMENT_RULES: tuple[DocumentRule, ...] = (
    DocumentRule(
        "agent-differs", "9.2", "These are documents of another learner.", _is_of_another_agent
    ),
    DocumentRule(
        "registration-differs",
        "9.6.1",
        "The registration is not the one of the launch.",
        _is_of_another_registration,
    ),
    DocumentRule(
        "activity-differs",
        "12",
        "The profile is of another activity than the launch's.",
        _is_profile_of_another_activity,
    ),
    DocumentRule(
        "launch-data-read-only", "10.2.1", "A unit only reads its launch data.", _writes_launch_data
    ),
    DocumentRule(
        "preferences-read-only",
        "11.0",
        "Preferences are changed in the academy, not in a unit.",
        _writes_preferences,
    ),
    DocumentRule(
        "preview-leaves-nothing", "10.2.2", "A preview leaves nothing behind.", _leaves_profile
    ),
)
