"""The picker: choose a blend for a goal; it works by plain forms, and quicker with htmx."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lti_tool.blend.operations.plan_blend import plan_blend, show_picker
from lti_tool.blend.operations.progress import tick_item
from lti_tool.blend.rules.totals import moved
from lti_tool.blend.web.blueprint import pages
from lti_tool.blend.web.forms import plan_of
from lti_tool.goals.rules import sentence_of
from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.shell.web import page, tool

STEPS = {"omhoog": -1, "omlaag": 1}


@pages.get("/doelen/<uuid:goal_id>/blend")
@open_to(Permission.EDIT_GOAL)
def pick(goal_id: UUID) -> ResponseReturnValue:
    picker = show_picker(tool(), viewer(), goal_id)
    return page("blend/pick.html", picker=picker, sentence=sentence_of(picker.goal.parts))


@pages.post("/doelen/<uuid:goal_id>/blend")
@open_to(Permission.EDIT_GOAL)
def plan(goal_id: UUID) -> ResponseReturnValue:
    plan_blend(tool(), viewer(), goal_id, plan_of(request.form))
    return redirect(url_for("journey.goal", goal_id=goal_id), 303)


@pages.post("/doelen/<uuid:goal_id>/blend/reken")
@open_to(Permission.EDIT_GOAL)
def reckon(goal_id: UUID) -> ResponseReturnValue:
    """The page with what she ticked and moved so far; nothing is kept."""
    picker = show_picker(tool(), viewer(), goal_id, plan_of(request.form))
    step, _, key = request.form.get("stap", "").partition(":")
    if step in STEPS:
        order = moved([one.key for one in picker.ticked], key, STEPS[step])
        picker = show_picker(tool(), viewer(), goal_id, plan_of(request.form, order))
    return page("blend/pick.html", picker=picker, sentence=sentence_of(picker.goal.parts))


@pages.get("/doelen/<uuid:goal_id>/blend/reken")
@open_to(Permission.EDIT_GOAL)
def reload(goal_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("blend.pick", goal_id=goal_id), 303)


@pages.post("/onderdelen/<uuid:item_id>/gedaan")
@open_to(Permission.EDIT_GOAL)
def tick(item_id: UUID) -> ResponseReturnValue:
    ticked = tick_item(tool(), viewer(), item_id)
    return redirect(url_for("journey.goal", goal_id=ticked.goal_id), 303)
