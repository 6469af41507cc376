"""`leerspoor packages`: modules on the shelf, and whether a file would fit there."""

import json
from pathlib import Path

import click

from content_packages import FORMATS, Report, add_package, check_package, list_packages
from leerspoor.commands.organisation import BOARD
from leerspoor.commands.surroundings import one_sentence, opened_product, say, show
from lti_tool.blend.operations import put_on_offer
from lti_tool.people import operations

FORMAT = click.option(
    "--format",
    "wished",
    type=click.Choice([one.name for one in FORMATS]),
    help="Which one, where a package has several.",
)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def packages() -> None:
    """The modules (cmi5, SCORM, Tin Can, H5P) that teachers can choose."""


@packages.command("check")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Say it in JSON.")
@FORMAT
def check(file: Path, as_json: bool, wished: str | None) -> None:
    """Say whether FILE is a sound package, and everything that is wrong with it.

    Exits with 0 where it is sound and with 1 where it is not. Nothing is kept.
    """
    with one_sentence():
        report = check_package(file, file.name, wished or "")
    if as_json:
        say(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        _tell(file, report)
    raise SystemExit(0 if report.ok else 1)


def _tell(file: Path, report: Report) -> None:
    if report.ok:
        say(f"{file.name} is a sound {report.format} package: {report.title}")
    else:
        say(f"{file.name} can't be used:")
    for fault in (*report.problems, *report.remarks):
        where = ", ".join(part for part in (fault.file, fault.place) if part)
        number = f" [cmi5 {fault.said.requirement}]" if fault.said.requirement else ""
        say(f"  {fault.rule}{number}: {fault.message}" + (f" ({where})" if where else ""))
        say(f"    {fault.said.advice}")


@packages.command("add")
@BOARD
@click.argument("file", type=FILE)
@click.option(
    "--minutes",
    type=click.IntRange(1, 6000),
    help="How long it takes, where the package does not say so itself.",
)
@FORMAT
def add(board: int, file: Path, minutes: int | None, wished: str | None) -> None:
    """Put FILE on the shelf of a board and on offer for its teachers."""
    with opened_product() as product:
        tool = product.tool
        operations.board(tool.database, board)
        package = add_package(tool.shelf, board, file, file.name, wished or "")
        with tool.database.writing(board) as tx:
            offering = put_on_offer(tx, tool, package, minutes)
    count = len(package.units)
    units = "1 unit" if count == 1 else f"{count} units"
    say(f"{offering.title} is on offer: {units}, package {package.id}.")


@packages.command("list")
@BOARD
def list_all(board: int) -> None:
    """Show the packages of a board."""
    with opened_product() as product:
        found = list_packages(product.tool.shelf, board)
    rows = [(one.id, one.title, one.format, len(one.units), one.added_at.date()) for one in found]
    show("Packages", ("id", "title", "format", "units", "added"), rows)
