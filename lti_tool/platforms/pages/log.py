"""What came of every login, launch and registration."""

from flask import request
from flask.typing import ResponseReturnValue

from foundation.language import gettext as _
from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.platforms.operations.read_log import LogWish, read_log
from lti_tool.platforms.pages.blueprint import pages
from lti_tool.platforms.rules.attempts import KEPT
from lti_tool.shell.forms import as_uuid
from lti_tool.shell.web import page, tool


@pages.get("/logboek")
@open_to(Permission.CONNECT_ACADEMIES)
def log() -> ResponseReturnValue:
    chosen, refused_only = as_uuid(request.args.get("academie")), "geweigerd" in request.args
    shown = read_log(tool(), viewer(), LogWish(chosen, refused_only))
    return page(
        "connect/log.html",
        lines=[(one, [_(sentence) for sentence in one.sentences]) for one in shown.lines],
        choices=[("", _("Alle academies")), *((one.id, one.name) for one in shown.academies)],
        chosen=chosen or "",
        refused_only=refused_only,
        days=KEPT.days,
    )
