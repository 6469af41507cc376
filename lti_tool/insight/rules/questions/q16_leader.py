"""Question 16: does the leader learn along? About the leader, for everybody in the team."""

from foundation.problems import N_
from lti_tool.insight.rules.answers import Answer, Cell, Say, Table
from lti_tool.insight.rules.question import Question
from lti_tool.insight.rules.questions.q09_attendance import meetings_in
from lti_tool.insight.rules.records import Scope, TeamRecord
from lti_tool.insight.rules.suppression import Share


def _answer(record: TeamRecord, scope: Scope) -> Answer:
    meetings = meetings_in(record, scope)
    share = Share(sum(1 for meeting in meetings if meeting.leaders_present), len(meetings))
    rows: list[list[Cell]] = [
        [m.title, m.starts_at, Say(N_("ja")) if m.leaders_present else Say(N_("nee"))]
        for m in meetings
    ]
    head = [Say(N_("Bijeenkomst")), Say(N_("Wanneer")), Say(N_("Schoolleider erbij"))]
    table = Table(Say(N_("De schoolleider bij bijeenkomsten")), head, rows)
    return Answer(
        _headline(share), share, [table] if rows else [], notes=[_goals(record.leaders_shared)]
    )


def _headline(share: Share) -> Say:
    if share.whole == 0:
        return Say(N_("Er is in deze periode nog geen bijeenkomst afgesloten"))
    if share.whole == 1:
        return (
            Say(N_("De schoolleider was bij de bijeenkomst"))
            if share.part
            else Say(N_("De schoolleider was niet bij de bijeenkomst"))
        )
    return Say(
        N_("De schoolleider was bij %(part)s van de %(whole)s bijeenkomsten"),
        {"part": share.part, "whole": share.whole},
    )


def _goals(count: int) -> Say:
    if count == 0:
        return Say(N_("De schoolleider deelt nog geen eigen leerdoel met het team."))
    if count == 1:
        return Say(N_("De schoolleider deelt één eigen leerdoel met het team."))
    text = N_("De schoolleider deelt %(count)s eigen leerdoelen met het team.")
    return Say(text, {"count": count})


LEADER = Question(
    number=16,
    slug="q16-leider",
    title=N_("Leert de leider mee?"),
    tile=N_("Schoolleider erbij"),
    definition=N_(
        "De afgesloten bijeenkomsten van het team waar de schoolleider zelf aanwezig was, gedeeld "
        "door alle afgesloten bijeenkomsten, en het aantal eigen leerdoelen dat de schoolleider "
        "met het team deelt. Het hele team ziet dit."
    ),
    answer=_answer,
    shows_table=True,
    by_theme=False,
    about_the_team=False,
)
