"""Say answers in the reader's language: what pages and files print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from foundation.language import gettext as _
from lti_tool.insight.operations.ask_board import BoardPage
from lti_tool.insight.operations.ask_team import Answered
from lti_tool.insight.rules.answers import (
    Answer,
    Cell,
    Chart,
    Form,
    Hidden,
    Hours,
    Months,
    Percent,
    Say,
    Table,
)
from lti_tool.insight.rules.question import Question
from lti_tool.shell import charts
from lti_tool.shell.charts import Series
from lti_tool.shell.dates import Speech

MINUTES_IN_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class SaidTable:
    """`numbers` are the columns that stand right."""

    label: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Figure:
    """One question on the page; `people` are (who, when, what) of what was shared."""

    id: str
    title: str
    question: str
    definition: str
    shown: bool
    chart: Markup | None
    legend: Sequence[tuple[str, str]]
    share: float | None
    open_tables: Sequence[SaidTable]
    tables: Sequence[SaidTable]
    notes: Sequence[str]
    people: Sequence[tuple[str, str, str]]
    wide: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure; without a value `note` says why. Named as the shell's macro wants it."""

    label: str
    value: str | None
    of: str | None
    note: str | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Wording:
    """Says cells, tables and charts; `speech` knows the reader's language."""

    speech: Speech

    def say(self, cell: Cell) -> str:  # noqa: PLR0911  # one way per kind of cell
        match cell:
            case Say():
                told = {name: self.say(value) for name, value in cell.details.items()}
                return _(cell.text, **told)
            case Hidden():
                return _(cell.value)
            case Months():
                first, last = self.speech.month(cell.first), self.speech.month(cell.last)
                return first if first == last else f"{first}–{last}"
            case Percent():
                return self.speech.percent(cell.value)
            case Hours():
                return self.speech.duration(cell.value * MINUTES_IN_AN_HOUR)
            case datetime() | date():
                return self.speech.day(cell)
            case int():
                return self.speech.number(cell)
        return cell

    def table(self, table: Table) -> SaidTable:
        rows = [[self.say(cell) for cell in row] for row in table.rows]
        words = {
            column
            for row in table.rows
            for column, cell in enumerate(row)
            if isinstance(cell, (str, Say, date)) and not isinstance(cell, Hidden)
        }
        head = [self.say(cell) for cell in table.head]
        numbers = [column for column in range(len(head)) if column not in words]
        return SaidTable(self.say(table.caption), head, rows, numbers)

    def chart(self, key: str, title: str, chart: Chart) -> Markup:
        draw = charts.lines if chart.form is Form.LINES else charts.stacked
        labels = [self.say(label) for label in chart.labels]
        series = [Series(self.say(part.name), part.values, part.shade) for part in chart.parts]
        return draw(f"{key}-chart", title, self.say(chart.desc), labels, series)

    def figure(self, answered: Answered) -> Figure:
        question, answer = answered.question, answered.answer
        title = self.say(answer.headline)
        told = answer.chart
        bars = told is not None and told.form is Form.BARS
        tables = [self.table(table) for table in answer.tables]
        rows = tables.pop().rows if question.lists_people and tables else []
        return Figure(
            id=question.slug,
            title=title,
            question=_(question.title),
            definition=_(question.definition),
            shown=answer.shown,
            chart=self.chart(question.slug, title, told) if told else None,
            legend=[(self.say(p.name), p.shade) for p in told.parts] if told and bars else [],
            share=self._bar(answered),
            open_tables=tables if question.shows_table else [],
            tables=[] if question.shows_table else tables,
            people=[(who, when, what) for what, who, when in rows],
            wide=question.wide,
            notes=[self.say(note) for note in answer.notes],
        )

    def _bar(self, answered: Answered) -> float | None:
        """A share that no chart shows yet."""
        share, may = answered.answer.share, answered.question.about_the_team
        if share is None or answered.answer.chart or not share.whole:
            return None
        return share.ratio if share.shown or not may else None

    def tile(self, answered: Answered) -> Tile | None:
        """The number above the page; percentages where the whole is no people or goals."""
        question, share = answered.question, answered.answer.share
        if not question.key_figure:
            return None
        label = _(question.tile)
        if share is None or not share.shown:
            return Tile(label, None, None, _("te weinig gegevens"), None)
        if question.in_percent:
            return Tile(label, self.speech.percent(share.ratio), None, None, share.ratio)
        part, whole = self.speech.number(share.part), self.speech.number(share.whole)
        return Tile(label, part, whole, None, share.ratio)

    def board(self, asked: BoardPage) -> SaidTable:
        """One line per school, in the order of their names."""
        head = [_("School"), _("Thema"), *(_(question.tile) for question in asked.questions)]
        rows = [
            [
                line.school,
                ", ".join(line.themes) or "–",
                *(
                    Hidden.NOTHING if line.too_small else self._in_short(question, answer)
                    for question, answer in zip(asked.questions, line.answers, strict=True)
                ),
            ]
            for line in asked.schools
        ]
        return SaidTable(_("Scholen"), head, rows, range(2, len(head)))

    def _in_short(self, question: Question, answer: Answer) -> str:
        share = answer.share
        if share is None or not share.shown:
            return _(Hidden.TOO_FEW)
        if question.in_percent:
            return self.speech.percent(share.ratio)
        part, whole = self.speech.number(share.part), self.speech.number(share.whole)
        return _("%(part)s van %(whole)s", part=part, whole=whole)
