"""A question: its definition, the group it is about, and how it is answered; and the asking."""

from collections.abc import Callable
from dataclasses import dataclass

from foundation.problems import N_
from lti_tool.insight.rules.answers import Answer, Say
from lti_tool.insight.rules.periods import Span
from lti_tool.insight.rules.records import Scope, TeamRecord
from lti_tool.insight.rules.suppression import Units, is_group, shown_chain, shown_parts


@dataclass(frozen=True, slots=True)
class Question:
    """One of the questions of domain.md §5.5.

    `units` are the things counted with the people behind them; None where the numbers are
    about no group of teachers. `by_period` and `by_theme` say which filters it listens to;
    `tile` names the number in short, and `in_percent` says that a percentage tells more;
    `key_figure` that it stands above the page, `shows_table` that its table stands open,
    `lists_people` that it has a list of what people shared, `wide` that it is as wide as the page.
    """

    number: int
    slug: str
    title: str
    definition: str
    tile: str
    answer: Callable[[TeamRecord, Scope], Answer]
    units: Callable[[TeamRecord, Scope], Units] | None = None
    in_percent: bool = False
    key_figure: bool = False
    shows_table: bool = False
    lists_people: bool = False
    wide: bool = False
    by_period: bool = True
    by_theme: bool = True
    about_the_team: bool = True


TEAM_TOO_SMALL = Say(N_("Dit team is te klein voor teamcijfers"))
TOO_FEW = Say(N_("Te weinig gegevens om hier iets over te zeggen"))
TOO_CLOSE = Say(N_("Te weinig gegevens om deze periode apart te laten zien"))


def ask(question: Question, record: TeamRecord, scope: Scope) -> Answer:
    """The answer, or why there is none: no group under k is ever told of."""
    heard = heard_by(question, record, scope)
    if question.about_the_team and len(record.team(heard)) < record.k:
        return Answer(TEAM_TOO_SMALL, why=TEAM_TOO_SMALL)
    if why := _why_not(question, record, heard):
        return Answer(why, why=why)
    return question.answer(record, heard)


def heard_by(question: Question, record: TeamRecord, scope: Scope) -> Scope:
    """The part of the wish that this question listens to.

    One theme is always told over the whole year: two filters at once make small groups.
    """
    theme_id = scope.theme_id if question.by_theme else None
    whole_year = theme_id is not None or not question.by_period
    period = record.periods[Span.YEAR] if whole_year else scope.period
    return Scope(period, theme_id, scope.with_time)


def _why_not(question: Question, record: TeamRecord, scope: Scope) -> Say | None:
    if question.units is None:
        return None
    if not is_group(record.k, question.units(record, scope)):
        return TOO_FEW
    if scope.period.span is not Span.YEAR and scope.period.span not in shown_spans(
        question, record
    ):
        return TOO_CLOSE
    if scope.theme_id and scope.theme_id not in shown_themes(question, record):
        return TOO_FEW
    return None


def shown_spans(question: Question, record: TeamRecord) -> frozenset[Span]:
    """Which periods may be shown of this question, side by side."""
    if question.units is None:
        return frozenset(record.periods)
    chain = {span: question.units(record, Scope(period)) for span, period in record.periods.items()}
    return shown_chain(chain, record.k)


def shown_themes(question: Question, record: TeamRecord) -> frozenset[object]:
    """Which themes may be shown of this question, beside the whole year."""
    if question.units is None:
        return frozenset(theme.id for theme in record.themes)
    year = Scope(record.periods[Span.YEAR])
    whole = question.units(record, year)
    parts: dict[object, Units] = {
        theme.id: question.units(record, Scope(year.period, theme.id)) for theme in record.themes
    }
    parts[None] = {
        key: person
        for key, person in whole.items()
        if all(key not in part for part in parts.values())
    }
    return shown_parts(parts, record.k)
