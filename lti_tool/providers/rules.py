"""A pushed completion: what it must say, which revision counts, and whose it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from foundation.problems import (
    N_,
    Conflict,
    Forbidden,
    NotFound,
    Unauthorized,
    Unprocessable,
)
from lti_tool.people.rules import AliasKind, mbox_sha1sum
from lti_tool.profile.rules import (
    COMPLETED,
    EARNED,
    FAILED,
    INITIALIZED,
    PASSED,
    PROGRESSED,
    VOIDED,
    ActivityType,
    Extension,
    Json,
    activity,
    categories,
    duration,
)

COMPLETING = frozenset({COMPLETED.id, PASSED.id})
"""The verbs that say that somebody finished something."""

PUSHED_VERBS = tuple(
    verb.id for verb in (INITIALIZED, PROGRESSED, COMPLETED, PASSED, FAILED, EARNED, VOIDED)
)
"""What a provider may say: what happened in its courses, and that it takes something back."""

LONGEST_REFERENCE = 200
LONGEST_NAME = 500

_REVISED = re.compile(r"(?P<reference>.+):r(?P<revision>[1-9][0-9]{0,8})")


class PushRejected(Unprocessable):
    """`errors` is a list of {"field": …, "rule": …}, at least one."""

    text = "Nothing was taken in: see errors."


class RevisionSaysElse(Conflict):
    text = (
        "Revision {revision} of {reference} is here already and says something else; "
        "send a higher revision to correct it."
    )


class ProviderFaulty(Unprocessable):
    text = "{said} cannot be used: {reason}"


class ProviderUnknown(NotFound):
    text = "There is no provider with the id {id}."


class CompletionUnknown(NotFound):
    text = "You have pushed no completion with the reference {reference}."


class ProviderKnown(Conflict):
    text = "There is a provider already whose learners live at {homepage}."


class NotAProvider(Forbidden):
    text = "This credential does not belong to a provider."


class KeyMissing(Unauthorized):
    text = "Send your key and secret as Basic authorization."


class NotYourLearner(Forbidden):
    text = "statements[{number}].actor: {reason}"


class NotACourse(Forbidden):
    text = "statements[{number}].object: you may push only what was done with an activity."


class ReferenceTooLong(Forbidden):
    text = "statements[{number}]: an external reference has at most {most} characters."


class NotYourStatement(Forbidden):
    text = "Statement {id} is not yours; you may withdraw only what you pushed yourself."


class QuestionUnknown(NotFound):
    text = N_("Deze vraag staat niet (meer) open.")


class AnswerMissing(Unprocessable):
    text = N_("Kies ja of nee.")


class InboundState(StrEnum):
    """Where a pushed completion stands (shown to providers in these words)."""

    PROCESSED = "verwerkt"
    PERSON_UNKNOWN = "deelnemer_onbekend"
    DUPLICATE = "duplicaat"
    CORRECTED = "gecorrigeerd"
    WITHDRAWN = "ingetrokken"


LIVE = frozenset({InboundState.PROCESSED, InboundState.PERSON_UNKNOWN})


@dataclass(frozen=True, slots=True)
class Provider:
    """Who gives courses. Its learners' accounts live at `homepage`; `key` is its credential."""

    id: UUID
    name: str
    homepage: str
    key: str
    withdrawn: datetime | None

    @property
    def authority(self) -> Json:
        """As whom the record store keeps what this provider pushes."""
        return {"objectType": "Agent", "account": {"homePage": self.homepage, "name": "aanbieder"}}


@dataclass(frozen=True, slots=True)
class Learner:
    """The name under which a provider knows somebody: an account, or an e-mail fingerprint."""

    kind: AliasKind
    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class Inbound:
    """One pushed completion. `mbox_sha1sum` is a reason to ask somebody, kept while it waits."""

    id: UUID
    provider_id: UUID
    reference: str
    revision: int
    state: InboundState
    statement_id: UUID
    learner_kind: AliasKind
    learner_issuer: str
    learner_subject: str
    mbox_sha1sum: str | None
    title: str
    received: datetime

    @property
    def learner(self) -> Learner:
        return Learner(self.learner_kind, self.learner_issuer, self.learner_subject)


@dataclass(frozen=True, slots=True)
class Completion:
    """A completion as the JSON API takes it, checked. `score` is scaled: -1 to 1."""

    reference: str
    revision: int
    account: str | None
    email: str | None
    course_id: str
    course_name: str
    completed_at: datetime
    success: bool | None
    score: float | None
    minutes: int | None

    @property
    def full_reference(self) -> str:
        return f"{self.reference}:r{self.revision}"


@dataclass(frozen=True, slots=True)
class Question:
    """The question "Ben jij dit?": a name elsewhere that may be hers, and what waits for it."""

    id: UUID
    learner: Learner
    provider: str
    titles: tuple[str, ...]

    @property
    def known_as(self) -> str:
        """What she recognises: her account there; of an address we only keep a fingerprint."""
        return self.learner.subject if self.learner.kind is AliasKind.ACCOUNT else ""


def statement_of(completion: Completion, provider: Provider) -> Json:
    """The statement of a completion; the same push always makes the same one."""
    course = activity(completion.course_id, ActivityType.COURSE, completion.course_name)
    return {
        "id": str(statement_id(provider, completion)),
        "actor": _actor(completion, provider),
        "verb": COMPLETED.as_json(),
        "object": course,
        "result": _result(completion),
        "context": {
            "language": "nl-NL",
            "contextActivities": {"category": categories((), None)},
            "extensions": {str(Extension.EXTERNAL_REFERENCE): completion.full_reference},
        },
        "timestamp": completion.completed_at.isoformat(),
    }


def statement_id(provider: Provider, completion: Completion) -> UUID:
    return uuid5(provider.id, completion.full_reference)


def _actor(completion: Completion, provider: Provider) -> Json:
    if completion.account:
        account = {"homePage": provider.homepage, "name": completion.account}
        return {"objectType": "Agent", "account": account}
    return {"objectType": "Agent", "mbox_sha1sum": mbox_sha1sum(completion.email or "")}


def _result(completion: Completion) -> Json:
    minutes, score = completion.minutes, completion.score
    said = {
        "completion": True,
        "success": completion.success,
        "score": None if score is None else {"scaled": score},
        "duration": None if minutes is None else duration(timedelta(minutes=minutes)),
    }
    return {name: value for name, value in said.items() if value is not None}


def reference_in(body: Mapping[str, Any]) -> tuple[str, int]:
    """The external reference and revision of a statement; its own id where it says none.

    `aanbieder:INS-2017-004711:r2` is revision 2 of `aanbieder:INS-2017-004711`.
    """
    extensions = body.get("context", {}).get("extensions", {})
    said = extensions.get(str(Extension.EXTERNAL_REFERENCE))
    if not isinstance(said, str) or not said:
        return str(body["id"]), 1
    found = _REVISED.fullmatch(said)
    return (found["reference"], int(found["revision"])) if found else (said, 1)


def learner_in(actor: Mapping[str, Any]) -> Learner | None:
    """Under which name the actor of a statement is known; None for who has none of use."""
    if "account" in actor:
        account = actor["account"]
        return Learner(AliasKind.ACCOUNT, account["homePage"], account["name"])
    if "mbox" in actor:
        sha1sum = mbox_sha1sum(str(actor["mbox"]).removeprefix("mailto:"))
        return Learner(AliasKind.MBOX, "", sha1sum)
    if "mbox_sha1sum" in actor:
        return Learner(AliasKind.MBOX, "", str(actor["mbox_sha1sum"]).lower())
    return None


def title_in(body: Mapping[str, Any]) -> str:
    """What was finished, in Dutch where the provider says so, else by its IRI."""
    named = body["object"].get("definition", {}).get("name", {})
    preferred = named.get("nl-NL") or named.get("nl") or next(iter(named.values()), None)
    return str(preferred or body["object"]["id"])


def is_new(previous: Inbound | None, revision: int) -> bool:
    """Whether a revision says something new; lower or equal is a repetition."""
    return previous is None or revision > previous.revision


def read_answer(raw: str | None) -> bool:
    """Yes or no; a "no" is for ever, so nothing else passes for it."""
    if raw not in ("yes", "no"):
        raise AnswerMissing
    return raw == "yes"


def says_the_same(made: Json, held: Json, held_at: datetime) -> bool:
    """Whether a push repeats a statement that is here already."""
    parts = ("actor", "verb", "object", "result")
    same_time = datetime.fromisoformat(made["timestamp"]) == held_at
    return same_time and all(made.get(part) == held.get(part) for part in parts)


def check_provider(homepage: str, prefixes: Sequence[str]) -> None:
    """A provider needs a home, and addresses of its own that end where a name ends."""
    for said in (homepage, *prefixes):
        if not _host(said):
            raise ProviderFaulty(said=said, reason="it is not a web address with a host")
    for prefix in prefixes:
        if urlsplit(prefix).path == "" and not prefix.endswith(("#", "?")):
            raise ProviderFaulty(said=prefix, reason="a prefix needs a slash behind its host")
    if not prefixes:
        raise ProviderFaulty(said="no prefix", reason="a provider writes about its own courses")


def faults_of(
    prefixes: Sequence[str], completion: Completion, at: str = ""
) -> list[dict[str, str]]:
    """What only its credential can tell: whether the course is the provider's own."""
    if completion.course_id.startswith(tuple(prefixes)):
        return []
    wanted = " or ".join(prefixes)
    return [{"field": f"{at}course.id", "rule": f"Must begin with {wanted}"}]


def expect_own_learner(
    number: int, body: Mapping[str, Any], homepage: str, prefixes: Sequence[str]
) -> None:
    """One learner, known by an account with the provider or by the print of an address."""
    learner = learner_in(body["actor"])
    if body["actor"].get("objectType") == "Group" or learner is None:
        reason = "name one learner, by account, mbox or mbox_sha1sum."
    elif len(learner.subject) > LONGEST_NAME or len(learner.issuer) > LONGEST_NAME:
        reason = f"an account has at most {LONGEST_NAME} characters."
    elif learner.kind is AliasKind.ACCOUNT and _host(learner.issuer) not in {
        _host(own) for own in (homepage, *prefixes)
    }:
        reason = f"the account must be one of yours, with homePage {homepage}."
    else:
        return
    raise NotYourLearner(number=number, reason=reason)


def expect_kept_easily(number: int, body: Mapping[str, Any]) -> None:
    """About an activity, with a reference of reasonable length."""
    if body["object"].get("objectType", "Activity") != "Activity":
        raise NotACourse(number=number)
    if len(reference_in(body)[0]) > LONGEST_REFERENCE:
        raise ReferenceTooLong(number=number, most=LONGEST_REFERENCE)


def _host(address: str) -> str:
    """The host of a web address; empty for anything else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
