"""Question 6: is our blend in balance?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from foundation.problems import N_
from lti_tool.evidence.rules.tallies import NONE, Tally
from lti_tool.insight.rules.answers import (
    Answer,
    Cell,
    Chart,
    Form,
    Hidden,
    Hours,
    Months,
    Part,
    Percent,
    Say,
    Table,
    told_class,
)
from lti_tool.insight.rules.periods import Span, month_named
from lti_tool.insight.rules.question import Question, shown_spans
from lti_tool.insight.rules.records import Scope, TeamRecord
from lti_tool.insight.rules.suppression import (
    LEAST,
    Share,
    Units,
    joined,
    shown_cells,
    shown_classes,
)
from lti_tool.profile.rules import Mode

NAMES: dict[Mode, str] = {
    Mode.ONLINE: N_("Online"),
    Mode.MEETING: N_("Bijeenkomst"),
    Mode.WORKPLACE: N_("Werkplek"),
    Mode.INFORMAL: N_("Informeel"),
}
IN_A_SENTENCE: dict[Mode, str] = {
    Mode.ONLINE: N_("online"),
    Mode.MEETING: N_("samen, in een bijeenkomst"),
    Mode.WORKPLACE: N_("op de werkplek"),
    Mode.INFORMAL: N_("informeel"),
}
SHADES: dict[Mode, str] = {
    Mode.ONLINE: "online",
    Mode.MEETING: "together",
    Mode.WORKPLACE: "classroom",
    Mode.INFORMAL: "informal",
}
HALF = 0.5
SECONDS_IN_AN_HOUR = 3600

Row = tuple[int, ...]
"""The months of one row of the chart."""


def tallies_in(record: TeamRecord, scope: Scope) -> list[Tally]:
    """What the team did for its goals in this scope."""
    worked = record.worked_at(scope)
    return [tally for work in worked for tally in work.in_period(scope.period)]


def _units(record: TeamRecord, scope: Scope) -> Units:
    """A goal in a month: all of it was done by one person."""
    return {
        (work.goal_id.int, tally.month): work.person_id
        for work in record.worked_at(scope)
        for tally in work.in_period(scope.period)
    }


def _answer(record: TeamRecord, scope: Scope) -> Answer:
    tallies = tallies_in(record, scope)
    counts = _per_mode(tallies)
    told = shown_classes(counts)
    chart, months = _per_month(record, scope)
    hours = [_hours(tallies, told)] if scope.with_time else []
    return Answer(
        headline=_headline(counts, told),
        tables=[_shares(counts, told), *months, *hours],
        chart=chart,
        notes=[
            Say(
                N_(
                    "Werkplek en informeel leren worden minder vaak vastgelegd dan online leren "
                    "en bijeenkomsten. In het echt is dat deel dus groter."
                )
            )
        ],
    )


def _per_mode(tallies: Iterable[Tally]) -> dict[Mode, int]:
    return dict(zip(Mode, _added_up(tally.times for tally in tallies), strict=True))


def _added_up(rows: Iterable[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(NONE, *rows, strict=True)]


def _headline(counts: Mapping[Mode, int], told: frozenset[Mode]) -> Say:
    whole = sum(counts.values())
    most = max(counts, key=lambda mode: counts[mode])
    if most not in told:
        return Say(
            N_("Er is %(whole)s keer aan leerdoelen gewerkt; de vormen zijn niet apart te tonen"),
            {"whole": whole},
        )
    filled = {"mode": Say(IN_A_SENTENCE[most]), "percent": Percent(counts[most] / whole)}
    if counts[most] > HALF * whole:
        return Say(N_("Meer dan de helft van het leren is %(mode)s: %(percent)s"), filled)
    return Say(N_("Geen vorm is meer dan de helft; het meeste is %(mode)s: %(percent)s"), filled)


def _shares(counts: Mapping[Mode, int], told: frozenset[Mode]) -> Table:
    whole = sum(counts.values())
    rows: list[list[Cell]] = [
        [
            Say(NAMES[mode]),
            *told_class(count, whole, shown=mode in told),
        ]
        for mode, count in counts.items()
    ]
    return Table(
        caption=Say(N_("Activiteiten per leervorm")),
        head=[Say(N_("Leervorm")), Say(N_("Aantal")), Say(N_("Deel"))],
        rows=[*rows, [Say(N_("Samen")), whole, Hidden.NOTHING]],
    )


def _hours(tallies: Sequence[Tally], told: frozenset[Mode]) -> Table:
    """Time where it is known; a mode of which fewer than three tell it stays hidden."""
    rows: list[list[Cell]] = []
    times, seconds, timings = (
        _added_up(getattr(tally, name) for tally in tallies)
        for name in ("times", "seconds", "timed")
    )
    for place, mode in enumerate(Mode):
        timed = Share(timings[place], times[place])
        shown = mode in told and timed.part >= LEAST
        hours = Hours(seconds[place] / SECONDS_IN_AN_HOUR)
        known = Percent(timed.ratio) if shown and timed.shown else Hidden.TOO_FEW
        rows.append([Say(NAMES[mode]), hours if shown else Hidden.TOO_FEW, known])
    return Table(
        caption=Say(N_("Tijd per leervorm, voor zover die bekend is")),
        head=[Say(N_("Leervorm")), Say(N_("Tijd")), Say(N_("Tijd is bekend van"))],
        rows=rows,
    )


def _per_month(record: TeamRecord, scope: Scope) -> tuple[Chart | None, list[Table]]:
    """The modes per month; months of too few people are told together with a neighbour."""
    if scope.theme_id:
        return None, []
    months = _months_of(record)
    rows_of = [joined(segment, record.k) for segment in _segments(record, months)]
    segments = [[tuple(row) for row in rows] for rows in rows_of]
    by_month = _by_month(tallies_in(record, Scope(record.periods[Span.YEAR])))
    counts = {
        row: _per_mode(tally for month in row for tally in by_month[month])
        for rows in segments
        for row in rows
    }
    told = shown_cells(counts, segments)
    rows = [row for row in counts if scope.period.first_month <= row[0] <= scope.period.last_month]
    if not rows:
        return None, []
    return _chart(rows, counts, told), [_months(rows, counts, told)]


def _by_month(tallies: Iterable[Tally]) -> dict[int, list[Tally]]:
    found: dict[int, list[Tally]] = defaultdict(list)
    for tally in tallies:
        found[tally.month].append(tally)
    return found


def _months_of(record: TeamRecord) -> dict[int, Units]:
    """Who worked at which goals, per month of the year in which anything was done."""
    found: dict[int, dict[int, UUID]] = {}
    for work in record.worked_at(Scope(record.periods[Span.YEAR])):
        for tally in work.tallies:
            found.setdefault(tally.month, {})[work.goal_id.int] = work.person_id
    return {month: found[month] for month in sorted(found)}


def _segments(record: TeamRecord, months: Mapping[int, Units]) -> list[dict[int, Units]]:
    """The year cut where periods that are shown begin, so that each is a sum of rows."""
    shown = shown_spans(BLEND, record)
    cuts = sorted({period.first_month for span, period in record.periods.items() if span in shown})
    ends: list[int | None] = [*cuts[1:], None]
    cut = [
        {m: units for m, units in months.items() if begin <= m and (end is None or m < end)}
        for begin, end in zip(cuts, ends, strict=True)
    ]
    return [segment for segment in cut if segment]


def _chart(
    rows: Sequence[Row],
    counts: Mapping[Row, Mapping[Mode, int]],
    told: frozenset[tuple[Row, Mode]],
) -> Chart:
    parts = [
        Part(
            Say(NAMES[mode]),
            [counts[row][mode] if (row, mode) in told else 0 for row in rows],
            SHADES[mode],
        )
        for mode in Mode
    ]
    rest = [sum(n for mode, n in counts[row].items() if (row, mode) not in told) for row in rows]
    if any(rest):
        parts.append(Part(Say(N_("Niet apart te tonen")), rest, "other"))
    labels = [_label(row) for row in rows]
    whole = {"whole": sum(sum(counts[row].values()) for row in rows)}
    desc = Say(N_("Samen %(whole)s activiteiten, per maand."), whole)
    return Chart(Form.BARS, labels, parts, desc)


def _months(
    rows: Sequence[Row],
    counts: Mapping[Row, Mapping[Mode, int]],
    told: frozenset[tuple[Row, Mode]],
) -> Table:
    return Table(
        caption=Say(N_("Activiteiten per maand en leervorm")),
        head=[Say(N_("Maand")), *(Say(NAMES[mode]) for mode in Mode), Say(N_("Samen"))],
        rows=[
            [
                _label(row),
                *(counts[row][m] if (row, m) in told else Hidden.TOO_FEW for m in Mode),
                sum(counts[row].values()),
            ]
            for row in rows
        ],
    )


def _label(row: Row) -> Months:
    return Months(month_named(row[0]), month_named(row[-1]))


BLEND = Question(
    number=6,
    slug="q6-blend",
    title=N_("Is onze blend in balans?"),
    tile=N_("Blend"),
    definition=N_(
        "Alles wat voor een leerdoel is gedaan, verdeeld over online, bijeenkomst, werkplek en "
        "informeel. Dezelfde activiteit telt per doel één keer per dag. Inschrijven telt niet "
        "mee, en wat is ingetrokken of gecorrigeerd ook niet."
    ),
    units=_units,
    answer=_answer,
)
