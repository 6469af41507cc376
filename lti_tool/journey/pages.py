"""The teacher's own pages: welcome, Mijn leren, one goal, looking back, and taking it away."""

from uuid import UUID

import orjson
from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lti_tool.evidence.operations import link_fact_to_goal, unlink
from lti_tool.evidence.rules.links import NoSuchFact
from lti_tool.goals.rules import ANCHOR_NAMES, GUSKEY_NAMES, JUDGEMENTS, SOLVED
from lti_tool.journey.forms import LookBackForm
from lti_tool.journey.links import item_words, link_of, name_of, words_of
from lti_tool.journey.operations.look_back import look_back, prepare_look_back
from lti_tool.journey.operations.show_goal import OwnGoal, show_goal
from lti_tool.journey.operations.show_home import show_home
from lti_tool.journey.operations.take_out import take_out
from lti_tool.people.operations import welcome as keep_welcome
from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.shell.web import VISIT_PREFIX, page, tool

pages = Blueprint("journey", __name__, url_prefix=VISIT_PREFIX, template_folder="templates")
pages.add_app_template_global(link_of, "link_of")
pages.add_app_template_global(words_of, "words_of")
pages.add_app_template_global(name_of, "name_of")
pages.add_app_template_global(item_words, "item_words")
NAMES = {
    "judgements": JUDGEMENTS,
    "solved": SOLVED,
    "anchor_names": ANCHOR_NAMES,
    "guskey_names": GUSKEY_NAMES,
}


@pages.context_processor
def names() -> dict[str, object]:
    """What words of ours are called on these pages."""
    return dict(NAMES)


@pages.get("/")
@open_to(Permission.LEARN)
def home() -> ResponseReturnValue:
    if viewer().person.welcomed is None:
        return redirect(url_for("journey.welcome"), 303)
    return page("journey/home.html", home=show_home(tool(), viewer()))


@pages.get("/welkom")
@open_to(Permission.LEARN)
def welcome() -> ResponseReturnValue:
    return page("journey/welcome.html", name=viewer().name)


@pages.post("/welkom")
@open_to(Permission.LEARN)
def welcomed() -> ResponseReturnValue:
    keep_welcome(tool().database, viewer(), tool().clock)
    return redirect(url_for("journey.home"), 303)


@pages.get("/doelen/<uuid:goal_id>")
@open_to(Permission.READ_GOAL)
def goal(goal_id: UUID) -> ResponseReturnValue:
    shown = show_goal(tool(), viewer(), goal_id)
    if isinstance(shown, OwnGoal):
        return page("journey/goal.html", shown=shown)
    return page("journey/seen.html", shown=shown)


@pages.post("/doelen/<uuid:goal_id>/koppelen")
@open_to(Permission.EDIT_GOAL)
def link(goal_id: UUID) -> ResponseReturnValue:
    link_fact_to_goal(tool(), viewer(), _statement(), goal_id)
    return redirect(url_for("journey.goal", goal_id=goal_id), 303)


@pages.post("/doelen/<uuid:goal_id>/ontkoppelen")
@open_to(Permission.EDIT_GOAL)
def loosen(goal_id: UUID) -> ResponseReturnValue:
    unlink(tool(), viewer(), _statement(), goal_id)
    return redirect(url_for("journey.goal", goal_id=goal_id), 303)


@pages.get("/doelen/<uuid:goal_id>/evalueren")
@open_to(Permission.EDIT_GOAL)
def evaluate(goal_id: UUID) -> ResponseReturnValue:
    looking = prepare_look_back(tool(), viewer(), goal_id)
    return page("journey/evaluate.html", form=LookBackForm(), looking=looking)


@pages.post("/doelen/<uuid:goal_id>/evalueren")
@open_to(Permission.EDIT_GOAL)
def evaluated(goal_id: UUID) -> ResponseReturnValue:
    form = LookBackForm(request.form)
    if not form.validate():
        looking = prepare_look_back(tool(), viewer(), goal_id)
        return page("journey/evaluate.html", form=form, looking=looking), 422
    look_back(tool(), viewer(), goal_id, form.said())
    return redirect(url_for("journey.goal", goal_id=goal_id), 303)


@pages.get("/meenemen")
@open_to(Permission.TAKE_AWAY)
def take_away() -> ResponseReturnValue:
    return page("journey/take_away.html")


@pages.get("/meenemen/leerspoor.json")
@open_to(Permission.TAKE_AWAY)
def download() -> ResponseReturnValue:
    hers = orjson.dumps(take_out(tool(), viewer()), option=orjson.OPT_INDENT_2)
    answer = Response(hers, mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="leerspoor.json"'
    return answer


def _statement() -> UUID:
    """Which statement a button is about; what is no id leads nowhere."""
    try:
        return UUID(request.form.get("statement", ""))
    except ValueError:
        raise NoSuchFact from None
