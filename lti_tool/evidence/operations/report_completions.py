"""Owe academies what was just finished, or take it back, where they want to hear of it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from lti_tool.evidence.operations.count import Counted
from lti_tool.evidence.rules.facts import Fact, Kind
from lti_tool.evidence.storage import facts
from lti_tool.platforms.operations.owe_score import owe_score, take_back_score
from lti_tool.profile.rules import Mode

REPORTED = {(Kind.COMPLETED, Mode.ONLINE), (Kind.ATTENDED, Mode.MEETING)}

Doing = tuple[UUID, str]
"""Who did what: person and activity."""


def report_completions(tx: Transaction, counted: Counted, at: datetime) -> None:
    """Only modules and sessions: what somebody thought, wrote or tried is never reported."""
    done, lost = _reported(counted.added), _reported(counted.removed)
    for fact in done.values():
        _report(tx, fact)
    for person_id, activity in lost.keys() - done.keys():
        still = _reported(facts.about(tx, person_id, activity))
        for fact in still.values():
            _report(tx, fact)
        if not still:
            take_back_score(tx, person_id, activity, at)


def _report(tx: Transaction, fact: Fact) -> None:
    score = 1.0 if fact.score is None else max(fact.score, 0.0)
    owe_score(tx, fact.person_id, fact.activity, fact.title, fact.happened_at, score)


def _reported(found: Sequence[Fact]) -> dict[Doing, Fact]:
    """One fact of each doing, the last of the list: the same counts for several goals."""
    mine = [one for one in found if (one.kind, one.mode) in REPORTED]
    return {(one.person_id, one.activity): one for one in mine}
