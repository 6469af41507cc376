"""The page that asks "Ben jij dit?"."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.providers.operations.answer_questions import answer_question, open_questions
from lti_tool.providers.rules import read_answer
from lti_tool.shell.web import VISIT_PREFIX, page, tool

pages = Blueprint(
    "providers",
    __name__,
    url_prefix=VISIT_PREFIX,
    template_folder="templates",
)


@pages.get("/ben-jij-dit")
@open_to(Permission.LEARN)
def identity() -> ResponseReturnValue:
    return page("providers/identity.html", questions=open_questions(tool(), viewer()))


@pages.post("/ben-jij-dit/<uuid:question_id>")
@open_to(Permission.LEARN)
def answer(question_id: UUID) -> ResponseReturnValue:
    answer_question(tool(), viewer(), question_id, is_me=read_answer(request.form.get("answer")))
    return redirect(url_for("providers.identity"), 303)
