"""The link that an academy opens to register us, in a frame of its own pages."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.language import gettext as _
from foundation.problems import N_
from foundation.web.headers import allow
from lti_tool.people.web import open_to_anyone
from lti_tool.platforms.operations.register_academy import find_invitee, register_academy
from lti_tool.platforms.rules.addresses import origin_of
from lti_tool.platforms.rules.obstacles import NotRegistered
from lti_tool.shell.web import page, tool

registering = Blueprint(
    "registering", __name__, url_prefix="/lti/register", template_folder="../templates"
)

NEXT_STEPS = {
    # product family → what its administrator does now
    "moodle": (
        N_("Leerspoor staat nu bij de hulpmiddelen, met de knop ‘Activate’. Klik daarop."),
        N_("Zet Leerspoor daarna in een cursus aan, bij ‘More’, ‘LTI External tools’."),
    ),
    "canvas": (
        N_("Kijk in Canvas de rechten en plaatsen na, en kies ‘Install & Enable’."),
        N_("Leerspoor staat daarna in het menu van de cursussen."),
    ),
    "desire2learn": (
        N_("Zet de registratie in Brightspace aan (‘Enabled’)."),
        N_("Maak daarna een ‘deployment’ en kies de onderdelen van de organisatie."),
    ),
    "sakai": (
        N_("Leerspoor staat nu bij ‘External Tools’. Kijk de instellingen na en bewaar."),
        N_("Voeg het daarna toe aan een site."),
    ),
}
ELSEWHERE = (
    N_("Zet Leerspoor in de academie aan, als dat daar nog moet."),
    N_("Zet het daarna in een cursus."),
)


@registering.get("/<code>")
@open_to_anyone("the invitation in the address says whose academy registers itself")
def register(code: str) -> ResponseReturnValue:
    address, token = (
        request.args.get("openid_configuration"),
        request.args.get("registration_token"),
    )
    if not address:
        return page(
            "connect/how_to_register.html",
            invited=find_invitee(tool(), code),
            link=request.base_url,
        )
    _allow_frame_of(address)
    product = register_academy(tool(), code, address, token)
    known = product if product in NEXT_STEPS else None
    return redirect(url_for("registering.done", code=code, product=known), 303)


@registering.get("/<code>/done")
@open_to_anyone("tells who holds the invitation that it was used, and what to do next")
def done(code: str) -> ResponseReturnValue:
    steps = NEXT_STEPS.get(request.args.get("product", ""), ELSEWHERE)
    invited = find_invitee(tool(), code)
    return page("connect/registered.html", invited=invited, steps=[_(step) for step in steps])


@registering.errorhandler(NotRegistered)
def not_registered(problem: NotRegistered) -> ResponseReturnValue:
    shown = render_template(
        "connect/not_registered.html", problem=problem, sentence=_(problem.reason.value)
    )
    return Response(shown, problem.reason.status, mimetype="text/html")


def _allow_frame_of(address: str) -> None:
    """The academy is not registered yet, so it is not among those that may frame us."""
    if origin := origin_of(address):
        allow(frame_ancestors=origin)
