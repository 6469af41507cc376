"""The page "Ben jij dit?" in the whole product, in a browser too; and the page of the API."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from foundation.database import Database
from lti_tool.providers.rules import Question
from lti_tool.shell.operations import NewVisit, start_visit
from tests.conftest import FrozenClock
from tests.lti_tool.providers.conftest import Board, make_board
from tests.pages.accessibility import chromium, findings
from tests.product import make_product


@pytest.fixture
def app(database: Database, tmp_path: Path, clock: FrozenClock) -> Flask:
    """The app of the product, in place of the small one of the other tests."""
    return make_product(database, tmp_path, clock).tool_app


@pytest.fixture
def visit(board: Board) -> NewVisit:
    """Sanne opened Leerspoor from her academy."""
    with board.tool.database.writing(None) as tx:
        return start_visit(
            tx, tenant=board.tenant, person_id=board.sanne.person_id, at=board.tool.clock()
        )


@pytest.fixture
def sanne(app: Flask, visit: NewVisit) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(visit.visit.cookie_name, visit.cookie, domain="127.0.0.1", secure=True)
    client.environ_base["HTTP_HOST"] = "127.0.0.1:8010"
    client.environ_base["wsgi.url_scheme"] = "https"
    return client


def page_of(visit: NewVisit) -> str:
    return f"/s/{visit.sid}/ben-jij-dit"


@dataclass(frozen=True)
class Served:
    address: str


@pytest.fixture
def served(app: Flask) -> Iterator[Served]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()
    thread.join()


def signed_in(page: Page, served: Served, visit: NewVisit) -> Page:
    cookie = {"name": visit.visit.cookie_name, "value": visit.cookie, "secure": True}
    page.context.add_cookies([{**cookie, "url": served.address.replace("http:", "https:")}])  # type: ignore[typeddict-item]
    return page


def test_the_page_asks_what_waits_and_nothing_more(
    board: Board, sanne: FlaskClient, visit: NewVisit
) -> None:
    assert "Er staat geen vraag open" in sanne.get(page_of(visit)).text

    board.push()

    text = sanne.get(page_of(visit)).text
    assert "Voorbeeldaanbieder" in text
    assert "cursist-88213" in text
    assert "Leerdoelen stellen (e-learning)" in text


def say(
    sanne: FlaskClient, visit: NewVisit, question: Question, answer: str | None
) -> TestResponse:
    page = sanne.get(page_of(visit)).text
    token = page.split('name="visit-token" content="')[1].split('"')[0]
    return sanne.post(
        f"{page_of(visit)}/{question.id}",
        data={"visit_token": token} | ({"answer": answer} if answer is not None else {}),
        headers={"Sec-Fetch-Site": "same-origin"},
    )


@pytest.mark.parametrize("answer", [None, "", "misschien"])
def test_what_is_neither_yes_nor_no_is_no_answer(
    board: Board, sanne: FlaskClient, visit: NewVisit, answer: str | None
) -> None:
    board.push()
    (question,) = board.asks(board.sanne)

    assert say(sanne, visit, question, answer).status_code == 422
    assert board.asks(board.sanne) == [question]


@pytest.mark.browser
@pytest.mark.parametrize(("button", "counts"), [("Ja, dat ben ik", 1), ("Nee, dat ben ik niet", 0)])
def test_she_answers_with_one_button(
    board: Board, served: Served, visit: NewVisit, button: str, counts: int
) -> None:
    board.push()
    with chromium() as browser:
        page = signed_in(browser.new_page(), served, visit)
        page.goto(served.address + page_of(visit))

        page.get_by_role("button", name=button).click()

        page.get_by_text("Er staat geen vraag open").wait_for()
    assert len(board.counted_for(board.sanne)) == counts


@pytest.mark.browser
def test_the_page_is_for_everybody(board: Board, served: Served, visit: NewVisit) -> None:
    board.push()
    with chromium() as browser:
        page = signed_in(browser.new_page(), served, visit)
        assert findings(page, served.address + page_of(visit)) == []


@pytest.mark.browser
def test_the_api_page_draws_itself_under_the_strict_policy(served: Served) -> None:
    with chromium() as browser:
        page = browser.new_page()
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
        strangers: list[str] = []
        page.on("request", lambda asked: strangers.append(asked.url))

        page.goto(f"{served.address}/api/v1/docs")

        page.get_by_text("/api/v1/batches").first.wait_for()
        assert refused == []
        assert all(address.startswith((served.address, "data:")) for address in strangers)


def test_another_board_s_teacher_cannot_answer_for_her(
    board: Board, app: Flask, clock: FrozenClock, sanne: FlaskClient, visit: NewVisit
) -> None:
    other = make_board(app, clock, "Stichting Anders")
    other.push()
    (question,) = other.asks(other.sanne)
    assert board.asks(replace(board.sanne)) == []

    answer = say(sanne, visit, question, "yes")

    assert answer.status_code == 404
    assert other.counted_for(other.sanne) == []
