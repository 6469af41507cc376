"""Question 21: is the problem solved?"""

from collections import Counter

from foundation.problems import N_
from lti_tool.goals.rules import Outcome, Solved
from lti_tool.insight.rules.answers import (
    Answer,
    Cell,
    Chart,
    Form,
    Hidden,
    Part,
    Say,
    Table,
    told_class,
)
from lti_tool.insight.rules.question import Question
from lti_tool.insight.rules.records import Scope, TeamRecord
from lti_tool.insight.rules.suppression import Share, Units, shown_classes

NAMES: dict[Solved, str] = {
    Solved.YES: N_("Ja"),
    Solved.PARTLY: N_("Deels"),
    Solved.NO: N_("Nee"),
    Solved.UNKNOWN: N_("Weet niet"),
}

SHADES: dict[Solved, str] = {
    Solved.YES: "classroom",
    Solved.PARTLY: "online",
    Solved.NO: "together",
    Solved.UNKNOWN: "informal",
}


def _outcomes(record: TeamRecord, scope: Scope) -> list[Outcome]:
    team = record.team(scope)
    return [
        outcome
        for outcome in record.outcomes
        if outcome.person_id in team
        and scope.takes(outcome.theme_id)
        and scope.period.holds(outcome.at)
    ]


def _units(record: TeamRecord, scope: Scope) -> Units:
    return {outcome.id: outcome.person_id for outcome in _outcomes(record, scope)}


def _answer(record: TeamRecord, scope: Scope) -> Answer:
    counted = Counter(outcome.solved for outcome in _outcomes(record, scope))
    counts = {solved: counted[solved] for solved in Solved}
    told = shown_classes(counts)
    whole = sum(counts.values())
    share = Share(counts[Solved.YES], whole) if Solved.YES in told else None
    headline = (
        Say(
            N_("In %(part)s van de %(whole)s evaluaties is het probleem opgelost"),
            {"part": share.part, "whole": whole},
        )
        if share
        else Say(
            N_("%(whole)s leerdoelen zijn geëvalueerd; te weinig gegevens per antwoord"),
            {"whole": whole},
        )
    )
    rows: list[list[Cell]] = [
        [
            Say(NAMES[solved]),
            *told_class(count, whole, shown=solved in told),
        ]
        for solved, count in counts.items()
    ]
    head = [Say(N_("Is het probleem opgelost?")), Say(N_("Evaluaties")), Say(N_("Deel"))]
    rows.append([Say(N_("Samen")), whole, Hidden.NOTHING])
    table = Table(Say(N_("Is het probleem opgelost?")), head, rows)
    return Answer(headline, share, [table], _chart(counts, told))


def _chart(counts: dict[Solved, int], told: frozenset[Solved]) -> Chart | None:
    if not told:
        return None
    parts = [
        Part(Say(NAMES[solved]), [counts[solved]], SHADES[solved])
        for solved in Solved
        if solved in told
    ]
    if rest := sum(count for solved, count in counts.items() if solved not in told):
        parts.append(Part(Say(N_("Niet apart te tonen")), [rest], "other"))
    desc = Say(N_("%(whole)s evaluaties."), {"whole": sum(counts.values())})
    return Chart(Form.BARS, [Say(N_("Evaluaties"))], parts, desc)


SOLVED = Question(
    number=21,
    slug="q21-opgelost",
    title=N_("Is het probleem opgelost?"),
    tile=N_("Probleem opgelost"),
    definition=N_(
        "Van de evaluaties in deze periode: hoe vaak het antwoord op 'Is het probleem opgelost?' "
        "ja, deels, nee of weet niet was."
    ),
    units=_units,
    answer=_answer,
)
