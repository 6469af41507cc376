"""The form with which a teacher looks back on her goal."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lti_tool.goals.operations import LookBack
from lti_tool.goals.rules import JUDGEMENTS, SOLVED, Judgement, Solved
from lti_tool.shell.forms import PageForm, RadioField, trimmed

LONG = 2000
CONFIDENCE = 10


class LookBackForm(PageForm):
    """Two questions to choose, two to write; what was recorded she need not repeat."""

    judgement = RadioField(
        _("Heb je bereikt wat je wilde?"),
        [InputRequired(_("Kies wat het beste past."))],
        choices=[SelectChoice(word.value, _(text)) for word, text in JUDGEMENTS.items()],
    )
    solved = RadioField(
        _("Is opgelost wat er knelde?"),
        [InputRequired(_("Kies wat het beste past; ‘dat weet ik nog niet’ mag ook."))],
        choices=[SelectChoice(word.value, _(text)) for word, text in SOLVED.items()],
    )
    pupils = TextAreaField(
        _("Wat zag je bij je leerlingen?"),
        [Length(max=LONG, message=_("Houd het onder de 2000 tekens."))],
        [trimmed],
        description=_("In je eigen woorden, zonder namen. Alleen jij leest dit."),
    )
    learned = TextAreaField(
        _("Wat neem je mee?"),
        [Length(max=LONG, message=_("Houd het onder de 2000 tekens."))],
        [trimmed],
        description=_("Wat zou je de volgende keer weer zo doen, of juist anders?"),
    )
    confidence = IntegerField(
        _("Hoe zeker voel je je hier nu over?"),
        [Optional(), NumberRange(0, CONFIDENCE, message=_("Kies een getal van 0 tot 10."))],
        default=5,
        description=_("Alleen jij ziet dit."),
        render_kw={"min": 0, "max": CONFIDENCE},
    )

    def said(self) -> LookBack:
        return LookBack(
            judgement=Judgement(self["judgement"].data),
            solved=Solved(self["solved"].data),
            pupils=self["pupils"].data or "",
            learned=self["learned"].data or "",
            confidence=self["confidence"].data,
        )
