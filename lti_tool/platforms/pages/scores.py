"""What academies were told that people finished: what arrived, what waits, what was refused."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.platforms.operations.keep_scores import accounts_of, send_scores_again
from lti_tool.platforms.pages.blueprint import pages
from lti_tool.shell.web import page, tool


@pages.get("/resultaten")
@open_to(Permission.CONNECT_ACADEMIES)
def scores() -> ResponseReturnValue:
    return page(
        "connect/scores.html",
        accounts=accounts_of(tool(), viewer()),
        sent=request.args.get("verstuurd", type=int),
    )


@pages.post("/academies/<uuid:registration_id>/resultaten")
@open_to(Permission.CONNECT_ACADEMIES)
def send_scores(registration_id: UUID) -> ResponseReturnValue:
    refused_only = request.form.get("what") != "all"
    sent = send_scores_again(tool(), viewer(), registration_id, refused_only=refused_only)
    return redirect(url_for("academies.scores", verstuurd=sent), 303)
