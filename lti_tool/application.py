"""The tool as one Flask app: every feature's pages behind one guard, one look, one language."""

from functools import partial
from http import HTTPStatus
from importlib.resources import files

from flask import Flask, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from content_packages import Counter, install_packages_api
from foundation.language import gettext as _
from foundation.language import install_language, translated
from foundation.problems import Problem
from foundation.web.answers import install_answers
from foundation.web.headers import install_headers
from foundation.web.health import health_blueprint
from foundation.web.requests import install_requests, refuse_nul
from lrs import token_blueprint, xapi_blueprint
from lti_tool.blend.operations import take_away, take_in
from lti_tool.blend.web import blueprints as blend
from lti_tool.blend.web.modules import make_room_for_packages
from lti_tool.goals.pages import pages as goals
from lti_tool.insight.pages import pages as insight
from lti_tool.journey.pages import pages as journey
from lti_tool.menu import home_of, surroundings
from lti_tool.people.operations import viewer_of
from lti_tool.people.web import open_to_anyone, viewer
from lti_tool.placements.pages import doors, way_in
from lti_tool.placements.pages import pages as placements
from lti_tool.platforms.operations.frames import framing_origins
from lti_tool.platforms.pages import blueprints as administration
from lti_tool.platforms.rules.addresses import with_query
from lti_tool.platforms.web import pages as platforms
from lti_tool.practice.pages import pages as practice
from lti_tool.providers.api import install_api
from lti_tool.providers.pages import pages as providers
from lti_tool.shell.look import install_look
from lti_tool.shell.operations import visit_of_browser
from lti_tool.shell.rules import VisitNotHere, VisitOver
from lti_tool.shell.tool import Tool
from lti_tool.shell.web import VISIT_PREFIX, install_visits

MACHINES = ("/api/", "/xapi/", "/oauth/", "/health/")
LARGEST_REQUEST = 64 * 1024 * 1024


PAGES = (
    platforms,
    *administration,
    goals,
    *blend,
    practice,
    providers,
    journey,
    insight,
    placements,
    doors,
)


def make_tool_app(tool: Tool) -> Flask:
    app = Flask("lti_tool", static_folder=None)
    app.extensions["tool"] = tool
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.before_request(make_room_for_packages)
    install_requests(app)
    install_language(app, _wished_locale, str(files("lti_tool") / "translations"))
    install_look(app, clock=tool.clock, surroundings=surroundings)
    install_visits(app)
    app.before_request(partial(refuse_nul, MACHINES))
    install_headers(app, lambda: _frame_ancestors(tool))
    install_answers(app, MACHINES, _problem_page)
    app.register_blueprint(health_blueprint(tool.database))
    app.register_blueprint(xapi_blueprint(tool.record_store), url_prefix="/xapi")
    app.register_blueprint(token_blueprint(tool.record_store), url_prefix="/oauth")
    for pages in PAGES:
        app.register_blueprint(pages)
    install_api(app)
    install_packages_api(app, tool.shelf, Counter(partial(take_in, tool), partial(take_away, tool)))
    app.add_url_rule(f"{VISIT_PREFIX}/start", "start", start)
    return app


@open_to_anyone("sends everybody on to where she was sent or belongs; each has its own guard")
def start() -> ResponseReturnValue:
    return redirect(way_in() or url_for(home_of(viewer())), 303)


def _wished_locale() -> str | None:
    return g.visit.locale if "visit" in g else None


def _frame_ancestors(tool: Tool) -> tuple[str, ...]:
    """A visit may stand in the frame of its own academy; a launch in any that we know."""
    if "visit" in g:
        return (g.visit.platform_origin,) if g.visit.platform_origin else ()
    if request.path.startswith(("/lti/", "/s/")):
        return framing_origins(tool.database)
    return ()


def _problem_page(problem: Problem) -> str:
    """The page of a problem: what is the matter, and a way back to the academy."""
    back = _way_back(problem)
    return render_template(
        "message.html",
        title=_("Dit lukt nu niet"),
        text=translated(problem),
        hint=_who_is_here(problem),
        tone="problem" if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR else "hint",
        action=(_("Terug naar de academie"), back) if back else None,
    )


def _who_is_here(problem: Problem) -> str:
    """Whoever opens a page of a visit that is not (or no longer) hers reads who she is now."""
    if not isinstance(problem, VisitNotHere | VisitOver):
        return ""
    app_tool: Tool = current_app.extensions["tool"]
    at = app_tool.clock()
    here = visit_of_browser(app_tool.database, request.cookies, at)
    if here is None:
        return ""
    somebody = viewer_of(app_tool.database, here.tenant, here.person_id, at.date())
    return str(_("Je bent in deze browser nu ingelogd als %(name)s.", name=somebody.name))


def _way_back(problem: Problem) -> str | None:
    """To where the visit came from; the academy may say there what was the matter."""
    if "visit" not in g or g.visit.return_url is None:
        return None
    said, code = translated(problem), problem.code
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return with_query(g.visit.return_url, lti_errormsg=said, lti_errorlog=code)
    return with_query(g.visit.return_url, lti_msg=said, lti_log=code)
