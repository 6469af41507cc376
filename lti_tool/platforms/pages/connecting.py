"""Connect an academy: by a link that it opens itself, or by hand."""

from typing import TypeVar
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.platforms.forms import ByHandForm, InvitationForm, WhereForm, filled_in
from lti_tool.platforms.operations.keep_academies import (
    academy_of,
    grounds_of,
    invite,
    register_by_hand,
    withdraw_invitation,
)
from lti_tool.platforms.pages.blueprint import pages
from lti_tool.platforms.rules.tool_registrations import own_addresses
from lti_tool.shell.web import page, tool

Form = TypeVar("Form", bound=WhereForm)


@pages.get("/aansluiten")
@open_to(Permission.CONNECT_ACADEMIES)
def connect() -> ResponseReturnValue:
    return page("connect/invite.html", form=_offered(InvitationForm()), invited=None)


@pages.post("/aansluiten")
@open_to(Permission.CONNECT_ACADEMIES)
def make_invitation() -> ResponseReturnValue:
    """The link stands in this answer only; it is nowhere kept."""
    form = _offered(InvitationForm(request.form))
    if not form.validate():
        return page("connect/invite.html", form=form, invited=None), 422
    invited = invite(tool(), viewer(), form.wish())
    return page("connect/invite.html", form=form, invited=invited)


@pages.post("/uitnodigingen/<uuid:invitation_id>/intrekken")
@open_to(Permission.CONNECT_ACADEMIES)
def withdraw(invitation_id: UUID) -> ResponseReturnValue:
    withdraw_invitation(tool(), viewer(), invitation_id)
    return redirect(url_for("academies.overview"), 303)


@pages.get("/met-de-hand")
@open_to(Permission.CONNECT_ACADEMIES)
def by_hand() -> ResponseReturnValue:
    return _by_hand_page(_offered(ByHandForm()))


@pages.post("/met-de-hand")
@open_to(Permission.CONNECT_ACADEMIES)
def keep_by_hand() -> ResponseReturnValue:
    return _kept(_offered(ByHandForm(request.form)))


@pages.get("/academies/<uuid:registration_id>/wijzigen")
@open_to(Permission.CONNECT_ACADEMIES)
def edit(registration_id: UUID) -> ResponseReturnValue:
    known = academy_of(tool(), viewer(), registration_id).registration
    form = _offered(ByHandForm(data=filled_in(known)), known.tenant)
    return _by_hand_page(form, registration_id)


@pages.post("/academies/<uuid:registration_id>/wijzigen")
@open_to(Permission.CONNECT_ACADEMIES)
def keep_edited(registration_id: UUID) -> ResponseReturnValue:
    """By what it is called it is recognised: issuer and client id stay what they are."""
    known = academy_of(tool(), viewer(), registration_id).registration
    form = _offered(ByHandForm(request.form), known.tenant)
    form["issuer"].data, form["client_id"].data = known.issuer, known.client_id
    return _kept(form, registration_id)


def _kept(form: ByHandForm, registration_id: UUID | None = None) -> ResponseReturnValue:
    if not form.validate():
        return _by_hand_page(form, registration_id), 422
    made = register_by_hand(tool(), viewer(), form.file())
    return redirect(url_for("academies.academy", registration_id=made.id), 303)


def _by_hand_page(form: ByHandForm, registration_id: UUID | None = None) -> str:
    own = own_addresses(tool().tool_url)
    return page("connect/by_hand.html", form=form, own=own, registration_id=registration_id)


def _offered(form: Form, board: int | None = None) -> Form:
    """An academy stays with its board."""
    grounds = grounds_of(tool(), viewer())
    form.offer([one for one in grounds if board in (None, one.board.id)])
    return form
