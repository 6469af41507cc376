"""Question 20: which leerdoelen wait for an evaluation?"""

from foundation.problems import N_
from lti_tool.goals.rules import Life
from lti_tool.insight.rules.answers import BOTH_SIDES, Answer, Cell, Say, Table
from lti_tool.insight.rules.question import Question
from lti_tool.insight.rules.records import Scope, TeamRecord
from lti_tool.insight.rules.suppression import Share, Units


def _open(record: TeamRecord, scope: Scope) -> list[Life]:
    team = record.team(scope)
    return [
        goal
        for goal in record.goals
        if goal.awaits_evaluation and goal.person_id in team and scope.takes(goal.theme_id)
    ]


def _units(record: TeamRecord, scope: Scope) -> Units:
    return {goal.id: goal.person_id for goal in _open(record, scope)}


def _answer(record: TeamRecord, scope: Scope) -> Answer:
    goals = _open(record, scope)
    waiting = [goal for goal in goals if goal.deadline and goal.deadline < record.today]
    share = Share(len(waiting), len(goals))
    headline = (
        Say(
            N_("%(part)s van de %(whole)s lopende leerdoelen wachten op een evaluatie"),
            {"part": share.part, "whole": share.whole},
        )
        if share.shown
        else Say(N_("Te weinig gegevens om te zeggen hoeveel leerdoelen op een evaluatie wachten"))
    )
    rows: list[list[Cell]] = [
        [shared.text, shared.owner, goal.deadline]
        for goal in sorted(waiting, key=lambda goal: (goal.deadline or record.today, goal.id))
        if goal.deadline and (shared := record.shared.get(goal.id))
    ]
    head = [Say(N_("Leerdoel")), Say(N_("Van")), Say(N_("Terugkijken op"))]
    table = Table(Say(N_("Gedeelde leerdoelen die op een evaluatie wachten")), head, rows)
    hidden = [] if share.shown else [BOTH_SIDES]
    return Answer(headline, share, [table] if rows else [], notes=hidden)


WAITING = Question(
    number=20,
    slug="q20-evalueren",
    title=N_("Welke doelen wachten op evaluatie?"),
    tile=N_("Wachten op evaluatie"),
    definition=N_(
        "De leerdoelen die nu actief of in evaluatie zijn en waarvan de datum om terug te kijken "
        "voorbij is. Met naam alleen wat de eigenaar met jou heeft gedeeld."
    ),
    units=_units,
    answer=_answer,
    lists_people=True,
    wide=True,
    by_period=False,
)
