"""What became of scores: sent, waiting, refused or taken back; and send them again."""

from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from foundation.outbox import Owed, owed_of, withdraw
from lti_tool.platforms.operations.owe_score import KIND, owe_to_course, wants_scores
from lti_tool.platforms.rules.scores import (
    ColumnState,
    OwedScore,
    Promised,
    ReportedScore,
    ScoreState,
    state_of_column,
)
from lti_tool.platforms.rules.services import Course
from lti_tool.platforms.storage import services

Open = dict[tuple[str, ...], list[Owed]]
"""What still waits or was given up, by person, gradebook and column."""


def scores_of(tx: Transaction, person_id: UUID | None = None) -> list[ReportedScore]:
    """Of one person, or of the whole board; the newest first."""
    open_ones = _open(tx)
    return [_reported(one, open_ones) for one in services.promised_scores(tx, person_id)]


def columns_of(tx: Transaction) -> list[ColumnState]:
    """Of each column in an academy's gradebook: how many scores arrived or did not."""
    standing: dict[tuple[str, str], list[ReportedScore]] = {}
    for owed in owed_of(tx, KIND):
        one = OwedScore.from_payload(owed.payload)
        said = Promised(
            one.person_id, one.lineitems_url, one.resource_id, one.at, one.label, one.scaled
        )
        where = (one.lineitems_url, one.resource_id)
        standing.setdefault(where, []).append(_with_state(said, owed))
    courses: dict[str, Course | None] = {}
    found = []
    for column in services.promised_columns(tx):
        course = _course(tx, column.lineitems_url, courses)
        if course is not None:  # an academy that was removed is owed nothing
            open_ones = standing.get((column.lineitems_url, column.resource_id), ())
            found.append(state_of_column(column, course.registration_id, open_ones))
    return found


def send_again(
    tx: Transaction,
    at: datetime,
    person_id: UUID | None = None,
    *,
    registration_id: UUID | None = None,
    refused_only: bool = False,
) -> int:
    """Promise anew, where the academy still wants it; says how many scores.

    For a gradebook that lost its columns, or after a fault at the academy was mended.
    """
    open_ones = _open(tx)
    courses: dict[str, Course | None] = {}
    sent = 0
    for one in services.promised_scores(tx, person_id):
        course = _course(tx, one.lineitems_url, courses)
        if course is None or registration_id not in (None, course.registration_id):
            continue
        waiting = open_ones.get(tuple(one.name.values()), [])
        if refused_only and not any(owed.given_up for owed in waiting):
            continue
        if not wants_scores(tx, course):
            continue
        withdraw(tx, [owed.id for owed in waiting])
        owe_to_course(tx, course, one.person_id, one.resource_id, one.label, at, one.scaled)
        sent += 1
    return sent


def _course(
    tx: Transaction, lineitems_url: str, courses: dict[str, Course | None]
) -> Course | None:
    """Whose gradebook it is; asked once for each."""
    if lineitems_url not in courses:
        courses[lineitems_url] = services.course_of_gradebook(tx, lineitems_url)
    return courses[lineitems_url]


def _open(tx: Transaction) -> Open:
    found: Open = {}
    for owed in owed_of(tx, KIND):
        name = (owed.payload[part] for part in ("person_id", "lineitems_url", "resource_id"))
        found.setdefault(tuple(name), []).append(owed)
    return found


def _reported(one: Promised, open_ones: Open) -> ReportedScore:
    waiting = open_ones.get(tuple(one.name.values()))
    if waiting:
        return _with_state(one, waiting[-1])
    gone = one.scaled is None
    return ReportedScore(one, ScoreState.TAKEN_BACK if gone else ScoreState.SENT)


def _with_state(one: Promised, owed: Owed) -> ReportedScore:
    state = ScoreState.WAITING if owed.given_up is None else ScoreState.REFUSED
    return ReportedScore(one, state, owed.last_fault or "")
