"""The pages on which a leerdoel is formulated, changed, shared, stopped and anchored."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lti_tool.goals.forms import (
    AnchorForm,
    EditForm,
    GoalForm,
    PartsForm,
    ShareForm,
    StopForm,
    values_of,
)
from lti_tool.goals.operations import (
    GoalAndSurroundings,
    Surroundings,
    anchor_goal,
    edit_goal,
    move_goal,
    prepare_edit,
    prepare_goal,
    preview_goal,
    see_sharing,
    share_goal,
    start_draft,
    start_goal,
    unshare_goal,
)
from lti_tool.goals.pages.blueprint import pages
from lti_tool.goals.rules import (
    Goal,
    GoalCannotGo,
    GoalState,
    short_sentence_of,
)
from lti_tool.people.rules import Permission, ShareLevel
from lti_tool.people.web import open_to, viewer
from lti_tool.shell.forms import as_uuid
from lti_tool.shell.web import page, tool


@pages.app_template_global("short_sentence")
def short_sentence(goal: Goal) -> str:
    """What a goal is called on cards and in lists."""
    return short_sentence_of(goal.parts)


BY_BUTTON = {
    "pause": GoalState.PAUSED,
    "resume": GoalState.ACTIVE,
    "reopen": GoalState.ACTIVE,
    "archive": GoalState.ARCHIVED,
}


@pages.get("/doelen/nieuw")
@open_to(Permission.LEARN)
def new() -> ResponseReturnValue:
    around = prepare_goal(tool(), viewer(), as_uuid(request.args.get("na")))
    form = GoalForm(theme=request.args.get("thema", ""), predecessor=request.args.get("na", ""))
    form.offer_all(around)
    return _new_page(form, around)


@pages.post("/doelen/nieuw")
@open_to(Permission.LEARN)
def start() -> ResponseReturnValue:
    form = GoalForm(request.form)
    around = prepare_goal(tool(), viewer(), as_uuid(form["predecessor"].data))
    form.offer_all(around)
    if "quieter" in request.form:
        return _new_page(form, around)
    if not form.validate():
        return _new_page(form, around), 422
    goal = start_goal(tool(), viewer(), form.new_goal(draft="draft" in request.form))
    onward = "journey.goal" if goal.state is GoalState.DRAFT else "blend.pick"
    return redirect(url_for(onward, goal_id=goal.id), 303)


@pages.post("/doelen/zin")
@open_to(Permission.LEARN)
def preview() -> ResponseReturnValue:
    """The part of the form that follows what she types; also for a form that is not finished."""
    form = PartsForm(request.form)
    shown = preview_goal(tool(), viewer(), form.parts(), as_uuid(request.form.get("goal")))
    return page("goals/_preview.html", preview=shown, quiet=_is_quiet())


@pages.get("/doelen/<uuid:goal_id>/aanpassen")
@open_to(Permission.EDIT_GOAL)
def edit(goal_id: UUID) -> ResponseReturnValue:
    kept = prepare_edit(tool(), viewer(), goal_id)
    form = EditForm(**values_of(kept.goal))
    form.offer_all(kept.around)
    return _edit_page(form, kept)


@pages.post("/doelen/<uuid:goal_id>/aanpassen")
@open_to(Permission.EDIT_GOAL)
def save(goal_id: UUID) -> ResponseReturnValue:
    kept = prepare_edit(tool(), viewer(), goal_id)
    form = EditForm(request.form)
    form.offer_all(kept.around)
    if "quieter" in request.form:
        return _edit_page(form, kept)
    if not form.validate():
        return _edit_page(form, kept), 422
    edit_goal(
        tool(),
        viewer(),
        goal_id,
        form.parts(),
        theme_id=form.theme_id,
        seen_version=form["version"].data,
    )
    if kept.goal.state is GoalState.DRAFT and "draft" not in request.form:
        start_draft(tool(), viewer(), goal_id, form.wish())
        return redirect(url_for("blend.pick", goal_id=goal_id), 303)
    return redirect(url_for("journey.goal", goal_id=goal_id), 303)


@pages.get("/doelen/<uuid:goal_id>/delen")
@open_to(Permission.EDIT_GOAL)
def share(goal_id: UUID) -> ResponseReturnValue:
    return _share_page(ShareForm(audience="person"), goal_id)


@pages.post("/doelen/<uuid:goal_id>/delen")
@open_to(Permission.EDIT_GOAL)
def give(goal_id: UUID) -> ResponseReturnValue:
    form = ShareForm(request.form)
    form.offer(see_sharing(tool(), viewer(), goal_id).colleagues, nobody=False)
    if not form.validate():
        return _share_page(form, goal_id), 422
    wish = form.wish(ShareLevel(form["level"].data))
    if wish:
        share_goal(tool(), viewer(), goal_id, wish)
    return redirect(url_for("goals.share", goal_id=goal_id), 303)


@pages.post("/doelen/<uuid:goal_id>/delen/<uuid:grant_id>/stop")
@open_to(Permission.EDIT_GOAL)
def take_back(goal_id: UUID, grant_id: UUID) -> ResponseReturnValue:
    unshare_goal(tool(), viewer(), goal_id, grant_id)
    return redirect(url_for("goals.share", goal_id=goal_id), 303)


@pages.post("/doelen/<uuid:goal_id>/stap")
@open_to(Permission.EDIT_GOAL)
def move(goal_id: UUID) -> ResponseReturnValue:
    to = BY_BUTTON.get(request.form.get("to", ""))
    if to is None:
        raise GoalCannotGo(state=request.form.get("to", ""))
    move_goal(tool(), viewer(), goal_id, to)
    return redirect(url_for("journey.goal", goal_id=goal_id), 303)


@pages.get("/doelen/<uuid:goal_id>/stoppen")
@open_to(Permission.EDIT_GOAL)
def stopping(goal_id: UUID) -> ResponseReturnValue:
    kept = prepare_edit(tool(), viewer(), goal_id)
    return page("goals/stop.html", form=StopForm(), kept=kept)


@pages.post("/doelen/<uuid:goal_id>/stoppen")
@open_to(Permission.EDIT_GOAL)
def stop(goal_id: UUID) -> ResponseReturnValue:
    form = StopForm(request.form)
    if not form.validate():
        kept = prepare_edit(tool(), viewer(), goal_id)
        return page("goals/stop.html", form=form, kept=kept), 422
    move_goal(tool(), viewer(), goal_id, GoalState.STOPPED, form.chosen())
    return redirect(url_for("journey.home"), 303)


@pages.get("/doelen/<uuid:goal_id>/borgen")
@open_to(Permission.EDIT_GOAL)
def anchor(goal_id: UUID) -> ResponseReturnValue:
    kept = prepare_edit(tool(), viewer(), goal_id)
    return page("goals/anchor.html", form=AnchorForm(), kept=kept)


@pages.post("/doelen/<uuid:goal_id>/borgen")
@open_to(Permission.EDIT_GOAL)
def keep(goal_id: UUID) -> ResponseReturnValue:
    form = AnchorForm(request.form)
    kept = prepare_edit(tool(), viewer(), goal_id)
    if not form.validate():
        return page("goals/anchor.html", form=form, kept=kept), 422
    anchor_goal(tool(), viewer(), goal_id, form.new_anchor())
    return redirect(url_for("journey.goal", goal_id=goal_id), 303)


def _is_quiet() -> bool:
    """She said "Zo laten": the hints stay away until she asks for them."""
    return "quieter" in request.form or request.form.get("quiet") == "1"


def _new_page(form: GoalForm, around: Surroundings) -> str:
    preview = around.preview(tool(), form.parts())
    return page("goals/new.html", form=form, around=around, preview=preview, quiet=_is_quiet())


def _edit_page(form: EditForm, kept: GoalAndSurroundings) -> str:
    preview = kept.around.preview(tool(), form.parts())
    return page("goals/edit.html", form=form, kept=kept, preview=preview, quiet=_is_quiet())


def _share_page(form: ShareForm, goal_id: UUID) -> str:
    sharing = see_sharing(tool(), viewer(), goal_id)
    form.offer(sharing.colleagues, nobody=False)
    return page("goals/share.html", form=form, sharing=sharing)
