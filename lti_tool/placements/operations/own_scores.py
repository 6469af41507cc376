"""What a teacher's academies were told that she finished; and tell them again."""

from lti_tool.people.rules import Viewer
from lti_tool.platforms.operations.score_states import scores_of, send_again
from lti_tool.platforms.rules.scores import ReportedScore
from lti_tool.shell.tool import Tool


def own_scores(tool: Tool, viewer: Viewer) -> list[ReportedScore]:
    with tool.database.reading(viewer.tenant) as tx:
        return scores_of(tx, viewer.person_id)


def send_own_scores(tool: Tool, viewer: Viewer) -> int:
    """Says how many are on their way again."""
    with tool.database.writing(viewer.tenant) as tx:
        return send_again(tx, tool.clock(), viewer.person_id)
