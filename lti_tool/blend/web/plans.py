"""The form with which somebody plans a session that she will lead herself."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from wtforms import DateField, Field, IntegerField, StringField, TimeField, ValidationError
from wtforms.validators import URL, InputRequired, Length, NumberRange, Optional, StopValidation

from lti_tool.blend.operations.own_session import NewSession, plan_own_session, show_plan
from lti_tool.blend.rules.sessions import SessionState
from lti_tool.blend.web.blueprint import pages
from lti_tool.blend.web.forms import uuid_of
from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.shell.forms import PageForm, SelectField
from lti_tool.shell.web import page, tool, visit

HERE = ZoneInfo("Europe/Amsterdam")
LONGEST, LARGEST = 200, 2000


def trimmed(text: str | None) -> str:
    return (text or "").strip()


def readable(_form: PageForm, field: Field) -> None:
    """A date, time or number that could not be read says so in the reader's language."""
    if field.errors:
        field.errors[:] = []
        raise StopValidation(str(_("Dit kunnen we niet lezen. Kies het opnieuw.")))


class SessionForm(PageForm):
    title = StringField(
        _("Hoe heet de bijeenkomst?"),
        [
            InputRequired(_("Geef de bijeenkomst een naam.")),
            Length(max=LONGEST, message=_("Houd het onder de 200 tekens.")),
        ],
        [trimmed],
    )
    offering = SelectField(
        _("Hoort bij"),
        description=_("Dan kunnen je collega’s hem kiezen in hun blend."),
        default="",
    )
    day = DateField(_("Wanneer?"), [readable, InputRequired(_("Kies een dag."))])
    begins = TimeField(_("Van"), [readable, InputRequired(_("Kies een begintijd."))])
    ends = TimeField(_("Tot"), [readable, InputRequired(_("Kies een eindtijd."))])
    place = StringField(_("Waar?"), [Length(max=LONGEST)], [trimmed])
    online_url = StringField(
        _("Adres van de online bijeenkomst"),
        [Optional(), URL(message=_("Begin met https:// en plak het hele adres."))],
        [trimmed],
        description=_("Alleen als de bijeenkomst online is."),
    )
    capacity = IntegerField(
        _("Hoeveel plaatsen?"),
        [
            Optional(),
            readable,
            NumberRange(1, LARGEST, message=_("Kies een aantal van 1 tot 2000, of laat het leeg.")),
        ],
        description=_("Leeg: zoveel als er komen."),
    )
    for_group = SelectField(
        _("Voor welke groep?"),
        description=_("De groepen van de cursus waar je vandaan komt. Wie wil, mag erbij."),
        default="",
    )

    def validate_ends(self, field: TimeField) -> None:
        begins = self["begins"].data
        if begins and field.data and field.data <= begins:
            raise ValidationError(str(_("De eindtijd ligt vóór de begintijd.")))

    def session(self, *, draft: bool) -> NewSession:
        offering = self["offering"].data
        return NewSession(
            title=self["title"].data,
            starts_at=moment(self["day"].data, self["begins"].data),
            ends_at=moment(self["day"].data, self["ends"].data),
            place=self["place"].data,
            online_url=self["online_url"].data or None,
            capacity=self["capacity"].data,
            offering_id=offering_of(offering),
            state=SessionState.CONCEPT if draft else SessionState.PUBLISHED,
            for_group=self["for_group"].data or None,
        )


def moment(day: date, at: time) -> datetime:
    """What she typed is Dutch time."""
    return datetime.combine(day, at, HERE)


def offering_of(raw: str) -> UUID | None:
    return uuid_of(raw) if raw else None


def form_for() -> SessionForm:
    form = SessionForm(request.form)
    offered = show_plan(tool(), viewer(), visit())
    form["offering"].choices = [("", _("Los, bij geen reeks")), *offered.series]
    groups = [(name, name) for name in dict.fromkeys(offered.groups)]
    form["for_group"].choices = [("", _("Iedereen")), *groups]
    return form


@pages.get("/bijeenkomsten/nieuw")
@open_to(Permission.RUN_SESSION)
def new_session() -> ResponseReturnValue:
    return page("blend/new_session.html", form=form_for())


@pages.post("/bijeenkomsten/nieuw")
@open_to(Permission.RUN_SESSION)
def plan_session() -> ResponseReturnValue:
    form = form_for()
    if not form.validate():
        return page("blend/new_session.html", form=form), 422
    planned = plan_own_session(tool(), viewer(), form.session(draft="concept" in request.form))
    return redirect(url_for("blend.session", session_id=planned.id), 303)
