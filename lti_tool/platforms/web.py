"""The three addresses that academies know: login, launch and our public keys."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from foundation.language import gettext as _
from lti_tool.people.web import open_to_anyone
from lti_tool.platforms.operations.begin_login import begin_login, cookie_of_state
from lti_tool.platforms.operations.launch import launch as let_in
from lti_tool.platforms.operations.launch import storage_to_ask
from lti_tool.platforms.operations.launch_old import PostedForm, launch_old
from lti_tool.platforms.operations.own_keys import published_keys
from lti_tool.platforms.rules.addresses import with_query
from lti_tool.platforms.rules.logins import LIFETIME
from lti_tool.platforms.rules.old_launches import KEY_FIELD
from lti_tool.platforms.rules.reasons import LaunchRefused, Reason
from lti_tool.shell.web import bind_browser, tool

IN_A_FRAME: dict[str, Any] = {
    "secure": True,
    "httponly": True,
    "samesite": "None",
    "partitioned": True,
}

pages = Blueprint("platforms", __name__, url_prefix="/lti", template_folder="templates")


@pages.route("/login", methods=["GET", "POST"])
@open_to_anyone("an academy starts a launch here; nobody is known yet")
def login() -> ResponseReturnValue:
    started = begin_login(tool(), request.values)
    answer = make_response(
        render_template("platforms/keep.html", url=started.url, storage=started.storage)
        if started.storage
        else redirect(started.url, 302)
    )
    lasts = int(LIFETIME.total_seconds())
    answer.set_cookie(started.cookie_name, started.cookie, max_age=lasts, **IN_A_FRAME)
    return answer


@pages.post("/launch")
@open_to_anyone("the launch itself: its token says who comes in")
def launch() -> ResponseReturnValue:
    if KEY_FIELD in request.form:
        return _old_launch()
    if storage := storage_to_ask(tool(), request.form, request.cookies):
        return render_template("platforms/recall.html", form=request.form, storage=storage)
    new_visit = let_in(tool(), request.form, request.cookies)
    answer = make_response(redirect(url_for("start", sid=new_visit.sid), 303))
    answer.delete_cookie(cookie_of_state(request.form["state"]), **IN_A_FRAME)
    return bind_browser(answer, new_visit)


def _old_launch() -> ResponseReturnValue:
    """At the same address: links of before LTI 1.3 go on where they were."""
    sent = [*request.args.items(multi=True), *request.form.items(multi=True)]
    new_visit = launch_old(tool(), PostedForm(tool().tool_url + request.path, sent))
    return bind_browser(
        make_response(redirect(url_for("start", sid=new_visit.sid), 303)), new_visit
    )


@pages.get("/launch")
@open_to_anyone("explains to who reloads or bookmarks it that a launch can't be opened so")
def launch_without_academy() -> ResponseReturnValue:
    raise LaunchRefused(Reason.STATE_MISSING)


@pages.get("/jwks")
@open_to_anyone("public keys, which academies use to check what we sign")
def jwks() -> ResponseReturnValue:
    answer = jsonify(published_keys(tool()))
    answer.cache_control.max_age = 600
    answer.cache_control.public = True
    return answer


@pages.errorhandler(LaunchRefused)
def refused(problem: LaunchRefused) -> ResponseReturnValue:
    sentence = _(problem.reason.value)
    back = problem.return_url and with_query(
        problem.return_url, lti_errormsg=sentence, lti_errorlog=problem.reason.code
    )
    page = render_template(
        "platforms/refused.html", reason=problem.reason, sentence=sentence, back=back
    )
    return Response(page, problem.reason.status, mimetype="text/html")
