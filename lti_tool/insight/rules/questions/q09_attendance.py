"""Question 9: who was at the session?"""

from collections.abc import Sequence

from foundation.problems import N_
from lti_tool.insight.rules.answers import (
    Answer,
    Cell,
    Chart,
    Form,
    Hidden,
    Part,
    Percent,
    Say,
    Table,
)
from lti_tool.insight.rules.question import Question
from lti_tool.insight.rules.records import Meeting, Scope, TeamRecord
from lti_tool.insight.rules.suppression import Share


def meetings_in(record: TeamRecord, scope: Scope) -> list[Meeting]:
    return [meeting for meeting in record.meetings if scope.period.holds(meeting.starts_at)]


def _answer(record: TeamRecord, scope: Scope) -> Answer:
    """The total is over the sessions that are told, so that it tells of no other."""
    meetings = meetings_in(record, scope)
    told = [meeting for meeting in meetings if _may_be_told(meeting, record.k)]
    total = Share(sum(m.present for m in told), sum(m.expected for m in told))
    return Answer(
        headline=_headline(told, total, len(meetings)),
        share=total,
        tables=[_table(meetings, record.k)] if meetings else [],
        chart=_chart(told) if told else None,
        notes=_left_out(len(meetings) - len(told)),
    )


def _may_be_told(meeting: Meeting, k: int) -> bool:
    return meeting.expected >= k and Share(meeting.present, meeting.expected).shown


def _headline(told: Sequence[Meeting], total: Share, held: int) -> Say:
    if told:
        return Say(
            N_("Van wie werd verwacht was %(percent)s erbij"), {"percent": Percent(total.ratio)}
        )
    if held:
        return Say(N_("Te weinig gegevens om te zeggen hoeveel mensen bij de bijeenkomsten waren"))
    return Say(N_("Er is in deze periode nog geen bijeenkomst afgesloten"))


def _left_out(count: int) -> list[Say]:
    if count == 0:
        return []
    if count == 1:
        return [Say(N_("Bij één bijeenkomst is het verschil te klein om te laten zien."))]
    text = N_("Bij %(count)s bijeenkomsten is het verschil te klein om te laten zien.")
    return [Say(text, {"count": count})]


def _table(meetings: Sequence[Meeting], k: int) -> Table:
    rows: list[list[Cell]] = []
    for meeting in meetings:
        share = Share(meeting.present, meeting.expected)
        told: tuple[Cell, Cell, Cell] = (Hidden.TOO_FEW, Hidden.TOO_FEW, Hidden.TOO_FEW)
        if _may_be_told(meeting, k):
            told = (share.part, share.whole, Percent(share.ratio))
        rows.append([meeting.title, meeting.starts_at, *told])
    head = [N_("Bijeenkomst"), N_("Wanneer"), N_("Aanwezig"), N_("Verwacht"), N_("Deel")]
    return Table(Say(N_("Aanwezigheid per bijeenkomst")), [Say(text) for text in head], rows)


def _chart(told: Sequence[Meeting]) -> Chart:
    absent = [meeting.expected - meeting.present for meeting in told]
    parts = [
        Part(Say(N_("Aanwezig")), [meeting.present for meeting in told], "together"),
        Part(Say(N_("Niet aanwezig")), absent, "other"),
    ]
    labels = [meeting.starts_at for meeting in told]
    desc = Say(N_("Aanwezig en niet aanwezig bij %(count)s bijeenkomsten."), {"count": len(told)})
    return Chart(Form.BARS, labels, parts, desc)


ATTENDANCE = Question(
    number=9,
    slug="q9-aanwezig",
    title=N_("Wie was er bij de bijeenkomst?"),
    tile=N_("Aanwezig bij bijeenkomsten"),
    definition=N_(
        "Per afgesloten bijeenkomst: wie aanwezig was, gedeeld door iedereen die aanwezig, "
        "afwezig of met bericht afwezig was."
    ),
    answer=_answer,
    key_figure=True,
    in_percent=True,
    by_theme=False,
)
