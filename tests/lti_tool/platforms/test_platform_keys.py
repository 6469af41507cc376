"""An academy's keys change, its key server is slow or down: teachers notice little of it."""

import httpx
import pytest

from foundation.database import Database
from leerspoor.demo.academy import Academy
from lti_tool.platforms.platforms.answers import AcademyUnreachable, ask
from lti_tool.shell.tool import Tool
from tests.conftest import FrozenClock
from tests.lti_tool.platforms.surroundings import ISSUER, Browser, Wire, code_on

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What differs here is the other server, not our database."""


def fetches(tool: Tool) -> int:
    wire = tool.http._transport
    assert isinstance(wire, Wire)
    return wire.asked.count("/lti/certs")


def test_keys_are_fetched_once_an_hour_not_at_every_launch(
    browser: Browser, tool: Tool, clock: FrozenClock
) -> None:
    assert [code_on(browser.launch()) for _ in range(5)] == ["accepted"] * 5
    assert fetches(tool) == 1

    clock.forward(minutes=61)
    assert code_on(browser.launch()) == "accepted"
    assert fetches(tool) == 2


def test_a_key_changed_within_the_hour_is_fetched_at_once(
    browser: Browser, academy: Academy, clock: FrozenClock
) -> None:
    assert code_on(browser.launch()) == "accepted"
    clock.forward(minutes=5)
    academy.keys.rotate()

    assert code_on(browser.launch()) == "accepted"


def test_a_stream_of_made_up_key_names_does_not_become_a_stream_of_fetches(
    browser: Browser, tool: Tool, clock: FrozenClock
) -> None:
    browser.launch()
    clock.forward(minutes=5)

    for number in range(20):
        click = browser.click()
        assert code_on(click.post(click.sign(click.claims(), kid=f"made-up-{number}"))) == (
            "key-unknown"
        )
    assert fetches(tool) == 2
    assert code_on(browser.launch()) == "accepted"


FAULTS = ("down", "html", "not-keys", "redirect")


def test_without_any_keys_the_teacher_is_asked_to_try_again(
    browser: Browser, academy: Academy, clock: FrozenClock
) -> None:
    for fault in FAULTS:
        academy.mood.broken_keys = fault
        clock.forward(seconds=11)
        answer = browser.launch()

        assert answer.status_code == 503, fault
        assert code_on(answer) == "keys-unreachable"
        assert "Open Leerspoor opnieuw vanuit de academie." in answer.text

    academy.mood.broken_keys = ""
    clock.forward(seconds=11)
    assert code_on(browser.launch()) == "accepted"


def test_an_older_copy_serves_for_half_a_day_while_the_key_server_is_out_of_order(
    browser: Browser, academy: Academy, clock: FrozenClock
) -> None:
    browser.launch()
    for fault in FAULTS:
        academy.mood.broken_keys = fault
        clock.forward(hours=2, minutes=50)
        assert code_on(browser.launch()) == "accepted", fault

    clock.forward(hours=1)
    assert code_on(browser.launch()) == "keys-unreachable"


@pytest.mark.usefixtures("browser")
def test_a_server_that_drips_is_cut_off(academy: Academy, tool: Tool) -> None:
    academy.mood.slow_keys = 0.05

    with pytest.raises(AcademyUnreachable):
        ask(tool.http, tool.http.build_request("GET", f"{ISSUER}/lti/certs"), seconds=0.3)


@pytest.mark.usefixtures("tool")
def test_an_answer_without_end_is_cut_off() -> None:
    class Endless(httpx.SyncByteStream):
        def __iter__(self) -> "Endless":
            return self

        def __next__(self) -> bytes:
            return b"x" * 65536

    http = httpx.Client(
        transport=httpx.MockTransport(lambda _: httpx.Response(200, stream=Endless()))
    )

    with pytest.raises(AcademyUnreachable):
        ask(http, http.build_request("GET", ISSUER))


def test_no_transaction_is_open_while_an_academy_is_asked(
    browser: Browser, tool: Tool, database: Database
) -> None:
    wire = tool.http._transport
    assert isinstance(wire, Wire)
    open_then: list[int] = []
    wire.watch = lambda: open_then.append(_open_transactions(database))

    assert code_on(browser.launch()) == "accepted"
    assert open_then == [0]


def _open_transactions(database: Database) -> int:
    pool = database.engine.pool
    return int(pool.checkedout())  # type: ignore[attr-defined]  # the pools of both databases count


def test_a_clock_that_runs_half_a_minute_ahead_is_forgiven(
    browser: Browser, academy: Academy
) -> None:
    academy.mood.skew = 30
    assert code_on(browser.launch()) == "accepted"

    academy.mood.skew = -90
    assert code_on(browser.launch()) == "accepted", "expired half a minute ago"

    academy.mood.skew = 300
    assert code_on(browser.launch()) == "issued-in-future"
