"""What academies are owed by the boards one looks after, and sending it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lti_tool.people.rules import Viewer
from lti_tool.platforms.operations.keep_academies import academies_of, academy_of
from lti_tool.platforms.operations.score_states import columns_of, send_again
from lti_tool.platforms.rules.registrations import Registration
from lti_tool.platforms.rules.scores import ColumnState, ScoreState
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Account:
    """One academy with its columns; of nobody by name."""

    academy: Registration
    columns: tuple[ColumnState, ...]

    @property
    def total(self) -> Mapping[ScoreState, int]:
        return {state: sum(one.scores[state] for one in self.columns) for state in ScoreState}


def accounts_of(tool: Tool, viewer: Viewer) -> list[Account]:
    """Of every academy that takes scores or did."""
    academies = [one.registration for one in academies_of(tool, viewer)]
    columns = []
    for tenant in sorted({one.tenant for one in academies}):
        with tool.database.reading(tenant) as tx:
            columns += columns_of(tx)
    accounts = [
        Account(academy, tuple(one for one in columns if one.registration_id == academy.id))
        for academy in academies
    ]
    return [one for one in accounts if one.columns or one.academy.report_scores]


def send_scores_again(
    tool: Tool, viewer: Viewer, registration_id: UUID, *, refused_only: bool
) -> int:
    """Says how many are on their way again. Raises AcademyUnknown."""
    academy = academy_of(tool, viewer, registration_id).registration
    with tool.database.writing(academy.tenant) as tx:
        return send_again(tx, tool.clock(), registration_id=academy.id, refused_only=refused_only)
