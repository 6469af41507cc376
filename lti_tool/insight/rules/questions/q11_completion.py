"""Question 11: do people finish online modules?"""

from datetime import timedelta

from foundation.problems import N_
from lti_tool.evidence.rules.tallies import Run
from lti_tool.insight.rules.answers import BOTH_SIDES, Answer, Say
from lti_tool.insight.rules.question import Question
from lti_tool.insight.rules.records import Scope, TeamRecord
from lti_tool.insight.rules.suppression import Share, Units

GRACE = timedelta(days=90)
"""So long after the period a module may still be finished."""


def _started(record: TeamRecord, scope: Scope) -> list[Run]:
    team, begin, end = record.team(scope), scope.period.starts_at, scope.period.ends_at
    return [r for r in record.runs if begin <= r.started_at < end and r.person_id in team]


def _units(record: TeamRecord, scope: Scope) -> Units:
    return {(run.person_id, run.offering_id): run.person_id for run in _started(record, scope)}


def _answer(record: TeamRecord, scope: Scope) -> Answer:
    started = _started(record, scope)
    begin, until = scope.period.starts_at, scope.period.ends_at + GRACE
    done = sum(1 for run in started if run.completed_at and begin <= run.completed_at < until)
    share = Share(done, len(started))
    headline = (
        Say(
            N_("%(part)s van de %(whole)s begonnen online modules zijn afgerond"),
            {"part": share.part, "whole": share.whole},
        )
        if share.shown
        else Say(N_("Te weinig gegevens om te zeggen of online modules worden afgerond"))
    )
    return Answer(headline, share, notes=[] if share.shown else [BOTH_SIDES])


COMPLETION = Question(
    number=11,
    slug="q11-afronden",
    title=N_("Rondt men online modules af?"),
    tile=N_("Online modules afgerond"),
    definition=N_(
        "Van de online modules die een leerkracht in deze periode voor het eerst begon: het deel "
        "dat in de periode, of binnen 90 dagen erna, is afgerond."
    ),
    units=_units,
    answer=_answer,
    key_figure=True,
    by_theme=False,
)
