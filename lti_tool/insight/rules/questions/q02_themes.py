"""Question 2: how many leerdoelen belong to a theme?"""

from collections import Counter

from foundation.problems import N_
from lti_tool.insight.rules.answers import BOTH_SIDES, Answer, Cell, Hidden, Percent, Say, Table
from lti_tool.insight.rules.question import Question
from lti_tool.insight.rules.records import Scope, TeamRecord
from lti_tool.insight.rules.suppression import Share, Units, shown_classes


def _units(record: TeamRecord, scope: Scope) -> Units:
    return {goal.id: goal.person_id for goal in record.running(scope)}


def _answer(record: TeamRecord, scope: Scope) -> Answer:
    goals = record.running(scope)
    share = Share(sum(1 for goal in goals if goal.theme_id), len(goals))
    headline = (
        Say(
            N_("%(part)s van de %(whole)s actieve leerdoelen horen bij een thema van de school"),
            {"part": share.part, "whole": share.whole},
        )
        if share.shown
        else Say(N_("Te weinig gegevens om te zeggen hoeveel leerdoelen bij een thema horen"))
    )
    hidden = [] if share.shown else [BOTH_SIDES]
    return Answer(headline, share, [_per_theme(record, scope)], notes=hidden)


def _per_theme(record: TeamRecord, scope: Scope) -> Table:
    titles = {str(theme.id): theme.title for theme in record.themes}
    counted = Counter(str(goal.theme_id or "") for goal in record.running(scope))
    counts = {key: counted[key] for key in (*titles, "")}
    told = shown_classes(counts)
    whole = sum(counts.values())
    rows: list[list[Cell]] = [
        [
            titles[key] if key else Say(N_("Geen thema")),
            *((count, Percent(count / whole)) if key in told else (Hidden.TOO_FEW, Hidden.TOO_FEW)),
        ]
        for key, count in counts.items()
    ]
    return Table(
        caption=Say(N_("Actieve leerdoelen per thema")),
        head=[Say(N_("Thema")), Say(N_("Leerdoelen")), Say(N_("Deel"))],
        rows=[*rows, [Say(N_("Samen")), whole, Hidden.NOTHING]],
    )


THEMES = Question(
    number=2,
    slug="q2-themas",
    title=N_("Hoeveel leerdoelen horen bij een thema?"),
    tile=N_("Leerdoelen bij een thema"),
    definition=N_(
        "Van alle leerdoelen die in deze periode actief, gepauzeerd of in evaluatie waren: het "
        "deel dat aan een thema van de school is gekoppeld."
    ),
    units=_units,
    answer=_answer,
    shows_table=True,
    by_theme=False,
)
