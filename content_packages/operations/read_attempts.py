"""What the units of a registration kept of their learner, attempt by attempt: for her alone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from content_packages.rules.scorm_data import WRITERS
from content_packages.rules.scorm_readings import Reading, read_data
from content_packages.storage import attempts, packages, registrations
from foundation.database import Transaction


@dataclass(frozen=True, slots=True)
class AttemptRead:
    """`number` counts the attempts at one unit; all words in the reading are the package's own."""

    position: int
    title: str
    number: int
    begun_at: datetime
    reading: Reading


def attempts_of(
    tx: Transaction, registration_id: UUID, language: str = ""
) -> tuple[AttemptRead, ...]:
    """Oldest first within a unit; none for a format that does not tell us what it keeps."""
    registration = registrations.find(tx, registration_id)
    package = packages.find(tx, registration.package_id) if registration else None
    if package is None or package.format not in WRITERS:
        return ()
    return tuple(
        AttemptRead(
            position=one.position,
            title=package.unit(one.position).title_in(language),
            number=one.number,
            begun_at=one.begun_at,
            reading=read_data(package.format, one.kept),
        )
        for one in attempts.all_of(tx, registration_id)
        if one.position >= 0
    )
