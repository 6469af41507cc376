"""The link that lets an administrator in once, where no academy can."""

from flask import Blueprint, make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from lti_tool.people.web import open_to_anyone
from lti_tool.platforms.operations.sign_in import sign_in
from lti_tool.shell.web import bind_browser, page, tool

signing_in = Blueprint(
    "signing_in", __name__, url_prefix="/lti/beheer", template_folder="../templates"
)


@signing_in.get("/<token>")
@open_to_anyone("a button only: what looks at links by itself must not use this one up")
def ask(token: str) -> ResponseReturnValue:
    return page("connect/sign_in.html", token=token)


@signing_in.post("/<token>")
@open_to_anyone("the token in the address says who comes in")
def enter(token: str) -> ResponseReturnValue:
    started = sign_in(tool(), token)
    return bind_browser(make_response(redirect(url_for("start", sid=started.sid), 303)), started)
