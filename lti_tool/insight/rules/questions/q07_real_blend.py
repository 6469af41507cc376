"""Question 7: how many leerdoelen have a real blend?"""

from collections import defaultdict
from uuid import UUID

from foundation.problems import N_
from lti_tool.insight.rules.answers import BOTH_SIDES, Answer, Say
from lti_tool.insight.rules.periods import Period, Span
from lti_tool.insight.rules.question import Question
from lti_tool.insight.rules.questions.q06_blend import tallies_in
from lti_tool.insight.rules.records import Scope, TeamRecord
from lti_tool.insight.rules.suppression import Share, Units
from lti_tool.profile.rules import Mode

ENOUGH = 2
"""How many modes make a blend."""


def _units(record: TeamRecord, scope: Scope) -> Units:
    return {tally.goal_id: tally.person_id for tally in tallies_in(record, scope)}


def _answer(record: TeamRecord, scope: Scope) -> Answer:
    worked_at = _units(record, scope)
    modes = _modes(record, scope)
    blends = sum(1 for goal_id in worked_at if len(modes[UUID(str(goal_id))]) >= ENOUGH)
    share = Share(blends, len(worked_at))
    headline = (
        Say(
            N_("%(part)s van de %(whole)s leerdoelen waaraan is gewerkt hebben een echte blend"),
            {"part": share.part, "whole": share.whole},
        )
        if share.shown
        else Say(N_("Te weinig gegevens om te zeggen hoeveel leerdoelen een echte blend hebben"))
    )
    return Answer(headline, share, notes=[] if share.shown else [BOTH_SIDES])


def _modes(record: TeamRecord, scope: Scope) -> dict[UUID, set[Mode]]:
    """The modes of each goal from the begin of the school year to the end of the period."""
    year = record.periods[Span.YEAR]
    so_far = Scope(Period(scope.period.span, year.start, scope.period.end), scope.theme_id)
    found: dict[UUID, set[Mode]] = defaultdict(set)
    for tally in tallies_in(record, so_far):
        found[tally.goal_id].add(tally.mode)
    return found


REAL_BLEND = Question(
    number=7,
    slug="q7-echte-blend",
    title=N_("Hoeveel doelen hebben een echte blend?"),
    tile=N_("Leerdoelen met een echte blend"),
    definition=N_(
        "Van de leerdoelen waaraan in deze periode iets is gedaan: het deel waarvoor dit "
        "schooljaar op minstens twee manieren is geleerd (online, bijeenkomst, werkplek, "
        "informeel)."
    ),
    units=_units,
    answer=_answer,
    key_figure=True,
)
