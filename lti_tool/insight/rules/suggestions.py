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
    yield from _start_goals(answers[1])
    yield from _make_time(answers[20])
    yield from _share_one(leaders_shared)
    yield from _come_along(answers[16])


def _start_goals(active: Answer) -> Iterator[Suggestion]:
    if active.share and active.share.shown and active.shown:
        missing = active.share.whole - active.share.part
        yield Suggestion(
            Say(N_("%(count)s leerkrachten hebben nog geen actief leerdoel"), {"count": missing}),
            Say(N_("Begin samen bij wat knelt: een kwartier in het teamoverleg is genoeg.")),
            Say(N_("Naar de agenda")),
            Place.AGENDA,
        )


def _make_time(waiting: Answer) -> Iterator[Suggestion]:
    if waiting.share and waiting.share.shown and waiting.shown:
        count = waiting.share.part
        yield Suggestion(
            Say(N_("%(count)s leerdoelen wachten op een evaluatie"), {"count": count}),
            Say(N_("Maak er tijd voor. Een datum die voorbij is, is geen fout.")),
            Say(N_("Plan een moment")),
            Place.AGENDA,
        )


def _share_one(leaders_shared: int) -> Iterator[Suggestion]:
    if leaders_shared == 0:
        yield Suggestion(
            Say(N_("Je deelt zelf nog geen leerdoel met het team")),
            Say(N_("Een leider die meeleert, doet ertoe. Het team ziet alleen wat jij deelt.")),
            Say(N_("Maak een leerdoel")),
            Place.NEW_GOAL,
        )


def _come_along(joined: Answer) -> Iterator[Suggestion]:
    leader = joined.share
    if leader and leader.whole and leader.ratio < HALF:
        was_there = {"part": leader.part, "whole": leader.whole}
        yield Suggestion(
            Say(N_("Je was bij %(part)s van de %(whole)s bijeenkomsten"), was_there),
            Say(N_("Doe de volgende keer mee.")),
            Say(N_("Kies een bijeenkomst")),
            Place.AGENDA,
        )
