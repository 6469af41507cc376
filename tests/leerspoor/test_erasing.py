"""Somebody of a living board is erased: nothing leads to her, and for the others all goes on."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from foundation.database import Database
from leerspoor.erasing import agents_named, erase, foresee
from leerspoor.product import Product
from lrs import list_removals
from lti_tool.evidence.operations import rebuild
from lti_tool.people.operations import NOBODY, aliases_of, person
from lti_tool.people.rules import Viewer
from lti_tool.shell.operations import start_visit
from lti_tool.shell.rules import page_token
from tests.house.two_boards import Living, make_living, make_stranger, rows_of
from tests.product import TOOL_URL

STAYS_NAMELESS = {"person", "theme", "lesson_visit", "blend_item", "attendance_change"}
"""Where others' things say that somebody was there: her own goals, words and facts are gone."""


@dataclass(frozen=True)
class Board:
    product: Product
    living: Living

    @property
    def her(self) -> Viewer:
        return self.living.staff.teachers[0]

    def erase_her(self) -> None:
        agents = agents_named(self.product, self.living.board, self.her.person_id)
        her = self.her.person_id
        erase(self.product, self.living.board, her, agents, "test", lambda _: None)

    def rows(self) -> dict[str, list[str]]:
        return rows_of(self.product.tool.database, self.living.board)


@pytest.fixture
def board(database: Database, tmp_path: Path) -> Board:
    return Board(*make_living(database, tmp_path))


def test_nothing_leads_to_her_and_nobody_else_is_touched(board: Board) -> None:
    database, her = board.product.tool.database, board.her
    stranger = make_stranger(board.product)
    with database.reading(her.tenant) as tx:
        names = {alias.subject for alias in aliases_of(tx, her.person_id)}
        address = person(tx, her.person_id).mbox_sha1sum
    names |= {her.name, str(her.pseudonym), repr(her.pseudonym), *([address] if address else [])}
    agents = agents_named(board.product, her.tenant, her.person_id)
    foreseen = foresee(board.product, her.tenant, agents)
    before, elsewhere = board.rows(), rows_of(database, stranger.board)

    board.erase_her()

    after = board.rows()
    assert all(any(name in row for rows in before.values() for row in rows) for name in names)
    assert {
        (t, name) for t, rows in after.items() for row in rows for name in names if name in row
    } == set()
    hers = repr(her.person_id)
    assert {t for t, rows in after.items() if any(hers in row for row in rows)} <= STAYS_NAMELESS
    assert rows_of(database, stranger.board) == elsewhere
    with database.reading(her.tenant) as tx:
        [removal] = list_removals(tx)
        assert person(tx, her.person_id).name == NOBODY
    assert (removal.statements, removal.rewritten) == (foreseen.statements, foreseen.rewritten)
    assert removal.statements > 5
    _goes_on(board)


def _goes_on(board: Board) -> None:
    """Facts are what the statements say, and every page of the others opens."""
    tool, staff = board.product.tool, board.living.staff
    kept = {name: board.rows()[name] for name in ("fact", "fact_tally", "fact_run")}
    rebuild(tool.database, board.living.board, TOOL_URL)
    assert {name: board.rows()[name] for name in kept} == kept
    for viewer in (staff.teachers[1], staff.leader):
        assert set(_opened(board.product, viewer).values()) <= {200, 302, 303, 400, 403, 404, 409}


def _opened(product: Product, viewer: Viewer) -> dict[str, int]:
    tool = product.tool
    with tool.database.writing(None) as tx:
        visit = start_visit(
            tx, tenant=viewer.tenant, person_id=viewer.person_id, at=tool.clock(), return_url="/"
        )
    token = page_token(tool.secret, visit.visit.id)
    client, headers = product.tool_app.test_client(), {"Authorization": f"Bearer {token}"}
    paths = [
        rule.rule.replace("<sid>", visit.sid)
        for rule in product.tool_app.url_map.iter_rules()
        if rule.arguments == {"sid"} and "GET" in (rule.methods or ())
    ]
    answers = {path: client.get(path, headers=headers).status_code for path in paths}
    assert list(answers.values()).count(200) > 3
    return answers
