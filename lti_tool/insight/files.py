"""The answers as files, exactly what the page shows: CSV and XLSX."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO

import xlsxwriter

from foundation.language import gettext as _
from lti_tool.insight.operations.ask_team import TeamPage
from lti_tool.insight.rules.answers import Cell, Hours, Percent, Table
from lti_tool.insight.wording import Wording
from lti_tool.shell.dates import AMSTERDAM

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a spreadsheet recognises a formula, also in a CSV file (OWASP: CSV injection)."""

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads our é as something else."""

SHEET_NAME_LENGTH = 31


def harmless(text: str) -> str:
    """Text that a spreadsheet takes for text: a name may begin with an equals sign."""
    return f"'{text}" if text.startswith(RISKY) else text


def as_csv(page: TeamPage, wording: Wording) -> bytes:
    """Semicolons, because Dutch spreadsheets write decimals with a comma."""
    written = StringIO()
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for line in _lines(page, wording):
        lines.writerow([harmless(text) for text in line])
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _lines(page: TeamPage, wording: Wording) -> Iterator[Sequence[str]]:
    yield from _heading(page, wording)
    for one in page.answers:
        yield []
        yield [_(one.question.title)]
        yield [wording.say(one.answer.headline)]
        for table in one.answer.tables:
            said = wording.table(table)
            yield [said.label]
            yield said.head
            yield from said.rows
        yield from ([wording.say(note)] for note in one.answer.notes)


def _heading(page: TeamPage, wording: Wording) -> list[list[str]]:
    last = page.scope.period.months[-1]
    begin, end = wording.speech.full_date(page.scope.period.start), wording.speech.month(last)
    return [
        [_("Voortgang team"), page.school],
        [_("Periode"), _("%(begin)s tot en met %(end)s", begin=begin, end=f"{end} {last.year}")],
        [_("Thema"), page.theme.title if page.theme else _("Alle thema’s")],
        [_("Gemaakt op"), wording.speech.full_date(page.at)],
    ]


def as_xlsx(page: TeamPage, wording: Wording) -> bytes:
    """One sheet per question; numbers are numbers, and no text is ever a formula."""
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        styles = Styles(book)
        cover = book.add_worksheet(_("Overzicht"))
        cover.set_column(0, 1, 60)
        for row, (name, value) in enumerate(_heading(page, wording)):
            cover.write_string(row, 0, name, styles.head)
            cover.write_string(row, 1, value)
        for row, one in enumerate(page.answers, start=6):
            cover.write_string(row, 0, _(one.question.title))
            cover.write_string(row, 1, wording.say(one.answer.headline))
        for one in page.answers:
            if one.answer.tables:
                name = one.question.slug[:SHEET_NAME_LENGTH]
                Sheet(book.add_worksheet(name), styles, wording).fill(one.answer.tables)
    return written.getvalue()


class Styles:
    """The few formats of the file."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.head = book.add_format({"bold": True})
        self.percent = book.add_format({"num_format": "0%"})
        self.hours = book.add_format({"num_format": "0.0"})
        self.moment = book.add_format({"num_format": "d mmm yyyy"})


class Sheet:
    """Tables below each other on one sheet."""

    def __init__(
        self, sheet: xlsxwriter.worksheet.Worksheet, styles: Styles, wording: Wording
    ) -> None:
        self.sheet, self.styles, self.wording = sheet, styles, wording
        self.row = 0

    def fill(self, tables: Sequence[Table]) -> None:
        self.sheet.set_column(0, 0, 44)
        self.sheet.set_column(1, 6, 18)
        for table in tables:
            self.line([self.wording.say(table.caption)], bold=True)
            self.line([self.wording.say(cell) for cell in table.head], bold=True)
            for row in table.rows:
                self.line(row)
            self.row += 1

    def line(self, cells: Sequence[Cell], *, bold: bool = False) -> None:
        for column, cell in enumerate(cells):
            self.write(column, cell, bold=bold)
        self.row += 1

    def write(self, column: int, cell: Cell, *, bold: bool) -> None:
        match cell:
            case Percent():
                self.sheet.write_number(self.row, column, cell.value, self.styles.percent)
            case Hours():
                self.sheet.write_number(self.row, column, cell.value, self.styles.hours)
            case datetime():
                local = cell.astimezone(AMSTERDAM).replace(tzinfo=None)
                self.sheet.write_datetime(self.row, column, local, self.styles.moment)
            case date():
                self.sheet.write_datetime(self.row, column, cell, self.styles.moment)
            case int():
                self.sheet.write_number(self.row, column, cell)
            case _:
                style = self.styles.head if bold else None
                self.sheet.write_string(self.row, column, self.wording.say(cell), style)
