"""Naming the place and the rule of what is wrong: `statements[3].verb.id`, rule `iri`."""

from typing import NoReturn

from lrs.rules.problems import StatementRejected

Place = tuple[str | int, ...]
"""The way from the top of what was sent to the value spoken of."""

RULES = {
    "iri": "must be an IRI with a scheme (RFC 3987).",
    "uuid": "must be a UUID in its standard form (RFC 4122).",
    "timestamp": "must be a date and time in ISO 8601, with an offset that is not -00:00.",
    "duration": "must be a duration in ISO 8601 §4.4.3.2, such as PT1H30M.",
    "language-tag": "must be a language tag (RFC 5646).",
    "mailto": "must be mailto: and an e-mail address.",
    "sha1": "must be 40 hexadecimal digits.",
    "sha2": "must be a SHA-2 hash in hexadecimal digits.",
    "media-type": "must be a media type (RFC 2046).",
    "version": "must be a version that this request may use.",
    "object-type": "must be an objectType that is allowed here.",
    "shape": "does not have the right type.",
    "property": "is not a property that may stand here.",
    "required": "is required.",
    "one-identifier": "must have exactly one of mbox, mbox_sha1sum, openid and account.",
    "identified-or-members": "must have an identifier, or members.",
    "no-group-in-group": "must not be a group.",
    "authority": "must be an agent, or a group of two agents of which one has an account.",
    "voiding": "must be a StatementRef, because the verb is voided.",
    "no-nesting": "must not be a SubStatement inside a SubStatement.",
    "scaled": "must lie from -1 to 1.",
    "min-max": "must be lower than max.",
    "raw-range": "must lie from min to max.",
    "not-negative": "must not be negative.",
    "only-activity": "may stand here only where the object is an Activity.",
    "interaction-type": "must be one of the ten interaction types.",
    "interaction-needed": "may stand here only beside an interactionType.",
    "component-kind": "does not belong to this interactionType.",
    "unique-ids": "must have ids that differ from each other.",
    "not-empty": "must not be empty.",
    "depth": "must not be nested this deeply.",
    "nul": "must not contain the character U+0000.",
    "id-as-asked": "must equal the parameter statementId.",
}
"""What each rule asks, as it is said to the sender."""


def written(place: Place) -> str:
    """`("statements", 3, "verb", "id")` as `statements[3].verb.id`."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


def reject(rule: str, place: Place, *further: str | int, reason: str = "") -> NoReturn:
    where = written((*place, *further))
    raise StatementRejected(place=where, rule=rule, reason=reason or RULES[rule])


def expect(kept: bool, rule: str, place: Place, *further: str | int) -> None:
    if not kept:
        reject(rule, place, *further)
