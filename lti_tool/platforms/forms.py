"""The forms with which academies are connected and looked after."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, Optional, ValidationError

from lti_tool.platforms.operations.invite_academy import Offer
from lti_tool.platforms.operations.keep_academies import Ground, Switches
from lti_tool.platforms.operations.keep_consumers import NewConsumer
from lti_tool.platforms.rules.addresses import is_secure
from lti_tool.platforms.rules.registrations import DeploymentState, Registration
from lti_tool.platforms.rules.tokens import is_storable
from lti_tool.shell.forms import PageForm, SelectField, as_uuid, trimmed

DAYS = ((1, _("een dag")), (14, _("twee weken")), (90, _("drie maanden")))
LONGEST = 255
MANY = 50


def secure(_form: PageForm, field: Field) -> None:
    if not is_secure(field.data):
        raise ValidationError(str(_("Dit moet een adres zijn dat met https:// begint.")))


def storable(_form: PageForm, field: Field) -> None:
    if not is_storable(field.data):
        raise ValidationError(str(_("Hierin staat een teken dat we niet kunnen bewaren.")))


class SwitchesForm(PageForm):
    accept_new_deployments = BooleanField(
        _("Laat nieuwe plekken in de academie vanzelf toe"),
        description=_("Anders wacht elke nieuwe plek tot jij haar toelaat."),
    )
    report_scores = BooleanField(
        _("Meld resultaten van modules in het cijferboek van de academie"),
        description=_("Nooit een terugblik, nooit een oordeel."),
    )

    def switches(self) -> Switches:
        return Switches(self["accept_new_deployments"].data, self["report_scores"].data)


class DecisionForm(PageForm):
    """Whether a place in the academy may open Leerspoor; the page offers the choices itself."""

    deployment = StringField(validators=[InputRequired(), Length(max=LONGEST), storable])
    state = StringField(validators=[AnyOf([DeploymentState.OPEN, DeploymentState.CLOSED])])
    school = StringField()

    def decision(self) -> tuple[str, DeploymentState, UUID | None]:
        state = DeploymentState(self["state"].data)
        return self["deployment"].data, state, as_uuid(self["school"].data)


class WhereForm(PageForm):
    """Which board, and where newcomers become teacher: one choice, `board` or `board:school`."""

    where = SelectField(
        _("Bij welke school horen nieuwe mensen?"),
        description=_("Wie voor het eerst uit deze academie komt, wordt daar leerkracht."),
        validators=[InputRequired(_("Kies een school."))],
    )

    def offer(self, grounds: Sequence[Ground]) -> None:
        """Give the choices: schools first, for a newcomer without one can do nothing yet."""
        self["where"].choices = [
            *(
                (f"{one.board.id}:{school.id}", _name(one, school.name, grounds))
                for one in grounds
                for school in one.schools
            ),
            *((f"{one.board.id}:", _name(one, _("nog geen school"), grounds)) for one in grounds),
        ]

    @property
    def board(self) -> int:
        return int(self["where"].data.partition(":")[0])

    @property
    def school_id(self) -> UUID | None:
        return as_uuid(self["where"].data.partition(":")[2])


def _name(ground: Ground, name: Any, grounds: Sequence[Ground]) -> str:
    return f"{ground.board.name} · {name}" if len(grounds) > 1 else str(name)


class InvitationForm(WhereForm, SwitchesForm):
    days = SelectField(_("Hoe lang werkt de link?"), default="14")

    def offer(self, grounds: Sequence[Ground]) -> None:
        super().offer(grounds)
        self["days"].choices = DAYS

    def wish(self) -> Offer:
        return Offer(
            self.board,
            self.school_id,
            self["accept_new_deployments"].data,
            self["report_scores"].data,
            timedelta(days=int(self["days"].data)),
        )


ID = [Length(max=LONGEST, message=_("Dit is te lang.")), storable]
NEEDED = [DataRequired(_("Vul dit in."))]
ADDRESS = [Length(max=2000, message=_("Dit is te lang.")), secure]


class ByHandForm(WhereForm, SwitchesForm):
    """Everything we must know of an academy; as in the file of `leerspoor platforms add`."""

    name = StringField(_("Hoe noem je deze academie?"), [*NEEDED, *ID], [trimmed])
    issuer = StringField(
        _("Platform ID (issuer)"),
        [*NEEDED, *ID],
        [trimmed],
        description=_("Precies zoals de academie het schrijft; een streepje aan het eind telt."),
    )
    client_id = StringField(_("Client ID"), [*NEEDED, *ID], [trimmed])
    auth_url = StringField(_("Authentication request URL"), [*NEEDED, *ADDRESS], [trimmed])
    jwks_url = StringField(_("Public keyset URL (JWKS)"), [*NEEDED, *ADDRESS], [trimmed])
    token_url = StringField(
        _("Access token URL"),
        [Optional(), *ADDRESS],
        [trimmed],
        description=_("Zonder dit adres gaan er geen resultaten naar de academie."),
    )
    token_audience = StringField(
        _("Ontvanger (audience) bij de access token URL"), [Optional(), *ID], [trimmed]
    )
    deployments = TextAreaField(
        _("Deployment ID’s"),
        [Length(max=LONGEST * MANY), storable],
        description=_("Een per regel. Wat hier niet staat, kun je later toelaten."),
    )

    def validate_deployments(self, field: Field) -> None:
        if any(len(one) > LONGEST for one in _lines(field.data)):
            raise ValidationError(str(_("Dit is te lang.")))

    def file(self) -> dict[str, Any]:
        """What `add_platform` takes."""
        texts = ("name", "issuer", "client_id", "auth_url", "jwks_url")
        maybe = ("token_url", "token_audience")
        school = {"school": str(self.school_id)} if self.school_id else {}
        return {
            "board": self.board,
            **{name: self[name].data for name in texts},
            **{name: self[name].data for name in maybe if self[name].data},
            **school,
            "accept_new_deployments": self["accept_new_deployments"].data,
            "report_scores": self["report_scores"].data,
            "deployments": [{"id": one} for one in _lines(self["deployments"].data)],
        }


class ConsumerForm(WhereForm):
    """An academy that speaks LTI 1.1: we make the key and the secret."""

    name = StringField(_("Hoe noem je deze academie?"), [*NEEDED, *ID], [trimmed])
    address = StringField(
        _("Adres van de academie"),
        [*NEEDED, *ADDRESS],
        [trimmed],
        description=_("Alleen deze site mag Leerspoor in een frame tonen."),
    )

    def wish(self) -> NewConsumer:
        return NewConsumer(self.board, self["name"].data, self["address"].data, self.school_id)


def _lines(text: str | None) -> list[str]:
    found = (line.strip() for line in (text or "").splitlines())
    return [line for line in dict.fromkeys(found) if line]


def filled_in(known: Registration) -> dict[str, Any]:
    """The values of the form for an academy that is known."""
    return {
        **asdict(known),
        "where": f"{known.tenant}:{known.default_school_id or ''}",
    }
