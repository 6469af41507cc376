"""Speaking with an academy's services: members page by page, and scores that arrive once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from foundation.database import Database
from foundation.outbox import Worker, outbox
from leerspoor.demo.academy import Academy
from lti_tool.people.operations import aliases_named
from lti_tool.people.rules import AliasKind, Board
from lti_tool.people.storage.tables import aliases
from lti_tool.platforms.operations.access import AcademyAccess
from lti_tool.platforms.operations.add_platform import add_platform, list_platforms
from lti_tool.platforms.operations.owe_score import KIND, owe_score
from lti_tool.platforms.operations.read_members import CourseUnknown, read_members
from lti_tool.platforms.operations.send_score import ScoreSender
from lti_tool.platforms.rules.registrations import people_issuer
from lti_tool.shell.tool import Tool
from tests.conftest import FrozenClock
from tests.lti_tool.platforms.surroundings import ABSENT, ISSUER, Browser, registration

MODULE = "https://content.example/scherpe-lesdoelen"


@pytest.fixture
def access(tool: Tool) -> AcademyAccess:
    return AcademyAccess.of(tool)


@pytest.fixture
def worker(database: Database, access: AcademyAccess, board: Board, clock: FrozenClock) -> Worker:
    return Worker(database, {KIND: ScoreSender(access)}, lambda: [board.id], clock)


def person_named(database: Database, board: Board, subject: str) -> UUID:
    with database.reading(board.id) as tx:
        issuer = people_issuer(ISSUER, "leerspoor-demo")
        (alias,) = aliases_named(tx, AliasKind.LTI, issuer, subject)
    return alias.person_id


def finish(
    browser: Browser, tool: Tool, board: Board, scaled: float = 1.0, module: str = MODULE
) -> int:
    """The teacher's module comes in."""
    person_id = person_named(tool.database, board, browser.account_id)
    with tool.database.writing(board.id) as tx:
        return owe_score(tx, person_id, module, "Scherpe lesdoelen", tool.clock(), scaled)


def waiting(database: Database, board: Board) -> list[Any]:
    with database.reading(board.id) as tx:
        return list(tx.execute(outbox.select().where(outbox.c.kind == KIND)).all())


def test_a_finished_module_stands_in_the_gradebook(
    browser: Browser, tool: Tool, board: Board, academy: Academy, worker: Worker
) -> None:
    browser.launch()

    assert finish(browser, tool, board, scaled=0.85) == 1
    assert worker.run_once() == 1

    (item,) = academy.line_items.values()
    assert (item["label"], item["resourceId"], item["tag"]) == (
        "Scherpe lesdoelen",
        MODULE,
        "leerspoor",
    )
    (score,) = academy.scores.values()
    assert score == {
        "userId": "leraar-01",
        "timestamp": "2026-11-23T14:00:00Z",
        "scoreGiven": 85.0,
        "scoreMaximum": 100,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }


def test_the_owed_score_names_nobody(browser: Browser, tool: Tool, board: Board) -> None:
    browser.launch()
    finish(browser, tool, board)

    (owed,) = waiting(tool.database, board)
    assert "leraar-01" not in str(owed.payload)
    assert "Sanne" not in str(owed.payload)


def test_moments_increase_by_a_second_and_none_is_sent_before_its_time(
    browser: Browser,
    tool: Tool,
    board: Board,
    academy: Academy,
    worker: Worker,
    clock: FrozenClock,
) -> None:
    browser.launch()
    for scaled in (0.5, 0.7, 0.9):
        finish(browser, tool, board, scaled)

    assert worker.run_once() == 1
    clock.forward(seconds=1)
    assert worker.run_once() == 1
    clock.forward(seconds=1)
    assert worker.run_once() == 1
    (score,) = academy.scores.values()
    assert (score["scoreGiven"], score["timestamp"]) == (90.0, "2026-11-23T14:00:02Z")
    assert len(academy.line_items) == 1


def test_two_people_share_a_column_and_two_modules_do_not(
    browser: Browser, tool: Tool, board: Board, academy: Academy, worker: Worker
) -> None:
    browser.launch()
    finish(browser, tool, board)
    finish(browser, tool, board, module=MODULE + "/2")
    browser.account_id = "leraar-02"
    browser.launch()
    finish(browser, tool, board)

    assert worker.run_once() == 3
    assert len(academy.line_items) == 2
    assert len(academy.scores) == 3


def test_an_existing_column_is_found_again_by_a_new_database(
    browser: Browser, tool: Tool, board: Board, academy: Academy, worker: Worker
) -> None:
    academy.line_items["1"] = {
        "id": f"{ISSUER}/lti/lineitems/1/lineitem",
        "label": "Made before",
        "scoreMaximum": 100,
        "resourceId": MODULE,
        "tag": "leerspoor",
    }
    browser.launch()
    finish(browser, tool, board)

    assert worker.run_once() == 1
    assert len(academy.line_items) == 1


def test_what_may_go_better_is_tried_again(
    browser: Browser,
    tool: Tool,
    board: Board,
    academy: Academy,
    worker: Worker,
    clock: FrozenClock,
) -> None:
    browser.launch()
    for status in (500, 503, 429, 401, 404):
        finish(browser, tool, board)
        academy.mood.refuse_scores = status
        assert worker.run_once() == 0, status

        academy.mood.refuse_scores = 0
        clock.forward(seconds=11)
        assert worker.run_once() == 1
        assert waiting(tool.database, board) == []


def test_a_newer_score_there_is_no_fault(
    browser: Browser, tool: Tool, board: Board, academy: Academy, worker: Worker
) -> None:
    browser.launch()
    finish(browser, tool, board)
    academy.mood.refuse_scores = 409

    assert worker.run_once() == 1
    assert waiting(tool.database, board) == []


def test_what_the_academy_will_never_take_is_kept_for_the_administrator(
    browser: Browser, tool: Tool, board: Board, academy: Academy, worker: Worker
) -> None:
    browser.launch()
    finish(browser, tool, board)
    academy.mood.refuse_scores = 403

    assert worker.run_once() == 0
    (owed,) = waiting(tool.database, board)
    assert owed.given_up is not None
    assert "403" in owed.last_fault


def test_a_token_server_that_is_down_delays_only(
    browser: Browser,
    tool: Tool,
    board: Board,
    academy: Academy,
    worker: Worker,
    clock: FrozenClock,
) -> None:
    browser.launch()
    finish(browser, tool, board)
    academy.mood.refuse_tokens = 503
    assert worker.run_once() == 0

    academy.mood.refuse_tokens = 0
    clock.forward(seconds=11)
    assert worker.run_once() == 1


def test_a_column_that_a_teacher_deleted_is_made_again(
    browser: Browser,
    tool: Tool,
    board: Board,
    academy: Academy,
    worker: Worker,
    clock: FrozenClock,
) -> None:
    browser.launch()
    finish(browser, tool, board)
    worker.run_once()
    academy.line_items.clear()
    academy.scores.clear()

    clock.forward(minutes=1)
    finish(browser, tool, board)
    assert worker.run_once() == 0, "the first try finds out"
    clock.forward(seconds=11)
    assert worker.run_once() == 1
    assert len(academy.scores) == 1


def test_nothing_is_owed_where_scores_are_not_wanted_or_not_possible(
    browser: Browser, tool: Tool, board: Board, database: Database
) -> None:
    browser.launch(context=ABSENT)
    assert finish(browser, tool, board) == 0, "no course"

    grades = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
    browser.launch(**{grades: ABSENT})
    assert finish(browser, tool, board) == 0, "no gradebook"

    browser.launch()
    add_platform(database, registration(board.id, report_scores=False))
    assert finish(browser, tool, board) == 0, "not wanted"


def test_who_was_erased_gets_no_score(
    browser: Browser, tool: Tool, board: Board, academy: Academy, worker: Worker
) -> None:
    browser.launch()
    finish(browser, tool, board)
    with tool.database.writing(board.id) as tx:
        tx.execute(aliases.delete().where(aliases.c.tenant_id == board.id))

    assert worker.run_once() == 1
    assert academy.scores == {}


def test_an_access_token_is_asked_for_once_and_renewed_in_time(
    browser: Browser,
    tool: Tool,
    board: Board,
    academy: Academy,
    access: AcademyAccess,
    clock: FrozenClock,
) -> None:
    browser.launch()
    (known,) = list_platforms(tool.database)
    course = (board.id, known.registration.id, "2")

    read_members(access, *course)
    read_members(access, *course)
    assert len(academy.tokens) == 1

    clock.forward(minutes=59, seconds=30)
    read_members(access, *course)
    assert len(academy.tokens) == 2


def test_members_are_read_to_the_last_page(
    browser: Browser, tool: Tool, board: Board, access: AcademyAccess
) -> None:
    browser.launch()
    (known,) = list_platforms(tool.database)

    members = read_members(access, board.id, known.registration.id, "2")

    assert len(members) == 26
    assert len({member.subject for member in members}) == 26
    assert members[0].name == "Sanne de Vries"
    assert members[0].roles == {"Learner"}


def test_only_a_course_from_which_somebody_launched_can_be_read(
    browser: Browser, tool: Tool, board: Board, access: AcademyAccess
) -> None:
    (known,) = list_platforms(tool.database)
    with pytest.raises(CourseUnknown):
        read_members(access, board.id, known.registration.id, "2")

    browser.launch()
    with pytest.raises(CourseUnknown):
        read_members(access, board.id, known.registration.id, "3")
    with pytest.raises(CourseUnknown):
        read_members(access, board.id + 1, known.registration.id, "2")


def test_two_keys_are_published_and_the_next_takes_over_after_a_season(
    browser: Browser, tool: Tool, clock: FrozenClock
) -> None:
    def published() -> list[str]:
        answer = browser.client.get("/lti/jwks").json
        assert answer is not None
        assert all(set(key) == {"kty", "n", "e", "kid", "use", "alg"} for key in answer["keys"])
        return [key["kid"] for key in answer["keys"]]

    first, following = published()
    assert published() == [first, following]

    clock.moment += timedelta(days=91)
    then = published()
    assert then[0] == following
    assert first not in then
    assert len(then) == 2
    assert AcademyAccess.of(tool).tool is tool
