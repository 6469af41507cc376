"""Promise an academy the result of a module, inside the transaction in which it came in."""

from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from foundation.outbox import owe
from foundation.turns import take_turn
from lti_tool.platforms.rules.scores import OwedScore, next_score_time
from lti_tool.platforms.rules.services import Course
from lti_tool.platforms.storage import registrations, services

KIND = "lti-score"


def owe_score(
    tx: Transaction,
    person_id: UUID,
    activity: str,
    label: str,
    at: datetime,
    scaled: float = 1.0,
) -> int:
    """Owe `activity`'s result (0…1) to the course this person last opened in each academy.

    `activity` is the module's IRI and names the column; `label` is what it is called there.
    Only where the registration says `report_scores`. Gives how many scores are owed.
    """
    wanting = [course for course in services.courses_of(tx, person_id) if _wants(tx, course)]
    for course in wanting:
        _owe(tx, course, person_id, activity, label, at, scaled)
    return len(wanting)


def _wants(tx: Transaction, course: Course) -> bool:
    if not course.can_report:
        return False
    registration = registrations.find(tx, course.registration_id)
    return (
        registration is not None
        and registration.report_scores
        and registration.token_url is not None
        and course.lineitems_url is not None
    )


def _owe(
    tx: Transaction,
    course: Course,
    person_id: UUID,
    activity: str,
    label: str,
    at: datetime,
    scaled: float,
) -> None:
    lineitems_url = course.lineitems_url or ""
    take_turn(tx, f"lti-score {person_id}")
    moment = next_score_time(services.last_score(tx, person_id, lineitems_url, activity), at)
    services.keep_score_time(tx, person_id, lineitems_url, activity, moment)
    owed = OwedScore(
        course.registration_id, person_id, lineitems_url, activity, label, scaled, moment
    )
    owe(tx, KIND, owed.payload(), due=moment)
