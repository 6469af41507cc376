"""What became of scores: sent, waiting or refused; and send them again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from foundation.outbox import Owed, drop, owed_of
from lti_tool.platforms.operations.owe_score import KIND, owe_to_course, wants_scores
from lti_tool.platforms.rules.scores import Promised, ReportedScore, ScoreState
from lti_tool.platforms.storage import services


def scores_of(tx: Transaction, person_id: UUID | None = None) -> list[ReportedScore]:
    """Of one person, or of the whole board; the newest first."""
    open_ones = _open(owed_of(tx, KIND))
    return [_reported(one, open_ones) for one in services.promised_scores(tx, person_id)]


def send_again(tx: Transaction, at: datetime, person_id: UUID | None = None) -> int:
    """Promise everything anew, where the academy still wants it; says how many scores.

    For a gradebook that lost its columns, or after a fault at the academy was mended.
    """
    sent = 0
    for one in services.promised_scores(tx, person_id):
        course = services.course_of_gradebook(tx, one.lineitems_url)
        if course is None or not wants_scores(tx, course):
            continue
        drop(tx, KIND, **_named(one))
        owe_to_course(tx, course, one.person_id, one.resource_id, one.label, at, one.scaled)
        sent += 1
    return sent


def _named(one: Promised) -> dict[str, str]:
    """How a score is named in what waits in the outbox."""
    return {
        "person_id": str(one.person_id),
        "lineitems_url": one.lineitems_url,
        "resource_id": one.resource_id,
    }


def _open(owed: Sequence[Owed]) -> dict[tuple[str, ...], Owed]:
    names = ("person_id", "lineitems_url", "resource_id")
    return {tuple(one.payload[name] for name in names): one for one in owed}


def _reported(one: Promised, open_ones: dict[tuple[str, ...], Owed]) -> ReportedScore:
    waiting = open_ones.get(tuple(_named(one).values()))
    if waiting is None:
        return ReportedScore(one, ScoreState.SENT)
    state = ScoreState.WAITING if waiting.given_up is None else ScoreState.REFUSED
    return ReportedScore(one, state, waiting.last_fault or "")
