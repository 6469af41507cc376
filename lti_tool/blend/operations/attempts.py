"""What a module kept of whoever plays it; only she reads it."""

from dataclasses import dataclass
from uuid import UUID

from content_packages import AttemptRead, attempts_of
from lti_tool.blend.rules.offerings import Offering
from lti_tool.blend.storage import enrollments, offerings
from lti_tool.people.rules import Viewer
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Attempts:
    offering: Offering
    made: tuple[AttemptRead, ...]


def show_attempts(tool: Tool, viewer: Viewer, offering_id: UUID) -> Attempts:
    """Raises UnknownOffering."""
    with tool.database.reading(viewer.tenant) as tx:
        offering = offerings.find(tx, offering_id)
        enrolled = enrollments.of(tx, viewer.person_id, offering.id)
        language = viewer.person.locale
        made = attempts_of(tx, enrolled.registration, language) if enrolled else ()
    return Attempts(offering, made)
