"""Everything on *Voortgang team* in words: the one value that its template prints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from foundation.language import gettext as _
from lti_tool.insight.operations.ask_team import TeamPage
from lti_tool.insight.rules.periods import Period, Span
from lti_tool.insight.rules.suggestions import Place
from lti_tool.insight.wording import Figure, Tile, Wording

PLACES = {Place.AGENDA: "blend.agenda", Place.NEW_GOAL: "goals.new"}

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TeamView:
    """`wish` is what the reader asked, as it goes back into addresses."""

    over: str
    k: int
    too_small: bool
    period: str
    periods: Sequence[Choice]
    theme: str
    themes: Sequence[Choice]
    tiles: Sequence[Tile]
    figures: Sequence[Figure]
    to_do: Sequence[Mapping[str, str]]
    wish: Mapping[str, str]
    time_wish: Mapping[str, str]
    time_text: str


def team_view(asked: TeamPage, wording: Wording) -> TeamView:
    themes = ", ".join(theme.title for theme in asked.themes)
    theme = str(asked.theme.id) if asked.theme else ""
    wish = {"periode": asked.scope.period.span.value, "thema": theme}
    time = {"tijd": "ja"}
    with_time = asked.scope.with_time
    return TeamView(
        over=_("Thema van het team: %(themes)s", themes=themes) if themes else asked.school,
        k=asked.k,
        too_small=asked.team_is_too_small,
        period=wish["periode"],
        periods=[(p.span.value, _period_name(p, wording)) for p in asked.periods],
        theme=theme,
        themes=[("", _("Alle thema’s")), *((str(t.id), t.title) for t in asked.themes)],
        tiles=[tile for one in asked.answers if (tile := wording.tile(one))],
        figures=[wording.figure(one) for one in asked.answers],
        to_do=_to_do(asked, wording),
        wish=wish | (time if with_time else {}),
        time_wish=wish if with_time else wish | time,
        time_text=_("Laat de tijd weg") if with_time else _("Toon ook de tijd"),
    )


def _period_name(period: Period, wording: Wording) -> str:
    begin, end = wording.speech.month(period.start), wording.speech.month(period.months[-1])
    if period.span is Span.YEAR:
        years = {"begin": period.start.year, "end": period.end.year}
        return _("Schooljaar %(begin)s-%(end)s", **years)
    if period.span is Span.BLOCK:
        return _("Dit blok (%(begin)s t/m %(end)s)", begin=begin, end=end)
    return _("Deze maand (%(month)s)", month=begin)


def _to_do(asked: TeamPage, wording: Wording) -> list[dict[str, str]]:
    return [
        {
            "title": wording.say(one.title),
            "note": wording.say(one.note),
            "action": wording.say(one.action),
            "href": url_for(PLACES[one.place]),
        }
        for one in asked.suggestions
    ]
