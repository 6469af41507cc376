"""Checking in on a phone, outside the academy: no visit, no frame, no list of names."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.language import translated
from foundation.problems import Problem
from lti_tool.blend.operations.check_in import (
    Inside,
    check_in_outside,
    check_in_scanned,
    come_to_the_door,
    link_inside,
    show_inside,
)
from lti_tool.blend.operations.doors import REMEMBERED, forget_phone
from lti_tool.blend.rules.problems import (
    CheckInClosed,
    TicketExpired,
    WrongCode,
    WrongPersonalCode,
)
from lti_tool.blend.web.blueprint import outside
from lti_tool.blend.web.forms import uuid_of
from lti_tool.blend.web.limits import PHONE_COOKIE, few_tries
from lti_tool.goals.rules import sentence_of
from lti_tool.people.web import open_to_anyone
from lti_tool.shell.web import tool

AT_THE_DOOR = "a phone at the door has no visit; a code, a ticket or a receipt lets it in"


@outside.get("")
@open_to_anyone(AT_THE_DOOR)
def typed() -> ResponseReturnValue:
    return render_template(
        "blend/door_typed.html", known=_phone() is not None, code="", personal="", mistakes=[]
    )


@outside.post("")
@open_to_anyone(AT_THE_DOOR)
@few_tries
def enter_typed() -> ResponseReturnValue:
    return _welcome(
        check_in_outside(
            tool(),
            request.form.get("code", ""),
            request.form.get("persoonlijk"),
            _phone(),
            remember="onthoud" in request.form,
        )
    )


@outside.get("/<address>")
@open_to_anyone(AT_THE_DOOR)
@few_tries
def scanned(address: str) -> ResponseReturnValue:
    door = come_to_the_door(tool(), address, _phone())
    return render_template(
        "blend/door_scanned.html",
        address=address,
        session=door.session,
        ticket=door.ticket,
        person=None if "ander" in request.args else door.person,
        mistakes=[],
    )


@outside.post("/<address>")
@open_to_anyone(AT_THE_DOOR)
@few_tries
def enter_scanned(address: str) -> ResponseReturnValue:
    return _welcome(
        check_in_scanned(
            tool(),
            address,
            request.form.get("kaartje", ""),
            request.form.get("persoonlijk"),
            _phone(),
            remember="onthoud" in request.form,
        )
    )


@outside.get("/klaar/<receipt>")
@open_to_anyone(AT_THE_DOOR)
def inside(receipt: str) -> ResponseReturnValue:
    shown = show_inside(tool(), receipt)
    return render_template("blend/door_inside.html", shown=shown, sentence_of=sentence_of)


@outside.post("/klaar/<receipt>")
@open_to_anyone(AT_THE_DOOR)
@few_tries
def link(receipt: str) -> ResponseReturnValue:
    shown = link_inside(tool(), receipt, uuid_of(request.form.get("doel", "")))
    return redirect(url_for("check_in.inside", receipt=shown.receipt), 303)


@outside.post("/vergeet")
@open_to_anyone(AT_THE_DOOR)
def forget() -> ResponseReturnValue:
    forget_phone(tool(), _phone() or "")
    answer = make_response(redirect(url_for("check_in.typed"), 303))
    answer.delete_cookie(PHONE_COOKIE, secure=True, httponly=True, samesite="Lax")
    return answer


@outside.errorhandler(WrongCode)
@outside.errorhandler(CheckInClosed)
@outside.errorhandler(TicketExpired)
@outside.errorhandler(WrongPersonalCode)
def say_so(problem: Problem) -> ResponseReturnValue:
    """Stay where she is where that helps; else begin at the form with the code."""
    said = translated(problem)
    scanned_at = (request.view_args or {}).get("address")
    if isinstance(problem, WrongPersonalCode) and scanned_at and request.form.get("kaartje"):
        return _again(said, scanned_at), 422
    field = "persoonlijk" if isinstance(problem, WrongPersonalCode) else "code"
    page = render_template(
        "blend/door_typed.html",
        known=_phone() is not None and field == "code",
        code=request.form.get("code", ""),
        personal=request.form.get("persoonlijk", ""),
        mistakes=[(field, said)],
    )
    return page, 422


def _again(said: str, address: str) -> str:
    return render_template(
        "blend/door_scanned.html",
        address=address,
        session=None,
        ticket=request.form["kaartje"],
        person=None,
        mistakes=[("persoonlijk", said)],
    )


def _welcome(entered: Inside) -> Response:
    """On to the page that says so; a phone to remember gets its cookie."""
    answer = make_response(redirect(url_for("check_in.inside", receipt=entered.receipt), 303))
    if entered.phone:
        answer.set_cookie(
            PHONE_COOKIE,
            entered.phone,
            max_age=int(REMEMBERED.total_seconds()),
            secure=True,
            httponly=True,
            samesite="Lax",
            path="/",
        )
    return answer


def _phone() -> str | None:
    return request.cookies.get(PHONE_COOKIE) or None
