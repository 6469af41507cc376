"""Our own keys: seen by every administrator, changed by who runs the platform."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lti_tool.people.rules import Permission, may_enter
from lti_tool.people.web import open_to, viewer
from lti_tool.platforms.operations.own_keys import own_keys_of, rotate_keys
from lti_tool.platforms.pages.blueprint import pages
from lti_tool.platforms.rules.own_keys import TURN
from lti_tool.platforms.rules.tool_registrations import own_addresses
from lti_tool.shell.web import page, tool


@pages.get("/sleutels")
@open_to(Permission.CONNECT_ACADEMIES)
def keys() -> ResponseReturnValue:
    current, following = own_keys_of(tool())
    return page(
        "connect/keys.html",
        current=current,
        following=following,
        turn=TURN,
        own=own_addresses(tool().tool_url),
        may_rotate=may_enter(viewer(), Permission.RUN_PLATFORM),
    )


@pages.post("/sleutels")
@open_to(Permission.RUN_PLATFORM)
def rotate() -> ResponseReturnValue:
    rotate_keys(tool())
    return redirect(url_for("academies.keys"), 303)
