"""The pages on which teachers record learning at work."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.practice.forms import (
    AgreeForm,
    InviteForm,
    MomentForm,
    ReflectForm,
    SeenForm,
    TryOutForm,
)
from lti_tool.practice.operations import (
    agree_on_visit,
    cancel_visit,
    catch_moment,
    finish_visit,
    invite_colleague,
    reflect,
    take_back,
    try_out,
)
from lti_tool.practice.operations.show_pages import (
    show_goal,
    show_moments,
    show_visit,
    show_visits,
)
from lti_tool.practice.rules import Attempt, InformalMoment, Reflection
from lti_tool.shell.forms import as_uuid
from lti_tool.shell.web import VISIT_PREFIX, page, tool

pages = Blueprint("practice", __name__, url_prefix=VISIT_PREFIX, template_folder="templates")

TAKEN_BACK = {"terugblik": Reflection, "uitproberen": Attempt, "moment": InformalMoment}


@pages.route("/terugblik/<uuid:goal_id>", methods=["GET", "POST"], endpoint="reflect")
@open_to(Permission.LEARN)
def write_reflection(goal_id: UUID) -> ResponseReturnValue:
    form = ReflectForm(request.form or None, follows=request.args.get("na", ""))
    if request.method == "POST" and form.validate():
        reflect(tool(), viewer(), goal_id, form.words())
        return back_to(goal_id)
    about = show_goal(tool(), viewer(), goal_id, as_uuid(form["follows"].data))
    return page("practice/reflect.html", form=form, about=about), status_of(form)


@pages.route("/uitproberen/<uuid:goal_id>", methods=["GET", "POST"], endpoint="try_out")
@open_to(Permission.LEARN)
def write_attempt(goal_id: UUID) -> ResponseReturnValue:
    today = tool().clock().date()
    given = {"lesson_on": today, "item": request.args.get("onderdeel", "")}
    form = TryOutForm(request.form or None, **given)
    if request.method == "POST" and form.validate():
        try_out(tool(), viewer(), goal_id, form.tried())
        return back_to(goal_id)
    about = show_goal(tool(), viewer(), goal_id)
    return page("practice/try_out.html", form=form, about=about), status_of(form)


@pages.route("/moment", methods=["GET", "POST"])
@open_to(Permission.LEARN)
def moment() -> ResponseReturnValue:
    shown = show_moments(tool(), viewer())
    form = MomentForm(request.form or None, goal=request.args.get("doel", ""))
    form.offer(shown.goals)
    if request.method == "POST" and form.validate():
        catch_moment(tool(), viewer(), form["text"].data, form.goal_id)
        return redirect(url_for("practice.moment", gelukt=1), 303)
    caught = "gelukt" in request.args
    return page("practice/moment.html", form=form, shown=shown, caught=caught), status_of(form)


@pages.post("/weg/<any(terugblik, uitproberen, moment):kind>/<uuid:record_id>")
@open_to(Permission.LEARN)
def remove(kind: str, record_id: UUID) -> ResponseReturnValue:
    take_back(tool(), viewer(), TAKEN_BACK[kind], record_id)
    goal_id = as_uuid(request.form.get("goal"))
    return back_to(goal_id) if goal_id else redirect(url_for("practice.moment"), 303)


@pages.get("/lesbezoek")
@open_to(Permission.LEARN)
def visits() -> ResponseReturnValue:
    return page("practice/visits.html", shown=show_visits(tool(), viewer()))


@pages.route("/lesbezoek/nieuw/<uuid:goal_id>", methods=["GET", "POST"])
@open_to(Permission.LEARN)
def invite(goal_id: UUID) -> ResponseReturnValue:
    about = show_goal(tool(), viewer(), goal_id)
    given = {
        "item": request.args.get("onderdeel", ""),
        "colleague": request.args.get("collega", ""),
    }
    form = InviteForm(request.form or None, **given)
    form.offer(about.colleagues)
    if request.method == "POST" and form.validate():
        invite_colleague(tool(), viewer(), goal_id, form.invitation())
        return redirect(url_for("practice.visits"), 303)
    return page("practice/invite.html", form=form, about=about), status_of(form)


@pages.get("/lesbezoek/<uuid:visit_id>")
@open_to(Permission.LEARN)
def visit(visit_id: UUID) -> ResponseReturnValue:
    return visit_page(visit_id, AgreeForm(), SeenForm())


@pages.post("/lesbezoek/<uuid:visit_id>/dag")
@open_to(Permission.LEARN)
def agree(visit_id: UUID) -> ResponseReturnValue:
    form = AgreeForm(request.form)
    if not form.validate():
        return visit_page(visit_id, form, SeenForm()), 422
    agree_on_visit(tool(), viewer(), visit_id, form["planned_on"].data)
    return redirect(url_for("practice.visits"), 303)


@pages.post("/lesbezoek/<uuid:visit_id>/geweest")
@open_to(Permission.LEARN)
def finish(visit_id: UUID) -> ResponseReturnValue:
    form = SeenForm(request.form)
    if not form.validate():
        return visit_page(visit_id, AgreeForm(), form), 422
    finish_visit(tool(), viewer(), visit_id, form["seen"].data)
    return redirect(url_for("practice.visits"), 303)


@pages.post("/lesbezoek/<uuid:visit_id>/niet-door")
@open_to(Permission.LEARN)
def cancel(visit_id: UUID) -> ResponseReturnValue:
    cancel_visit(tool(), viewer(), visit_id)
    return redirect(url_for("practice.visits"), 303)


def visit_page(visit_id: UUID, agree_form: AgreeForm, seen_form: SeenForm) -> str:
    shown = show_visit(tool(), viewer(), visit_id)
    return page("practice/visit.html", shown=shown, agree_form=agree_form, seen_form=seen_form)


def back_to(goal_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("journey.goal", goal_id=goal_id), 303)


def status_of(form: object) -> int:
    """422 where a form came back with something to mend."""
    return 422 if getattr(form, "errors", None) else 200
