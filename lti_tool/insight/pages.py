"""The pages *Voortgang team* and *Bestuur*, and the same answers as files."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from lti_tool.insight.files import as_csv, as_xlsx
from lti_tool.insight.operations.ask_board import ask_board
from lti_tool.insight.operations.ask_team import TeamPage, TeamWish, ask_team
from lti_tool.insight.team_view import team_view
from lti_tool.insight.wording import Wording
from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.shell.dates import Speech
from lti_tool.shell.look import language
from lti_tool.shell.web import VISIT_PREFIX, page, tool

pages = Blueprint("insight", __name__, url_prefix=VISIT_PREFIX, template_folder="templates")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/voortgang")
@open_to(Permission.READ_TEAM_NUMBERS)
def team() -> ResponseReturnValue:
    return page("insight/team.html", view=team_view(_asked(), _wording()))


@pages.get("/voortgang.csv")
@open_to(Permission.READ_TEAM_NUMBERS)
def team_csv() -> ResponseReturnValue:
    return _file(as_csv(_asked(), _wording()), "text/csv; charset=utf-8", "voortgang-team.csv")


@pages.get("/voortgang.xlsx")
@open_to(Permission.READ_TEAM_NUMBERS)
def team_xlsx() -> ResponseReturnValue:
    return _file(as_xlsx(_asked(), _wording()), XLSX, "voortgang-team.xlsx")


@pages.get("/bestuur")
@open_to(Permission.READ_BOARD_NUMBERS)
def board() -> ResponseReturnValue:
    asked, wording = ask_board(tool(), viewer()), _wording()
    return page("insight/board.html", board=asked, table=wording.board(asked))


def _asked() -> TeamPage:
    wish = TeamWish(
        period=request.args.get("periode", ""),
        theme=request.args.get("thema", ""),
        time=request.args.get("tijd", "") == "ja",
    )
    return ask_team(tool(), viewer(), wish)


def _wording() -> Wording:
    return Wording(Speech(language(), tool().clock()))


def _file(content: bytes, kind: str, name: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=kind, headers=disposition)
