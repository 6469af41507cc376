"""What is downloaded is what stands on the page, and never a formula."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from babel import Locale
from flask import Flask
from flask_babel import Babel

from lti_tool.insight.files import as_csv, as_xlsx, harmless
from lti_tool.insight.operations.ask_team import TeamWish, answer_all, ask_team
from lti_tool.insight.wording import Wording
from lti_tool.profile.rules import Mode
from lti_tool.shell.dates import Speech
from tests.lti_tool.insight.autumn import NOW, Autumn
from tests.lti_tool.insight.teams import at, goal, tally, team

WORDING = Wording(Speech(Locale("nl"), NOW))


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    app = Flask("files")
    Babel(app, default_locale="nl")
    with app.test_request_context():
        yield


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_file_holds_every_cell_of_the_page_and_no_other_number(autumn: Autumn) -> None:
    page = ask_team(autumn.school.people.tool, autumn.leader, TeamWish())

    written = lines(as_csv(page, WORDING))

    for one in page.answers:
        figure = WORDING.figure(one)
        assert [harmless(figure.title)] in written
        for table in figure.tables:
            assert all([harmless(cell) for cell in row] in written for row in table.rows)
    assert ["Bijeenkomst", "te weinig gegevens", "te weinig gegevens"] in written


@pytest.mark.parametrize("title", ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_title_that_looks_like_a_formula_is_text(title: str) -> None:
    assert harmless(title) == f"'{title}"
    assert harmless("Scherpe lesdoelen") == "Scherpe lesdoelen"


def test_a_theme_called_like_a_formula_stays_a_theme_in_both_files(autumn: Autumn) -> None:
    page = ask_team(autumn.school.people.tool, autumn.leader, TeamWish())

    in_csv = [cell for line in lines(as_csv(page, WORDING)) for cell in line]
    assert "'=Scherpe lesdoelen" in in_csv
    assert not [cell for cell in in_csv if cell.startswith("=")]
    with ZipFile(BytesIO(as_xlsx(page, WORDING))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets" in name]
        words = book.read("xl/sharedStrings.xml").decode()
    assert "=Scherpe lesdoelen" in words
    assert not any("<f>" in sheet for sheet in sheets)


def test_a_hidden_number_is_hidden_in_the_files_too() -> None:
    goals = [goal(n, n, at(9)) for n in range(1, 8)]
    tallies = [tally(n, Mode.ONLINE, 9, 111) for n in range(1, 8)]
    tallies += [tally(1, Mode.INFORMAL, 9, 2)]
    page = answer_all(team(9, goals=goals, tallies=tallies), TeamWish(), NOW)

    written = lines(as_csv(page, WORDING))
    with ZipFile(BytesIO(as_xlsx(page, WORDING))) as book:
        sheets = "".join(book.read(n).decode() for n in book.namelist() if "worksheets" in n)

    assert ["Online", "te weinig gegevens", "te weinig gegevens"] in written
    assert "777" not in str(written)
    assert "<v>777</v>" not in sheets
    assert "<v>779</v>" in sheets


def test_hours_are_in_the_files_only_when_asked(autumn: Autumn) -> None:
    tool = autumn.school.people.tool

    quiet = as_csv(ask_team(tool, autumn.leader, TeamWish()), WORDING).decode()
    asked = as_csv(ask_team(tool, autumn.leader, TeamWish(time=True)), WORDING).decode()

    assert "Tijd per leervorm" not in quiet
    assert "Tijd per leervorm" in asked
