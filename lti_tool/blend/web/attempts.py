"""The page with what a module kept of its learner: her own, and nobody else's."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from lti_tool.blend.operations.attempts import show_attempts
from lti_tool.blend.web.blueprint import pages
from lti_tool.blend.web.forms import uuid_of
from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.shell.web import page, tool


@pages.get("/aanbod/<uuid:offering_id>/bewaard")
@open_to(Permission.LEARN)
def attempts(offering_id: UUID) -> ResponseReturnValue:
    goal = request.args.get("doel")
    shown = show_attempts(tool(), viewer(), offering_id)
    return page("blend/attempts.html", shown=shown, goal_id=uuid_of(goal) if goal else None)
