"""What a launch hands to a unit: its address and its launch data (cmi5 §8.1, §10)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit
from uuid import UUID

from content_packages.rules.cmi5 import LAUNCH_NAMES
from content_packages.rules.packages import Unit, Window
from content_packages.rules.sessions import Session
from content_packages.rules.vocabulary import SESSION_ID

LAUNCH_DATA = "LMS.LaunchData"
TINCAN_NAMES = ("endpoint", "auth", "actor", "registration", "activity_id")
PREFERENCES = "cmi5LearnerPreferences"


@dataclass(frozen=True, slots=True)
class LaunchContext:
    """What must stand in everything that is said in this session.

    `grouping` and `category` hold activity ids, or whole activities; `language` is the learner's.
    """

    grouping: Sequence[str | Mapping[str, Any]] = ()
    category: Sequence[str | Mapping[str, Any]] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)
    language: str = "nl-NL"

    @property
    def template(self) -> dict[str, Any]:
        """Without what belongs to one unit or one session."""
        roles = {"grouping": self.grouping, "category": self.category}
        named = {role: [_activity(one) for one in given] for role, given in roles.items() if given}
        return {"contextActivities": named, "extensions": dict(self.extensions)}


@dataclass(frozen=True, slots=True)
class Launch:
    """Open `url` in a window of its own, or in any."""

    url: str
    session_id: UUID
    window: Window


def _activity(given: str | Mapping[str, Any]) -> dict[str, Any]:
    return {"id": given} if isinstance(given, str) else dict(given)


def session_template(
    template: Mapping[str, Any], publisher_id: str, session_id: UUID
) -> dict[str, Any]:
    """A contextTemplate: the publisher's id in the grouping and the session's id (§10.2.1)."""
    named = template.get("contextActivities", {})
    others = [one for one in named.get("grouping", []) if one["id"] != publisher_id]
    return {
        "contextActivities": {**named, "grouping": [{"id": publisher_id}, *others]},
        "extensions": {**template.get("extensions", {}), SESSION_ID: str(session_id)},
    }


def launch_data(session: Session, unit: Unit, return_url: str | None) -> dict[str, Any]:
    """The document LMS.LaunchData (§10.2)."""
    said: dict[str, Any] = {
        "contextTemplate": session.template,
        "launchMode": session.mode.value,
        "moveOn": unit.move_on.value,
    }
    if unit.mastery_score is not None:
        said["masteryScore"] = unit.mastery_score
    if unit.launch_parameters is not None:
        said["launchParameters"] = unit.launch_parameters
    if return_url is not None:
        said["returnURL"] = return_url
    if unit.entitlement_key is not None:
        said["entitlementKey"] = {"courseStructure": unit.entitlement_key}
    return said


def preferences(language: str) -> dict[str, str]:
    """The document cmi5LearnerPreferences (§11)."""
    return {"languagePreference": language, "audioPreference": "on"}


def launch_url(place: str, session: Session, endpoint: str, fetch: str) -> str:
    """The address of a launch: the unit's own query stays, the five names are added (§8.1)."""
    parts = urlsplit(place)
    kept = parse_qsl(parts.query, keep_blank_values=True)
    actor = json.dumps(session.actor, ensure_ascii=False, separators=(",", ":"))
    given = (endpoint, fetch, actor, str(session.registration), session.activity_id)
    query = urlencode([*kept, *zip(LAUNCH_NAMES, given, strict=True)], quote_via=quote)
    return urlunsplit(parts._replace(query=query))


def tincan_url(place: str, session: Session, endpoint: str, auth: str) -> str:
    """The address of a Tin Can launch: the unit's own query stays, five names are added.

    The activity is called what its publisher calls it, for that is how the unit knows itself.
    """
    parts = urlsplit(place)
    kept = parse_qsl(parts.query, keep_blank_values=True)
    actor = json.dumps(session.actor, ensure_ascii=False, separators=(",", ":"))
    given = (endpoint, auth, actor, str(session.registration), session.publisher_id)
    query = urlencode([*kept, *zip(TINCAN_NAMES, given, strict=True)], quote_via=quote)
    return urlunsplit(parts._replace(query=query))
