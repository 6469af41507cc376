"""The agenda, the page of one session, and checking in from the academy."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from foundation.language import translated
from lti_tool.blend.operations.agenda import show_agenda, show_session
from lti_tool.blend.operations.check_in import check_in_online, check_in_typed, link_to_goal
from lti_tool.blend.operations.doors import my_code, renew_code
from lti_tool.blend.operations.sessions import join, leave
from lti_tool.blend.rules.codes import grouped
from lti_tool.blend.rules.problems import WrongCode
from lti_tool.blend.web.blueprint import pages
from lti_tool.blend.web.limits import few_tries
from lti_tool.goals.rules import sentence_of
from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.shell.web import page, tool


@pages.get("/agenda")
@open_to(Permission.READ_SESSION)
def agenda() -> ResponseReturnValue:
    return _agenda()


def _agenda(mistake: str = "") -> str:
    return page(
        "blend/agenda.html",
        agenda=show_agenda(tool(), viewer()),
        personal_code=grouped(my_code(tool(), viewer())),
        outside_address=url_for("check_in.typed", _external=False),
        tool_address=tool().tool_url.partition("://")[2],
        mistake=mistake,
        typed=request.form.get("code", ""),
    )


@pages.errorhandler(WrongCode)
def say_wrong_code(wrong: WrongCode) -> ResponseReturnValue:
    return _agenda(mistake=translated(wrong)), 422


@pages.post("/inchecken")
@open_to(Permission.CHECK_IN)
@few_tries
def check_in() -> ResponseReturnValue:
    entered = check_in_typed(tool(), viewer(), request.form.get("code", ""))
    return redirect(url_for("blend.session", session_id=entered.id), 303)


@pages.post("/agenda/code")
@open_to(Permission.CHECK_IN)
def new_code() -> ResponseReturnValue:
    renew_code(tool(), viewer())
    return redirect(url_for("blend.agenda", _anchor="persoonlijke-code"), 303)


@pages.get("/bijeenkomsten/<uuid:session_id>")
@open_to(Permission.READ_SESSION)
def session(session_id: UUID) -> ResponseReturnValue:
    shown = show_session(tool(), viewer(), session_id)
    return page("blend/session.html", shown=shown, sentence_of=sentence_of)


@pages.post("/bijeenkomsten/<uuid:session_id>/aanmelden")
@open_to(Permission.CHECK_IN)
def join_one(session_id: UUID) -> ResponseReturnValue:
    join(tool(), viewer(), session_id)
    return redirect(url_for("blend.session", session_id=session_id), 303)


@pages.post("/bijeenkomsten/<uuid:session_id>/afmelden")
@open_to(Permission.CHECK_IN)
def leave_one(session_id: UUID) -> ResponseReturnValue:
    leave(tool(), viewer(), session_id)
    return redirect(url_for("blend.session", session_id=session_id), 303)


@pages.post("/bijeenkomsten/<uuid:session_id>/erbij")
@open_to(Permission.CHECK_IN)
def be_there_online(session_id: UUID) -> ResponseReturnValue:
    check_in_online(tool(), viewer(), session_id)
    return redirect(url_for("blend.session", session_id=session_id), 303)


@pages.post("/bijeenkomsten/<uuid:session_id>/leerdoel/<uuid:goal_id>")
@open_to(Permission.CHECK_IN)
def link(session_id: UUID, goal_id: UUID) -> ResponseReturnValue:
    link_to_goal(tool(), viewer(), session_id, goal_id)
    return redirect(url_for("blend.session", session_id=session_id), 303)
