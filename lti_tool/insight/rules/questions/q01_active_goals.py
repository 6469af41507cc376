"""Question 1: how many teachers have an active leerdoel?"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from itertools import accumulate, pairwise
from uuid import UUID

from foundation.problems import N_
from lti_tool.evidence.rules.facts import AMSTERDAM
from lti_tool.goals.rules import Life
from lti_tool.insight.rules.answers import (
    BOTH_SIDES,
    Answer,
    Cell,
    Chart,
    Form,
    Hidden,
    Months,
    Part,
    Say,
    Table,
)
from lti_tool.insight.rules.periods import Span
from lti_tool.insight.rules.question import Question
from lti_tool.insight.rules.records import Scope, TeamRecord
from lti_tool.insight.rules.suppression import LEAST, Share, Units, joined

HIDDEN = Say(N_("Te weinig gegevens om te zeggen hoeveel leerkrachten een doel hebben"))


def _units(record: TeamRecord, scope: Scope) -> Units:
    """The number is about the whole team: who has a goal and who has none."""
    return {person_id: person_id for person_id in record.team(scope)}


def _answer(record: TeamRecord, scope: Scope) -> Answer:
    owners = {goal.person_id for goal in record.running(scope)}
    share = Share(len(owners), len(record.team(scope)))
    chart, table = _growth(record, scope)
    return Answer(
        headline=_headline(share, scope, chart),
        share=share,
        tables=[table] if table else [],
        chart=chart,
        notes=[] if share.shown else [BOTH_SIDES],
    )


def _headline(share: Share, scope: Scope, chart: Chart | None) -> Say:
    """Where the number of teachers is hidden, the goals they set still tell something."""
    if not share.shown:
        return (
            chart.desc
            if chart
            else Say(N_("Te weinig gegevens om te zeggen hoeveel leerkrachten een doel hebben"))
        )
    numbers = {"part": share.part, "whole": share.whole}
    if scope.theme_id:
        return Say(
            N_("%(part)s van de %(whole)s leerkrachten hebben een actief leerdoel bij dit thema"),
            numbers,
        )
    return Say(N_("%(part)s van de %(whole)s leerkrachten hebben een actief leerdoel"), numbers)


def _growth(record: TeamRecord, scope: Scope) -> tuple[Chart | None, Table | None]:
    """Goals set and reached, added up over the year; only over the whole of it."""
    if scope.period.span is not Span.YEAR or scope.theme_id:
        return None, None
    goals = [goal for goal in record.goals if goal.person_id in record.team(scope)]
    months = [month for month in scope.period.months if month <= record.today]
    started: dict[date, dict[UUID, UUID]] = {month: {} for month in months}
    for goal in goals:
        if (month := _month(goal.activated_at)) in started:
            started[month][goal.id] = goal.person_id
    rows = joined(started, record.k)
    if len(rows) < 2:  # noqa: PLR2004  # one point is no line
        return None, None
    given = list(accumulate(sum(len(started[month]) for month in row) for row in rows))
    per_month = _reached(record, goals)
    reached = list(accumulate(sum(per_month[month] for month in row) for row in rows))
    labels = [Months(row[0], row[-1]) for row in rows]
    return _chart(labels, given, reached)


def _chart(
    labels: Sequence[Cell], given: Sequence[int], reached: Sequence[int]
) -> tuple[Chart, Table]:
    told = _told(reached, given[-1])
    parts = [Part(Say(N_("gesteld")), given, "online")]
    if told[-1] is not None:
        parts.append(Part(Say(N_("bereikt")), _drawn(told), "classroom"))
    last = told[-1]
    desc = (
        Say(N_("Er zijn %(given)s leerdoelen gesteld"), {"given": given[-1]})
        if last is None
        else Say(
            N_("Er zijn %(given)s leerdoelen gesteld, %(reached)s zijn er al bereikt"),
            {"given": given[-1], "reached": last},
        )
    )
    table = Table(
        caption=Say(N_("Leerdoelen gesteld en bereikt, opgeteld")),
        head=[Say(N_("Tot en met")), Say(N_("Gesteld")), Say(N_("Bereikt"))],
        rows=[
            [label, count, Hidden.TOO_FEW if known is None else known]
            for label, count, known in zip(labels, given, told, strict=True)
        ],
    )
    return Chart(Form.LINES, labels, parts, desc), table


def _told(totals: Sequence[int], whole: int) -> list[int | None]:
    """Of a growing total only the points that are at least three apart, and the last one."""
    told: list[int | None] = [None] * len(totals)
    if not Share(totals[-1], whole).shown:
        return told
    told[-1] = totals[-1]
    before = 0
    for place, total in enumerate(totals[:-1]):
        if total - before >= LEAST and totals[-1] - total >= LEAST:
            told[place] = before = total
    return told


def _drawn(told: Sequence[int | None]) -> list[float]:
    """A line through the points that are told; before the first of them it starts at nothing."""
    known = [(place, float(value)) for place, value in enumerate(told) if value is not None]
    if known[0][0] > 0:
        known.insert(0, (0, 0.0))
    drawn = [known[0][1]]
    for (left, low), (right, high) in pairwise(known):
        step = (high - low) / (right - left)
        drawn += [low + step * (place - left) for place in range(left + 1, right + 1)]
    return drawn


def _reached(record: TeamRecord, goals: Sequence[Life]) -> Counter[date]:
    """How many of these goals were reached per month; of several times, the last one counts."""
    reached = {one.goal_id: one.at for one in record.outcomes if one.is_reached}
    return Counter(_month(reached[goal.id]) for goal in goals if goal.id in reached)


def _month(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date().replace(day=1)


ACTIVE_GOALS = Question(
    number=1,
    slug="q1-doelen",
    title=N_("Hoeveel leerkrachten hebben een actief leerdoel?"),
    tile=N_("Leerkrachten met een actief doel"),
    definition=N_(
        "Het aantal leerkrachten met minstens één leerdoel dat in deze periode actief, "
        "gepauzeerd of in evaluatie was, gedeeld door alle leerkrachten van de school in deze "
        "periode."
    ),
    units=_units,
    answer=_answer,
    key_figure=True,
)
