"""The forms about goals: every field may stay open but the first."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import (
    DateField,
    Field,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from lti_tool.goals.operations import NewAnchor, NewGoal, Surroundings, ThemeWords
from lti_tool.goals.rules import (
    ANCHOR_NAMES,
    STOP_REASONS,
    AnchorKind,
    Goal,
    GoalParts,
    ShareWish,
    StopReason,
)
from lti_tool.people.rules import Audience, Person, ShareLevel
from lti_tool.shell.forms import PageForm, RadioField, SelectField, as_uuid, readable_date, trimmed

ONLY_ME = "me"
SHORT, LONG = 300, 1000
CONFIDENCE = 10


def one_line(text: str | None) -> str:
    """Spaces in a row become one; what a phone's keyboard leaves behind goes."""
    return " ".join((text or "").split())


def word_of(form: PageForm, field: Field) -> None:
    """Somebody must be chosen where she shares with one colleague."""
    if form["audience"].data == Audience.PERSON.value and not field.data:
        raise ValidationError(str(_("Kies met welke collega je dit deelt.")))


class AudienceForm(PageForm):
    """Who may see it; begins at nobody."""

    audience = RadioField(
        _("Wie mag dit zien?"),
        default=ONLY_ME,
        validators=[InputRequired(_("Kies wie dit mag zien."))],
    )
    colleague = SelectField(_("Welke collega?"), validators=[word_of], default="")

    def offer(self, colleagues: list[Person], *, nobody: bool = True) -> None:
        """Give the choices: the colleagues of her own school."""
        self["audience"].choices = [
            *([SelectChoice(ONLY_ME, _("Alleen ik"))] if nobody else []),
            SelectChoice(Audience.PERSON.value, _("Een collega")),
            SelectChoice(Audience.TEAM.value, _("Mijn team")),
            SelectChoice(Audience.LEADER.value, _("Mijn schoolleider")),
        ]
        self["colleague"].choices = [
            SelectChoice("", _("Kies een collega")),
            *(SelectChoice(str(person.id), person.name) for person in colleagues),
        ]

    def wish(self, level: ShareLevel = ShareLevel.GOAL_AND_PROGRESS) -> ShareWish | None:
        chosen = self["audience"].data
        if chosen == ONLY_ME:
            return None
        return ShareWish(Audience(chosen), as_uuid(self["colleague"].data), level)


class PartsForm(PageForm):
    """The five small fields."""

    what = StringField(
        _("Wat doe je straks zichtbaar anders?"),
        [
            DataRequired(_("Schrijf in een paar woorden wat je wilt leren. Vaag mag ook.")),
            Length(max=SHORT, message=_("Houd het onder de 300 tekens.")),
        ],
        [one_line],
        description=_("Ik … Bijvoorbeeld: ‘benoem het lesdoel in leerlingtaal’."),
    )
    situation = StringField(
        _("In welke lessen, met welke hulp?"),
        [Length(max=SHORT, message=_("Houd het onder de 300 tekens."))],
        [one_line],
        description=_("Bijvoorbeeld: ‘aan het begin van elke rekenles in groep 6’."),
    )
    criterion = StringField(
        _("Wanneer ben je tevreden?"),
        [Length(max=SHORT, message=_("Houd het onder de 300 tekens."))],
        [one_line],
        description=_("Zodat … Bijvoorbeeld: ‘8 van de 10 leerlingen het doel navertellen’."),
    )
    deadline = DateField(
        _("Wanneer kijk je terug?"),
        [Optional(), readable_date],
        description=_("Je mag de datum altijd verzetten."),
    )
    evidence = StringField(
        _("Waaraan zie je het?"),
        [Length(max=SHORT, message=_("Houd het onder de 300 tekens."))],
        [one_line],
        description=_("Kies wat je toch al hebt. Bijvoorbeeld: ‘exit-ticket’."),
    )

    def parts(self) -> GoalParts:
        return GoalParts(
            what=self["what"].data or "",
            situation=self["situation"].data or "",
            criterion=self["criterion"].data or "",
            deadline=self["deadline"].data,
            evidence=self["evidence"].data or "",
        )


class ThemedForm(PartsForm, AudienceForm):
    """The five parts, what they belong to, and who may see it."""

    theme = RadioField(_("Waar hoort dit bij?"), default="", validators=[Optional()])

    def offer_all(self, around: Surroundings) -> None:
        self.offer(around.colleagues)
        team = {"description": str(_("Thema van je team"))}
        self["theme"].choices = [
            *(SelectChoice(str(theme.id), theme.title, team) for theme in around.themes),
            SelectChoice("", _("Iets van mezelf")),
        ]

    @property
    def theme_id(self) -> UUID | None:
        return as_uuid(self["theme"].data)


class GoalForm(ThemedForm):
    """A new goal: what pinches, the five parts, how sure she is, and who may see it."""

    problem = TextAreaField(
        _("Waar knelt het?"),
        [Length(max=LONG, message=_("Houd het onder de 1000 tekens."))],
        [trimmed],
        description=_("Eén zin over wat je in je klas merkt. Alleen jij leest dit."),
    )
    confidence = IntegerField(
        _("Hoe zeker ben je dat dit je lukt?"),
        [Optional(), NumberRange(0, CONFIDENCE, message=_("Kies een getal van 0 tot 10."))],
        default=5,
        description=_("Alleen jij ziet dit, ook later."),
        render_kw={"min": 0, "max": CONFIDENCE},
    )
    predecessor = HiddenField()
    quiet = HiddenField()

    def new_goal(self, *, draft: bool) -> NewGoal:
        return NewGoal(
            parts=self.parts(),
            problem=self["problem"].data or "",
            theme_id=self.theme_id,
            confidence=self["confidence"].data,
            wish=None if draft else self.wish(),
            draft=draft,
            predecessor_id=as_uuid(self["predecessor"].data),
        )


class EditForm(ThemedForm):
    """A goal she has; `version` is the one she was looking at."""

    version = IntegerField(validators=[InputRequired()])
    quiet = HiddenField()


def values_of(goal: Goal) -> dict[str, Any]:
    """What the edit form starts with."""
    return {
        **asdict(goal.parts),
        "theme": str(goal.theme_id or ""),
        "version": goal.version,
    }


class ShareForm(AudienceForm):
    level = RadioField(
        _("Wat mogen zij zien?"),
        default=ShareLevel.GOAL_AND_PROGRESS.value,
        choices=[
            SelectChoice(ShareLevel.GOAL_AND_PROGRESS.value, _("Mijn doel en hoe ver ik ben")),
            SelectChoice(ShareLevel.WITH_EVIDENCE.value, _("Ook wat ik ervoor deed")),
        ],
        validators=[InputRequired(_("Kies wat zij mogen zien."))],
    )


class StopForm(PageForm):
    reason = RadioField(
        _("Waarom stop je?"),
        [Optional()],
        choices=[SelectChoice(reason.value, _(text)) for reason, text in STOP_REASONS.items()],
        description=_("Mag, hoeft niet. Alleen jij ziet dit."),
    )

    def chosen(self) -> StopReason | None:
        return StopReason(self["reason"].data) if self["reason"].data else None


class AnchorForm(PageForm):
    kind = RadioField(
        _("Hoe leg je het vast?"),
        [InputRequired(_("Kies hoe je het vastlegt."))],
        choices=[SelectChoice(kind.value, _(text)) for kind, text in ANCHOR_NAMES.items()],
        default=AnchorKind.AGREEMENT.value,
    )
    text = TextAreaField(
        _("Wat spreken jullie af?"),
        [
            DataRequired(_("Schrijf in één zin wat er blijft.")),
            Length(max=LONG, message=_("Houd het onder de 1000 tekens.")),
        ],
        [trimmed],
        description=_("Bijvoorbeeld: ‘In elke rekenles staat het doel op het bord.’"),
    )
    review_on = DateField(
        _("Wanneer kijken jullie of het nog zo gaat?"),
        [InputRequired(_("Kies een dag om opnieuw te kijken.")), readable_date],
    )

    def new_anchor(self) -> NewAnchor:
        kind = AnchorKind(self["kind"].data)
        return NewAnchor(kind, self["text"].data, self["review_on"].data)


class ThemeForm(PageForm):
    title = StringField(
        _("Hoe heet het thema?"),
        [
            DataRequired(_("Geef het thema een naam.")),
            Length(max=SHORT, message=_("Houd het onder de 300 tekens.")),
        ],
        [one_line],
        description=_("Bijvoorbeeld: ‘Scherpe lesdoelen’."),
    )
    why = TextAreaField(
        _("Waarom dit thema?"),
        [Length(max=LONG, message=_("Houd het onder de 1000 tekens."))],
        [trimmed],
        description=_("Wat merkten jullie in het team?"),
    )
    expectation = TextAreaField(
        _("Wat verwachten we bij leerlingen te zien?"),
        [Length(max=LONG, message=_("Houd het onder de 1000 tekens."))],
        [trimmed],
        description=_("We verwachten dat … omdat …, dat merken we aan …"),
    )

    def words(self) -> ThemeWords:
        return ThemeWords(self["title"].data, self["why"].data, self["expectation"].data)
