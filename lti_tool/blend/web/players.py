"""The page around a module: its units, where each opens, and the way back to the goal."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from foundation.web.headers import allow
from lti_tool.blend.operations.play import finish_by_own_word, finish_unit
from lti_tool.blend.operations.play import play as play_unit
from lti_tool.blend.operations.show_module import Module, show_module
from lti_tool.blend.web.blueprint import done, pages
from lti_tool.blend.web.forms import unit_of, uuid_of
from lti_tool.blend.web.opened import opened
from lti_tool.goals.rules import sentence_of
from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, open_to_anyone, viewer
from lti_tool.shell.web import page, tool


@pages.get("/aanbod/<uuid:offering_id>/start")
@open_to(Permission.LEARN)
def play(offering_id: UUID) -> ResponseReturnValue:
    """While a unit is open (`speelt`) the page asks this again and again how far she is."""
    module = show_module(tool(), viewer(), offering_id, _goal(), _only())
    playing = request.args.get("speelt")
    return _show(module) if playing is None else _show(module, playing=unit_of(playing))


@pages.post("/aanbod/<uuid:offering_id>/start")
@open_to(Permission.LEARN)
def open_unit(offering_id: UUID) -> ResponseReturnValue:
    unit = unit_of(request.form.get("deel", "0"))
    back = tool().tool_url + url_for("finished.unit_over")
    module, launched = play_unit(tool(), viewer(), offering_id, _goal(), unit, back, _only())
    embeds = any(line.embeds for line in module.units if line.position == unit)
    return _show(module, playing=unit, opened=opened(launched.url, embeds=embeds))


@pages.post("/aanbod/<uuid:offering_id>/gedaan")
@open_to(Permission.LEARN)
def finish(offering_id: UUID) -> ResponseReturnValue:
    finish_by_own_word(tool(), viewer(), offering_id, _goal())
    return redirect(url_for("blend.play", offering_id=offering_id, doel=_goal()), 303)


@pages.post("/aanbod/<uuid:offering_id>/klaar")
@open_to(Permission.LEARN)
def finish_part(offering_id: UUID) -> ResponseReturnValue:
    """Of a part that never reports by itself that she is done."""
    finish_unit(tool(), viewer(), offering_id, unit_of(request.form.get("deel", "")))
    return redirect(url_for("blend.play", offering_id=offering_id, doel=_goal()), 303)


@done.get("")
@open_to_anyone("where a module goes when it ends: says so, and nothing else")
def unit_over() -> ResponseReturnValue:
    allow(frame_ancestors="*")
    return page("blend/unit_over.html")


@done.get("/bekeken")
@open_to_anyone("where a module that was only looked at goes when it ends")
def look_over() -> ResponseReturnValue:
    allow(frame_ancestors="*")
    return page("blend/look_over.html")


def _goal() -> UUID | None:
    raw = request.values.get("doel", "")
    return uuid_of(raw) if raw else None


def _only() -> int | None:
    """The one unit that a link in the academy opens."""
    raw = request.args.get("alleen", "")
    return unit_of(raw) if raw else None


def _show(module: Module, **playing: object) -> str:
    goal = sentence_of(module.goal.parts) if module.goal else ""
    return page("blend/play.html", module=module, sentence=goal, **playing)
