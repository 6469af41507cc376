"""The trainer's pages: the screen in the room, the list of who was there, opening and closing."""

import io
from uuid import UUID

import segno
from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from lti_tool.blend.operations.screen import (
    correct_attendance,
    keep_register,
    show_register,
    show_screen,
)
from lti_tool.blend.operations.sessions import (
    cancel_session,
    close_session,
    publish_session,
    start_session,
)
from lti_tool.blend.rules.attendance import AttendanceState
from lti_tool.blend.rules.codes import grouped
from lti_tool.blend.web.blueprint import pages
from lti_tool.blend.web.forms import register_wishes
from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.shell.web import page, tool

SEEN_EVERY = 4
"""Seconds between two looks at who came in; the code itself changes every twenty."""


@pages.get("/bijeenkomsten/<uuid:session_id>/digibord")
@open_to(Permission.RUN_SESSION)
def screen(session_id: UUID) -> ResponseReturnValue:
    shown = show_screen(tool(), viewer(), session_id)
    return page(
        "blend/screen.html",
        shown=shown,
        code=grouped(shown.code, 3),
        qr=draw_qr(shown.address),
        seen_every=SEEN_EVERY,
    )


def draw_qr(address: str) -> Markup:
    """The QR as SVG for in the page: classes only, no style, so that our policy allows it."""
    if not address:
        return Markup()
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=False, nl=False, border=2, omitsize=True
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704  (segno draws it; nothing of a visitor)


@pages.get("/bijeenkomsten/<uuid:session_id>/presentie")
@open_to(Permission.RUN_SESSION)
def register(session_id: UUID) -> ResponseReturnValue:
    search = request.args.get("zoek", "")
    shown = show_register(tool(), viewer(), session_id, search)
    saved = "bewaard" in request.args
    return page("blend/register.html", shown=shown, saved=saved, search=search)


@pages.post("/bijeenkomsten/<uuid:session_id>/presentie")
@open_to(Permission.RUN_SESSION)
def save_register(session_id: UUID) -> ResponseReturnValue:
    keep_register(tool(), viewer(), session_id, register_wishes(request.form))
    return redirect(url_for("blend.register", session_id=session_id, bewaard=1), 303)


@pages.post("/bijeenkomsten/<uuid:session_id>/tik/<uuid:person_id>")
@open_to(Permission.RUN_SESSION)
def tick_person(session_id: UUID, person_id: UUID) -> ResponseReturnValue:
    correct_attendance(tool(), viewer(), session_id, person_id, AttendanceState.PRESENT)
    return redirect(url_for("blend.screen", session_id=session_id, _anchor="erbij"), 303)


@pages.post("/bijeenkomsten/<uuid:session_id>/openen")
@open_to(Permission.RUN_SESSION)
def start(session_id: UUID) -> ResponseReturnValue:
    start_session(tool(), viewer(), session_id)
    return redirect(url_for("blend.screen", session_id=session_id), 303)


@pages.post("/bijeenkomsten/<uuid:session_id>/sluiten")
@open_to(Permission.RUN_SESSION)
def close(session_id: UUID) -> ResponseReturnValue:
    close_session(tool(), viewer(), session_id)
    return redirect(url_for("blend.register", session_id=session_id), 303)


@pages.post("/bijeenkomsten/<uuid:session_id>/publiceren")
@open_to(Permission.RUN_SESSION)
def publish(session_id: UUID) -> ResponseReturnValue:
    publish_session(tool(), viewer(), session_id)
    return redirect(url_for("blend.session", session_id=session_id), 303)


@pages.post("/bijeenkomsten/<uuid:session_id>/annuleren")
@open_to(Permission.RUN_SESSION)
def cancel(session_id: UUID) -> ResponseReturnValue:
    cancel_session(tool(), viewer(), session_id)
    return redirect(url_for("blend.session", session_id=session_id), 303)
