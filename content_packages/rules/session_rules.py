"""What a unit may say in its session: a row of rules (cmi5 §6.3, §7, §9)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content_packages.rules.actors import same_actor
from content_packages.rules.courses import LaunchMode
from content_packages.rules.problems import StatementRefused
from content_packages.rules.sessions import Session, UnitState
from content_packages.rules.vocabulary import (
    CMI5,
    JUDGED,
    MASTERY_SCORE,
    MOVE_ON,
    OUTCOMES,
    VOIDED,
    AuVerb,
    LmsVerb,
    activities,
    extensions,
    is_defined,
    verb_of,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One statement, heard at this point of its session.

    `filled` names what the sender left out and the record store filled in.
    """

    body: Mapping[str, Any]
    session: Session
    unit: UnitState
    filled: tuple[str, ...] = ()

    @property
    def verb(self) -> str:
        return verb_of(self.body)

    @property
    def result(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.body.get("result", {})
        return found

    @property
    def score(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.result.get("score", {})
        return found

    @property
    def categories(self) -> set[str]:
        return activities(self.body, "category")

    def is_defined(self, *verbs: str) -> bool:
        return is_defined(self.body) and (not verbs or self.verb in verbs)


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    section: str
    reason: str
    broken: Callable[[Said], bool]


def expect_allowed(said: Said, rules: Sequence[Rule]) -> None:
    """Refuse a statement by the first rule it breaks."""
    for rule in rules:
        if rule.broken(said):
            raise StatementRefused(rule=rule.name, section=rule.section, reason=rule.reason)


def _is_local_time(said: Said) -> bool:
    return not str(said.body["timestamp"]).upper().endswith(("Z", "+00:00"))


def _lacks_template(said: Said) -> bool:
    """Everything of the template must come back unchanged (§10.2.1)."""
    template = said.session.template
    wanted = template.get("contextActivities", {})
    if any(
        not {one["id"] for one in wanted[role]} <= activities(said.body, role) for role in wanted
    ):
        return True
    given = extensions(said.body)
    return any(given.get(key) != value for key, value in template.get("extensions", {}).items())


def _is_repeated(said: Said) -> bool:
    session, unit = said.session, said.unit
    happened = {
        AuVerb.INITIALIZED: session.initialized_at,
        AuVerb.COMPLETED: session.completed_at or unit.completed_at,
        AuVerb.PASSED: session.passed_at or unit.passed_at,
        AuVerb.FAILED: session.failed_at,
    }
    return said.is_defined() and happened.get(AuVerb(said.verb)) is not None


def _is_second_judgement(said: Said) -> bool:
    session = said.session
    return said.is_defined(*JUDGED) and bool(session.passed_at or session.failed_at)


def _wrong_success(said: Said) -> bool:
    if not said.is_defined():
        return False
    wanted = {AuVerb.PASSED: True, AuVerb.FAILED: False}.get(AuVerb(said.verb))
    return said.result.get("success") is not wanted


def _wrong_completion(said: Said) -> bool:
    if not said.is_defined():
        return False
    wanted = True if said.verb == AuVerb.COMPLETED else None
    return said.result.get("completion") is not wanted


def _contradicts_mastery(said: Said) -> bool:
    mastery, scaled = said.session.mastery_score, said.score.get("scaled")
    if mastery is None or scaled is None or not said.is_defined(*JUDGED):
        return False
    return bool((scaled >= mastery) is not (said.verb == AuVerb.PASSED))


def _lacks_mastery(said: Said) -> bool:
    """A judgement without a score needs no mastery score beside it."""
    mastery = said.session.mastery_score
    if mastery is None or not said.score or not said.is_defined(*JUDGED):
        return False
    return extensions(said.body).get(MASTERY_SCORE) != mastery


def _is_scaled_outside(said: Said) -> bool:
    scaled = said.score.get("scaled")
    return said.is_defined() and scaled is not None and not 0 <= scaled <= 1


RULES: tuple[Rule, ...] = (
    Rule("voiding", "6.3", "A unit may not void statements.", lambda s: s.verb == VOIDED),
    Rule(
        "session-over",
        "9.3.8",
        "The session has ended; nothing can be added to it.",
        lambda s: not s.session.is_open,
    ),
    Rule("id-missing", "9.1", "The statement has no id.", lambda s: "id" in s.filled),
    Rule(
        "timestamp-missing",
        "9.7",
        "The statement has no timestamp.",
        lambda s: "timestamp" in s.filled,
    ),
    Rule("timestamp-not-utc", "9.7", "The timestamp is not in UTC.", _is_local_time),
    Rule(
        "actor-differs",
        "9.2",
        "The actor is not the one of the launch.",
        lambda s: not same_actor(s.body["actor"], s.session.actor),
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
    Rule(
        "template-missing",
        "10.2.1",
        "The context lacks part of the contextTemplate: its activities or its session id.",
        _lacks_template,
    ),
    Rule(
        "preferences-not-read",
        "11.0",
        "The learner preferences must be read before the first statement.",
        lambda s: s.session.preferences_read_at is None,
    ),
    Rule(
        "not-initialized",
        "9.3.2",
        "The first statement of a session must be initialized.",
        lambda s: s.session.initialized_at is None and not s.is_defined(AuVerb.INITIALIZED),
    ),
    Rule(
        "verb-of-the-lms",
        "9.3",
        "Only the learning management system says this.",
        lambda s: s.is_defined(*LmsVerb),
    ),
    Rule(
        "move-on-missing",
        "9.6.2.2",
        "This statement needs the moveon category.",
        lambda s: s.is_defined(*OUTCOMES) and MOVE_ON not in s.categories,
    ),
    Rule(
        "move-on-misplaced",
        "9.6.2.2",
        "Only completed, passed and failed have the moveon category.",
        lambda s: MOVE_ON in s.categories and not s.is_defined(*OUTCOMES),
    ),
    Rule(
        "object-differs",
        "9.4",
        "The object is not the activity of the launch.",
        lambda s: s.is_defined() and s.body["object"].get("id") != s.session.activity_id,
    ),
    Rule(
        "mode-not-normal",
        "10.2.2",
        "Completed, passed and failed belong to launch mode Normal.",
        lambda s: s.is_defined(*OUTCOMES) and s.session.mode != LaunchMode.NORMAL,
    ),
    Rule("verb-repeated", "9.3", "This was already said.", _is_repeated),
    Rule(
        "failed-after-passed",
        "9.3",
        "Failed cannot follow passed.",
        lambda s: s.is_defined(AuVerb.FAILED) and s.unit.passed_at is not None,
    ),
    Rule(
        "judged-twice",
        "9.3",
        "A session is passed or failed, once.",
        _is_second_judgement,
    ),
    Rule(
        "score-misplaced",
        "9.5.1",
        "Only passed and failed have a score.",
        lambda s: s.is_defined() and "score" in s.result and s.verb not in JUDGED,
    ),
    Rule("scaled-outside", "9.5.1", "A scaled score lies between 0 and 1.", _is_scaled_outside),
    Rule(
        "raw-without-bounds",
        "9.5.1",
        "A raw score needs its min and its max.",
        lambda s: s.is_defined() and "raw" in s.score and not {"min", "max"} <= set(s.score),
    ),
    Rule("success-wrong", "9.5.2", "The result's success does not fit the verb.", _wrong_success),
    Rule(
        "completion-wrong",
        "9.5.3",
        "The result's completion does not fit the verb.",
        _wrong_completion,
    ),
    Rule(
        "duration-missing",
        "9.5.4.1",
        "The result has no duration.",
        lambda s: s.is_defined(*OUTCOMES, AuVerb.TERMINATED) and "duration" not in s.result,
    ),
    Rule(
        "score-contradicts-mastery",
        "9.3.4",
        "The score and the mastery score say otherwise.",
        _contradicts_mastery,
    ),
    Rule(
        "mastery-missing",
        "9.6.3.2",
        "The context lacks the mastery score of the launch.",
        _lacks_mastery,
    ),
)
"""Every rule, in the order in which they are asked."""


def expect_ours(body: Mapping[str, Any]) -> None:
    """What has no session may not speak as a unit would (§6.3)."""
    if CMI5 in activities(body, "category"):
        raise StatementRefused(
            rule="not-of-a-session",
            section="6.3",
            reason="This registration is of a module here; only its sessions may say this.",
        )
