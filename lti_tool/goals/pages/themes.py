"""The pages on which a school leader says what the team works on, and why."""

from itertools import groupby
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lti_tool.goals.forms import ThemeForm
from lti_tool.goals.operations import add_theme, find_theme, list_themes, reword_theme
from lti_tool.goals.pages.blueprint import pages
from lti_tool.goals.rules import spoken_school_year
from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.shell.web import page, tool


@pages.get("/themas")
@open_to(Permission.LEAD_SCHOOL)
def themes() -> ResponseReturnValue:
    return _themes_page(ThemeForm())


@pages.post("/themas")
@open_to(Permission.LEAD_SCHOOL)
def set_theme() -> ResponseReturnValue:
    form = ThemeForm(request.form)
    if not form.validate():
        return _themes_page(form), 422
    add_theme(tool(), viewer(), form.words())
    return redirect(url_for("goals.themes"), 303)


@pages.get("/themas/<uuid:theme_id>")
@open_to(Permission.LEAD_SCHOOL)
def theme(theme_id: UUID) -> ResponseReturnValue:
    kept = find_theme(tool(), viewer(), theme_id)
    return page("goals/theme.html", form=ThemeForm(obj=kept), theme=kept)


@pages.post("/themas/<uuid:theme_id>")
@open_to(Permission.LEAD_SCHOOL)
def keep_theme(theme_id: UUID) -> ResponseReturnValue:
    form = ThemeForm(request.form)
    kept = find_theme(tool(), viewer(), theme_id)
    if not form.validate():
        return page("goals/theme.html", form=form, theme=kept), 422
    reword_theme(tool(), viewer(), theme_id, form.words())
    return redirect(url_for("goals.themes"), 303)


def _themes_page(form: ThemeForm) -> str:
    ours = groupby(list_themes(tool(), viewer()), lambda one: one.school_year)
    years = [(spoken_school_year(year), list(themes)) for year, themes in ours]
    return page("goals/themes.html", form=form, years=years)
