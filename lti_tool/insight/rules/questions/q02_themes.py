"""Question 2: how many leerdoelen belong to a theme?"""

from uuid import UUID

from foundation.problems import N_
from lti_tool.insight.rules.answers import BOTH_SIDES, Answer, Cell, Hidden, Say, Table, told_class
from lti_tool.insight.rules.question import Question
from lti_tool.insight.rules.records import Scope, TeamRecord
from lti_tool.insight.rules.suppression import Share, Units, shown_classes

OLDER = UUID(int=0)
"""Stands for every theme of another school year."""


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
    """The goals per theme of this year, then those of older themes if any, then the others."""
    titles: dict[UUID | None, Cell] = {theme.id: theme.title for theme in record.themes}
    counts: dict[UUID | None, int] = dict.fromkeys(titles, 0)
    for goal in record.running(scope):
        key = goal.theme_id if goal.theme_id in titles or not goal.theme_id else OLDER
        counts[key] = counts.get(key, 0) + 1
    counts[None] = counts.pop(None, 0)  # those without a theme come last
    titles |= {OLDER: Say(N_("Eerder thema")), None: Say(N_("Geen thema"))}
    told = shown_classes(counts)
    whole = sum(counts.values())
    rows: list[list[Cell]] = [
        [titles[key], *told_class(count, whole, shown=key in told)] for key, count in counts.items()
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
