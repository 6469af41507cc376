"""Owe academies what was just finished, where they want to hear of it."""

from collections.abc import Sequence

from foundation.database import Transaction
from lti_tool.evidence.rules.facts import Fact, Kind
from lti_tool.platforms.operations.owe_score import owe_score
from lti_tool.profile.rules import Mode

REPORTED = {(Kind.COMPLETED, Mode.ONLINE), (Kind.ATTENDED, Mode.MEETING)}


def report_completions(tx: Transaction, facts: Sequence[Fact]) -> None:
    """Only modules and sessions: what somebody thought, wrote or tried is never reported."""
    done = {(f.person_id, f.activity): f for f in facts if _is_reported(f)}
    for fact in done.values():
        score = 1.0 if fact.score is None else max(fact.score, 0.0)
        owe_score(tx, fact.person_id, fact.activity, fact.title, fact.happened_at, score)


def _is_reported(fact: Fact) -> bool:
    return (fact.kind, fact.mode) in REPORTED
