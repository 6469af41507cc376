"""The forms about learning at work; short ones, for on the phone between two lessons."""

from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    Optional,
    ValidationError,
)

from lti_tool.goals.rules import Goal, short_sentence_of
from lti_tool.people.rules import Person
from lti_tool.practice.operations import Invitation, Tried, Words
from lti_tool.practice.rules import WENT, Went
from lti_tool.shell.forms import PageForm, RadioField, SelectField, as_uuid, readable_date, trimmed

SHORT, LONG = 300, 2000


def not_ahead(_form: PageForm, field: DateField) -> None:
    if field.data and field.data > date.today():  # noqa: DTZ011  (a day, wherever she is)
        raise ValidationError(str(_("Die les is nog niet geweest.")))


def prompt(label: str, hint: str) -> TextAreaField:
    at_most = Length(max=LONG, message=_("Houd het onder de 2000 tekens."))
    return TextAreaField(label, [at_most], [trimmed], description=hint)


class ReflectForm(PageForm):
    """Three prompts; one answer is enough."""

    did = prompt(_("Wat deed je?"), _("In een of twee zinnen."))
    saw = prompt(_("Wat zag je bij je leerlingen?"), _("Laat namen weg."))
    next = prompt(_("Wat doe je hierna?"), _("Klein beginnen mag."))
    follows = HiddenField()

    def validate_did(self, _field: TextAreaField) -> None:
        if not any(trimmed(self[name].data) for name in ("did", "saw", "next")):
            raise ValidationError(str(_("Schrijf bij één van de drie vragen iets op.")))

    def words(self) -> Words:
        answers = (self["did"].data, self["saw"].data, self["next"].data)
        return Words(*answers, follows=as_uuid(self["follows"].data))


class TryOutForm(PageForm):
    what = StringField(
        _("Wat probeerde je uit?"),
        [
            DataRequired(_("Schrijf in één zin wat je probeerde.")),
            Length(max=SHORT, message=_("Houd het onder de 300 tekens.")),
        ],
        [trimmed],
        description=_("Eén zin is genoeg."),
    )
    lesson_on = DateField(
        _("Wanneer was die les?"),
        [readable_date, InputRequired(_("Kies de dag van de les.")), not_ahead],
    )
    went = RadioField(
        _("Hoe ging het?"),
        [Optional()],
        choices=[SelectChoice(went.value, _(text)) for went, text in WENT.items()],
        description=_("Mag, hoeft niet. Alleen jij ziet dit."),
    )
    item = HiddenField()

    def tried(self) -> Tried:
        went = Went(self["went"].data) if self["went"].data else None
        item_id = as_uuid(self["item"].data)
        return Tried(self["what"].data, self["lesson_on"].data, went, item_id)


class MomentForm(PageForm):
    """Ten seconds: one field; the goal is optional."""

    text = StringField(
        _("Wat leerde of probeerde je?"),
        [
            DataRequired(_("Schrijf in één zin wat het was.")),
            Length(max=SHORT, message=_("Houd het onder de 300 tekens.")),
        ],
        [trimmed],
        description=_("Eén zin is genoeg. Alleen jij leest dit."),
    )
    goal = SelectField(_("Bij welk leerdoel?"), default="")

    def offer(self, goals: list[Goal]) -> None:
        self["goal"].choices = [
            ("", _("Nog niet gekoppeld")),
            *((str(goal.id), short_sentence_of(goal.parts)) for goal in goals),
        ]

    @property
    def goal_id(self) -> UUID | None:
        return as_uuid(self["goal"].data)


class InviteForm(PageForm):
    colleague = SelectField(_("Wie vraag je?"), [InputRequired(_("Kies een collega."))], default="")
    look_for = StringField(
        _("Waar mag je collega naar kijken?"),
        [Length(max=SHORT, message=_("Houd het onder de 300 tekens."))],
        [trimmed],
        description=_("Bijvoorbeeld: ‘Wie weet halverwege nog wat het doel is?’"),
    )
    planned_on = DateField(
        _("Hebben jullie al een dag?"),
        [readable_date, Optional()],
        description=_("Nog niet? Dan spreek je die later af."),
    )
    item = HiddenField()

    def offer(self, colleagues: list[Person]) -> None:
        self["colleague"].choices = [
            ("", _("Kies een collega")),
            *((str(person.id), person.name) for person in colleagues),
        ]

    def invitation(self) -> Invitation:
        return Invitation(
            UUID(self["colleague"].data),
            self["look_for"].data or "",
            self["planned_on"].data,
            as_uuid(self["item"].data),
        )


class AgreeForm(PageForm):
    planned_on = DateField(_("Op welke dag?"), [readable_date, InputRequired(_("Kies een dag."))])


class SeenForm(PageForm):
    seen = TextAreaField(
        _("Wat zag je?"),
        [Length(max=LONG, message=_("Houd het onder de 2000 tekens."))],
        [trimmed],
        description=_("Feiten, geen oordeel. Alleen jullie twee lezen dit; je collega het eerst."),
    )
