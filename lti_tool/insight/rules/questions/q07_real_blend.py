"""Question 7: how many leerdoelen have a real blend?"""

from foundation.problems import N_
from lti_tool.insight.rules.answers import BOTH_SIDES, Answer, Say
from lti_tool.insight.rules.periods import Period
from lti_tool.insight.rules.question import Question
from lti_tool.insight.rules.records import GoalWork, Scope, TeamRecord
from lti_tool.insight.rules.suppression import Share, Units

ENOUGH = 2
"""How many modes make a blend."""


def _units(record: TeamRecord, scope: Scope) -> Units:
    return {
        work.goal_id: work.person_id
        for work in record.worked_at(scope)
        if work.in_period(scope.period)
    }


def _answer(record: TeamRecord, scope: Scope) -> Answer:
    worked_at = [work for work in record.worked_at(scope) if work.in_period(scope.period)]
    blends = sum(1 for work in worked_at if _modes(work, scope.period) >= ENOUGH)
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


def _modes(work: GoalWork, period: Period) -> int:
    """In how many modes it was worked at, from the school year's begin to the period's end."""
    times = (tally.times for tally in work.tallies if tally.month <= period.last_month)
    return sum(map(any, zip(*times, strict=True)))


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
