"""What a school leader can do now: three things at most, each with a place to do it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from foundation.problems import N_
from lti_tool.insight.rules.answers import Answer, Say

AT_MOST = 3
HALF = 0.5


class Place(StrEnum):
    """Where it can be done."""

    AGENDA = "agenda"
    NEW_GOAL = "new-goal"


@dataclass(frozen=True, slots=True)
class Suggestion:
    title: Say
    note: Say
    action: Say
    place: Place


def suggestions(answers: Mapping[int, Answer], leaders_shared: int) -> list[Suggestion]:
    """From the answers by number; only from numbers that are shown."""
    return list(_suggested(answers, leaders_shared))[:AT_MOST]


def _suggested(answers: Mapping[int, Answer], leaders_shared: int) -> Iterator[Suggestion]:
    goals, waiting, leader = (answers[number].share for number in (1, 20, 16))
    if goals and goals.shown and answers[1].shown:
        yield Suggestion(
            Say(
                N_("%(count)s leerkrachten hebben nog geen actief leerdoel"),
                {"count": goals.whole - goals.part},
            ),
            Say(N_("Begin samen bij wat knelt: een kwartier in het teamoverleg is genoeg.")),
            Say(N_("Naar de agenda")),
            Place.AGENDA,
        )
    if waiting and waiting.shown and answers[20].shown:
        yield Suggestion(
            Say(N_("%(count)s leerdoelen wachten op een evaluatie"), {"count": waiting.part}),
            Say(N_("Maak er tijd voor. Een datum die voorbij is, is geen fout.")),
            Say(N_("Plan een moment")),
            Place.AGENDA,
        )
    if leaders_shared == 0:
        yield Suggestion(
            Say(N_("Je deelt zelf nog geen leerdoel met het team")),
            Say(N_("Een leider die meeleert, doet ertoe. Het team ziet alleen wat jij deelt.")),
            Say(N_("Maak een leerdoel")),
            Place.NEW_GOAL,
        )
    if leader and leader.whole and leader.ratio < HALF:
        yield Suggestion(
            Say(
                N_("Je was bij %(part)s van de %(whole)s bijeenkomsten"),
                {"part": leader.part, "whole": leader.whole},
            ),
            Say(N_("Doe de volgende keer mee.")),
            Say(N_("Kies een bijeenkomst")),
            Place.AGENDA,
        )
