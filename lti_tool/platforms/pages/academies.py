"""Look after the academies that are connected: places, switches, and whether it works."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from foundation.language import gettext as _
from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.platforms.forms import DecisionForm, SwitchesForm
from lti_tool.platforms.operations.keep_academies import (
    academies_of,
    academy_of,
    decide_deployment,
    grounds_of,
    invitations_of,
    turn_switches,
)
from lti_tool.platforms.operations.keep_consumers import consumers_of
from lti_tool.platforms.operations.try_connection import try_connection
from lti_tool.platforms.pages.blueprint import pages
from lti_tool.platforms.rules.tool_registrations import own_addresses
from lti_tool.shell.web import page, tool


@pages.get("")
@open_to(Permission.CONNECT_ACADEMIES)
def overview() -> ResponseReturnValue:
    grounds = grounds_of(tool(), viewer())
    return page(
        "connect/overview.html",
        academies=academies_of(tool(), viewer()),
        consumers=consumers_of(tool(), viewer()),
        invitations=invitations_of(tool(), viewer()),
        boards={one.board.id: one.board.name for one in grounds},
    )


@pages.get("/academies/<uuid:registration_id>")
@open_to(Permission.CONNECT_ACADEMIES)
def academy(registration_id: UUID) -> ResponseReturnValue:
    return academy_page(registration_id)


@pages.post("/academies/<uuid:registration_id>/schakelaars")
@open_to(Permission.CONNECT_ACADEMIES)
def switch(registration_id: UUID) -> ResponseReturnValue:
    turn_switches(tool(), viewer(), registration_id, SwitchesForm(request.form).switches())
    return redirect(url_for("academies.academy", registration_id=registration_id), 303)


@pages.post("/academies/<uuid:registration_id>/plekken")
@open_to(Permission.CONNECT_ACADEMIES)
def decide(registration_id: UUID) -> ResponseReturnValue:
    """Which place is in the form: an academy may call it anything."""
    form = DecisionForm(request.form)
    if not form.validate():
        return academy_page(registration_id), 422
    decide_deployment(tool(), viewer(), registration_id, *form.decision())
    return redirect(url_for("academies.academy", registration_id=registration_id), 303)


@pages.post("/academies/<uuid:registration_id>/testen")
@open_to(Permission.CONNECT_ACADEMIES)
def test(registration_id: UUID) -> ResponseReturnValue:
    """A write, for it makes us call another server."""
    findings = try_connection(tool(), viewer(), registration_id)
    told = [(_(one.found.value).format(**one.details), one.is_good) for one in findings]
    return academy_page(registration_id, findings=told)


def academy_page(registration_id: UUID, **more: object) -> str:
    known = academy_of(tool(), viewer(), registration_id)
    tenant = known.registration.tenant
    (ground,) = (one for one in grounds_of(tool(), viewer()) if one.board.id == tenant)
    return page(
        "connect/academy.html",
        academy=known.registration,
        deployments=known.deployments,
        ground=ground,
        schools=[("", _("Nog geen school")), *((one.id, one.name) for one in ground.schools)],
        form=SwitchesForm(obj=known.registration),
        own=own_addresses(tool().tool_url),
        **{"findings": (), **more},
    )
