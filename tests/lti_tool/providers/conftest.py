"""A board with a teacher and a provider, and the part of the product that a provider meets."""

import threading
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from foundation.database import Database, Transaction
from foundation.web.answers import install_answers
from foundation.web.headers import install_headers
from lrs import Credential, RecordStore, Statement, statements_after, xapi_blueprint
from lti_tool.evidence.operations import count_for_goals, loose_facts
from lti_tool.people.operations import add_board, add_person, add_school, appoint, viewer_of
from lti_tool.people.rules import Role, Viewer
from lti_tool.providers import storage
from lti_tool.providers.api import install_api
from lti_tool.providers.operations.answer_questions import answer_question, open_questions
from lti_tool.providers.operations.keep_providers import Access, add_provider
from lti_tool.providers.operations.receive_statements import admit_pushes, receive_statements
from lti_tool.providers.rules import Inbound, Provider, Question
from lti_tool.shell.tool import Tool
from tests.conftest import FrozenClock

TOOL_URL = "http://127.0.0.1:8010"
HOME = "https://aanbieder.example"
COURSE = f"{HOME}/cursussen/leerdoelen-stellen"
EMAIL = "sanne@school.example"


def make_tool(database: Database, clock: FrozenClock) -> Tool:
    """As the product is wired, but without packages and platforms."""

    def admit(tx: Transaction, credential: Credential, batch: Sequence[Statement]) -> None:
        admit_pushes(tx, credential, batch)

    def stored(tx: Transaction, fresh: Sequence[Statement]) -> None:
        receive_statements(tx, tool, fresh)
        count_for_goals(TOOL_URL, tx, fresh)

    store = RecordStore(database, f"{TOOL_URL}/xapi", clock, admit=(admit,), on_stored=(stored,))
    nothing = cast("Any", None)
    tool = Tool(database, store, nothing, clock, TOOL_URL, "http://127.0.0.2", b"x" * 32, nothing)
    return tool


def make_app(tool: Tool) -> Flask:
    app = Flask("providers-under-test", static_folder=None)
    app.extensions["tool"] = tool
    install_answers(app, ("/api/", "/xapi/"), lambda problem: f"page: {problem.message}")
    install_headers(app, tuple)
    app.register_blueprint(xapi_blueprint(tool.record_store), url_prefix="/xapi")
    install_api(app)
    return app


@dataclass
class Board:
    """A board with Sanne, who has an e-mail address, Youssef, who has none, and one provider."""

    tool: Tool
    tenant: int
    sanne: Viewer
    youssef: Viewer
    access: Access
    client: FlaskClient

    @property
    def provider(self) -> Provider:
        return self.access.provider

    def key(self, access: Access | None = None) -> dict[str, str]:
        mine = access or self.access
        pair = b64encode(f"{mine.key}:{mine.secret}".encode()).decode()
        return {"Authorization": f"Basic {pair}"}

    def push(self, access: Access | None = None, **changes: Any) -> TestResponse:
        return self.client.post(
            "/api/v1/completions", json=completion(**changes), headers=self.key(access)
        )

    def batch(self, *completions: Any) -> TestResponse:
        body = {"completions": list(completions)}
        return self.client.post("/api/v1/batches", json=body, headers=self.key())

    def status(self, reference: str = "INS-1", access: Access | None = None) -> TestResponse:
        return self.client.get(f"/api/v1/completions/{reference}", headers=self.key(access))

    def withdraw(self, reference: str = "INS-1", access: Access | None = None) -> TestResponse:
        return self.client.delete(f"/api/v1/completions/{reference}", headers=self.key(access))

    def states(self) -> list[str]:
        """What stands in the queue, in the order in which it came."""
        return [str(row.state) for row in self.queue()]

    def queue(self) -> list[Inbound]:
        with self.tool.database.reading(self.tenant) as tx:
            return storage.pushed_by(tx, self.provider.id, None, None, 100)

    def statements(self) -> list[Statement]:
        with self.tool.database.reading(self.tenant) as tx:
            return statements_after(tx)

    def verbs(self) -> list[str]:
        return [statement.verb.rsplit("/", 1)[-1] for statement in self.statements()]

    def counted_for(self, viewer: Viewer) -> list[str]:
        """The titles of what counts for her."""
        with self.tool.database.reading(self.tenant) as tx:
            return [fact.title for fact in loose_facts(tx, viewer.person_id)]

    def asks(self, viewer: Viewer) -> list[Question]:
        return open_questions(self.tool, viewer)

    def says(self, viewer: Viewer, question: Question, *, is_me: bool) -> None:
        answer_question(self.tool, viewer, question.id, is_me=is_me)


def completion(**changes: Any) -> dict[str, Any]:
    """A good push; the changes say what matters."""
    good = {
        "reference": "INS-1",
        "learner": {"account": "cursist-88213", "email": EMAIL},
        "course": {"id": COURSE, "name": "Leerdoelen stellen (e-learning)"},
        "completed_at": "2026-10-05T21:40:00+02:00",
        "success": True,
        "score": 0.85,
        "duration_minutes": 180,
    }
    return {name: value for name, value in {**good, **changes}.items() if value is not ...}


def make_board(app: Flask, clock: FrozenClock, name: str) -> Board:
    tool: Tool = app.extensions["tool"]
    board = add_board(tool.database, name)
    with tool.database.writing(board.id) as tx:
        school = add_school(tx, "De Springplank")
        sanne = add_person(tx, "Sanne de Vries", email=EMAIL)
        youssef = add_person(tx, "Youssef El Amrani")
        for person in (sanne, youssef):
            appoint(tx, person.id, Role.TEACHER, school.id, clock().date())
    access = add_provider(tool.database, board.id, "Voorbeeldaanbieder", HOME, [f"{HOME}/"], clock)
    today = clock().date()
    first, second = (viewer_of(tool.database, board.id, who.id, today) for who in (sanne, youssef))
    return Board(tool, board.id, first, second, access, app.test_client())


@pytest.fixture
def app(database: Database, clock: FrozenClock) -> Flask:
    return make_app(make_tool(database, clock))


@pytest.fixture
def board(app: Flask, clock: FrozenClock) -> Board:
    return make_board(app, clock, "Stichting Voorbeeld")


@pytest.fixture
def other_board(app: Flask, clock: FrozenClock) -> Board:
    return make_board(app, clock, "Stichting Anders")


@pytest.fixture
def endpoint(app: Flask) -> Iterator[str]:
    """The app over real HTTP: the address of its record store."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/xapi"
    server.shutdown()
    server.server_close()
    thread.join()
