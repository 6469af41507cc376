"""Promise an academy a result, inside the transaction in which it came in."""

from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from foundation.outbox import drop, owe
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

    `activity` is the IRI of what was finished and names the column; `label` is its title.
    Only where the registration says `report_scores`. Gives how many scores are owed.
    """
    wanting = [course for course in services.courses_of(tx, person_id) if wants_scores(tx, course)]
    for course in wanting:
        owe_to_course(tx, course, person_id, activity, label, at, scaled)
    return len(wanting)


def take_back_score(tx: Transaction, person_id: UUID, activity: str, at: datetime) -> int:
    """What was promised of `activity` does not hold any more; says in how many gradebooks.

    Also where no more scores are wanted: what went out wrong must not stay there.
    """
    taken = 0
    for one in services.promised_of(tx, person_id, activity):
        course = services.course_of_gradebook(tx, one.lineitems_url)
        if course is not None and one.scaled is not None:
            owe_to_course(tx, course, person_id, activity, one.label, at, scaled=None)
            taken += 1
    return taken


def wants_scores(tx: Transaction, course: Course) -> bool:
    """Its academy takes scores, and its administrator wants them."""
    if not course.can_report:
        return False
    registration = registrations.find(tx, course.registration_id)
    return (
        registration is not None
        and registration.report_scores
        and registration.token_url is not None
        and course.lineitems_url is not None
    )


def owe_to_course(
    tx: Transaction,
    course: Course,
    person_id: UUID,
    activity: str,
    label: str,
    at: datetime,
    scaled: float | None,
) -> None:
    """`scaled` is empty where a score is taken back."""
    lineitems_url = course.lineitems_url or ""
    take_turn(tx, f"lti-score {person_id}")
    last = services.last_promised(tx, person_id, lineitems_url, activity)
    if last and None in (scaled, last.scaled):
        # a score and its withdrawal that both still wait: only the last word is worth a call
        drop(tx, KIND, **last.name)
    moment = next_score_time(last.at if last else None, at)
    owed = OwedScore(
        course.registration_id, person_id, lineitems_url, activity, label, scaled, moment
    )
    services.keep_promised(tx, owed)
    owe(tx, KIND, owed.payload(), due=moment)
