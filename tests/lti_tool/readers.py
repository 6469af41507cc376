"""Somebody who reads and fills in our pages, through the whole product but without a browser."""

from dataclasses import dataclass
from html.parser import HTMLParser
from uuid import UUID

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from leerspoor.product import Product
from lti_tool.people.operations import welcome
from lti_tool.people.rules import Viewer
from lti_tool.shell.operations import start_visit
from lti_tool.shell.rules import page_token


@dataclass(frozen=True, slots=True)
class Reader:
    """One visit: `get` and `post` take the path below it."""

    client: FlaskClient
    sid: str
    token: str

    def get(self, path: str) -> TestResponse:
        return self.client.get(f"/s/{self.sid}{path}")

    def post(self, path: str, **fields: object) -> TestResponse:
        sent = {"visit_token": self.token, **{k: str(v) for k, v in fields.items()}}
        return self.client.post(f"/s/{self.sid}{path}", data=sent)

    def reads(self, path: str) -> str:
        """The words on a page that answers well."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.status_code
        return words_in(answer.text)


def visit(product: Product, viewer: Viewer, *, welcomed: bool = True) -> Reader:
    """Let somebody come in as after a launch; `welcomed` skips the first cards."""
    tool = product.tool
    if welcomed:
        welcome(tool.database, viewer, tool.clock)
    with tool.database.writing(viewer.tenant) as tx:
        started = start_visit(tx, tenant=viewer.tenant, person_id=viewer.person_id, at=tool.clock())
    token = page_token(tool.secret, started.visit.id)
    return Reader(product.tool_app.test_client(), started.sid, token)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words_in(html: str) -> str:
    """What a page says, without its markup, in single spaces."""
    parser = _Words()
    parser.feed(html)
    return " ".join(" ".join(parser.words).split())


def goal_id_in(location: str) -> UUID:
    """The goal that a redirect leads to."""
    return UUID(location.split("/doelen/")[1].split("/", maxsplit=1)[0])
