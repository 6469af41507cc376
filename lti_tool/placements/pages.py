"""The pages at which a launch arrives: pick for a course, or open what stands in it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from foundation.language import gettext as _
from foundation.language import translated
from foundation.problems import N_
from foundation.web.headers import allow
from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, open_to_anyone, viewer
from lti_tool.placements.operations.open_place import Found, find_place
from lti_tool.placements.operations.own_scores import own_scores, send_own_scores
from lti_tool.placements.operations.pick import (
    Choice,
    Picker,
    hand_over,
    picked_from,
    show_picker,
)
from lti_tool.placements.operations.see_work import asks_about_other, see_work
from lti_tool.placements.rules.places import (
    NothingPicked,
    OnlyOne,
    PlaceKind,
    PlaceUnknown,
    place_of,
)
from lti_tool.platforms.rules.addresses import origin_of
from lti_tool.platforms.rules.messages import Message
from lti_tool.platforms.rules.scores import ScoreState
from lti_tool.shell.operations import offer_window, open_window
from lti_tool.shell.rules import WriteFromElsewhere
from lti_tool.shell.web import VISIT_PREFIX, bind_browser, page, tool, visit

pages = Blueprint("placements", __name__, url_prefix=VISIT_PREFIX, template_folder="templates")
doors = Blueprint("windows", __name__, url_prefix="/lti")

ARRIVALS: dict[str, str] = {
    Message.DEEP_LINKING: "placements.pick",
    Message.SUBMISSION_REVIEW: "placements.work",
    Message.DATA_PRIVACY: "placements.privacy",
}
"""Where each kind of message begins; the others open a place, or one's own first page."""


STATES: dict[ScoreState, str] = {
    ScoreState.SENT: N_("aangekomen"),
    ScoreState.WAITING: N_("onderweg"),
    ScoreState.REFUSED: N_("niet aangenomen"),
    ScoreState.TAKEN_BACK: N_("teruggehaald"),
}


def way_in() -> str | None:
    """Where this visit was sent by the academy, if anywhere."""
    placement = visit().placement
    arrival = ARRIVALS.get(placement.get("message", ""))
    if arrival is None and placement.get("place"):
        arrival = "placements.open_place"
    return url_for(arrival) if arrival else None


@pages.get("/kies")
@open_to(Permission.ARRIVE)
def pick() -> ResponseReturnValue:
    return _picker_page(_picker(), [])


@pages.post("/kies")
@open_to(Permission.ARRIVE)
def picked() -> ResponseReturnValue:
    """Show the form that brings the choice to the academy; it sends itself."""
    picker = _picker()
    keys = request.form.getlist("kies")
    try:
        chosen = [] if "niets" in request.form else picked_from(picker, keys)
    except (NothingPicked, OnlyOne, PlaceUnknown) as problem:
        return _picker_page(picker, keys, translated(problem)), 422
    own_window = picker.only_window or request.form.get("venster") == "eigen"
    answer = hand_over(tool(), viewer(), visit(), chosen, own_window=own_window)
    for origin in dict.fromkeys((origin_of(answer.url) or "", *answer.origins)):
        allow(form_action=origin)
    return page("placements/sent.html", answer=answer, chosen=chosen)


@pages.get("/open")
@open_to(Permission.ARRIVE)
def open_place() -> ResponseReturnValue:
    found = find_place(tool(), viewer(), place_of(visit().placement.get("place") or ""))
    way = WAYS[found.place.kind](found)
    if way is None:
        return page("placements/look_back.html", goals=found.goals)
    return redirect(way, 303)


@pages.get("/ingeleverd")
@open_to(Permission.ARRIVE)
def work() -> ResponseReturnValue:
    found = see_work(tool(), viewer(), visit())
    if found.is_own:
        return redirect(url_for("journey.home"), 303)
    return page("placements/work.html", work=found)


@pages.get("/wat-we-bewaren")
@open_to(Permission.ARRIVE)
def privacy() -> ResponseReturnValue:
    return page(
        "placements/privacy.html",
        for_other=asks_about_other(tool(), viewer(), visit()),
        scores=own_scores(tool(), viewer()),
        states=STATES,
        again=request.args.get("opnieuw"),
    )


@pages.post("/wat-we-bewaren/opnieuw")
@open_to(Permission.ARRIVE)
def send_scores_again() -> ResponseReturnValue:
    count = send_own_scores(tool(), viewer())
    return redirect(url_for("placements.privacy", opnieuw=min(count, 1)), 303)


@pages.get("/venster")
@open_to(Permission.ARRIVE)
def window() -> ResponseReturnValue:
    """A button that opens this visit in a window of its own: no cookie goes along there."""
    token = offer_window(tool().database, visit(), tool().clock())
    return page("placements/window.html", token=token)


@doors.post("/venster")
@open_to_anyone("a one-time token of a visit lets it in")
def opened() -> ResponseReturnValue:
    if request.headers.get("Sec-Fetch-Site") not in (None, "same-origin"):
        raise WriteFromElsewhere  # nobody is put into somebody else's visit from another site
    started = open_window(tool().database, request.form.get("token", ""), tool().clock())
    answer = make_response(redirect(url_for("start", sid=started.sid), 303))
    return bind_browser(answer, started)


def _to(endpoint: str) -> Callable[[Found], str | None]:
    return lambda _found: url_for(endpoint)


def _to_reflection(found: Found) -> str | None:
    """With more than one goal, or none, she chooses first."""
    if len(found.goals) != 1:
        return None
    return url_for("practice.reflect", goal_id=found.goals[0].id)


def _to_module(found: Found) -> str:
    values: dict[str, Any] = {"offering_id": found.place.id, "doel": found.goal_id}
    return url_for("blend.play", **values, alleen=found.place.unit)


WAYS: dict[PlaceKind, Callable[[Found], str | None]] = {
    PlaceKind.GOALS: _to("journey.home"),
    PlaceKind.TEAM: _to("insight.team"),
    PlaceKind.REFLECTION: _to_reflection,
    PlaceKind.MODULE: _to_module,
    PlaceKind.SESSION: lambda found: url_for("blend.session", session_id=found.place.id),
}


def _picker() -> Picker:
    """In the words of who picks: they become the titles in her course."""
    shown = show_picker(tool(), viewer(), visit())
    general = tuple(replace(one, title=_(one.title), note=_(one.note)) for one in shown.general)
    return replace(shown, general=general, sessions=tuple(map(_check_in, shown.sessions)))


def _check_in(choice: Choice) -> Choice:
    return replace(choice, title=_("Inchecken: %(title)s", title=choice.title))


def _picker_page(picker: Picker, keys: list[str], mistake: str = "") -> str:
    return page("placements/pick.html", picker=picker, keys=keys, mistake=mistake)
