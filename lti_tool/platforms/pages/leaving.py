"""Take leave of an academy or of a place in it: first what that means, then a button."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.platforms.operations.remove_academy import (
    forget_deployment,
    remove_academy,
    weigh_leave,
)
from lti_tool.platforms.pages.blueprint import pages
from lti_tool.shell.web import page, tool


@pages.get("/academies/<uuid:registration_id>/verwijderen")
@open_to(Permission.CONNECT_ACADEMIES)
def leave(registration_id: UUID) -> ResponseReturnValue:
    return page("connect/leave.html", leave=weigh_leave(tool(), viewer(), registration_id))


@pages.post("/academies/<uuid:registration_id>/verwijderen")
@open_to(Permission.CONNECT_ACADEMIES)
def remove(registration_id: UUID) -> ResponseReturnValue:
    remove_academy(tool(), viewer(), registration_id)
    return redirect(url_for("academies.overview"), 303)


@pages.post("/academies/<uuid:registration_id>/plekken/vergeten")
@open_to(Permission.CONNECT_ACADEMIES)
def forget_place(registration_id: UUID) -> ResponseReturnValue:
    forget_deployment(tool(), viewer(), registration_id, request.form.get("deployment", ""))
    return redirect(url_for("academies.academy", registration_id=registration_id), 303)
