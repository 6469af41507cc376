"""The database does not answer: every channel says so in its own shape, and nobody gets a 500."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from werkzeug.test import TestResponse

from foundation.database import Database
from leerspoor.commands import main
from leerspoor.product import Product
from tests.conftest import FrozenClock
from tests.postgres import free_port
from tests.product import make_product

NOWHERE = "postgresql://nobody@127.0.0.1:{port}/nothing"


@pytest.fixture
def address() -> str:
    """Of a database where nobody listens."""
    return NOWHERE.format(port=free_port())


@pytest.fixture
def product(address: str, tmp_path: Path, clock: FrozenClock) -> Iterator[Product]:
    database = Database.connect(address)
    yield make_product(database, tmp_path, clock)
    database.dispose()


def expect_away(answer: TestResponse, kind: str) -> None:
    assert answer.status_code == 503
    assert answer.mimetype == kind
    assert answer.headers["Retry-After"] == "5"


@pytest.mark.parametrize(
    "path", ["/xapi/statements", "/xapi/activities/state", "/api/v1/completions"]
)
def test_machines_are_told_in_json(product: Product, path: str) -> None:
    answer = product.tool_app.test_client().get(
        path, auth=("key", "secret"), headers={"X-Experience-API-Version": "1.0.3"}
    )

    expect_away(answer, "application/json")
    assert answer.json is not None
    assert answer.json["code"] == "database-away"


def test_a_fault_promises_nothing(product: Product) -> None:
    answer = product.tool_app.test_client().get(
        "/xapi/statements", auth=("key", "secret"), headers={"X-Experience-API-Version": "1.0.3"}
    )

    assert answer.headers["X-Experience-API-Consistent-Through"].startswith("2020-01-01")


@pytest.mark.parametrize("path", ["/lti/login?iss=https://a.example", "/s/0123456789abcdef0/start"])
def test_people_are_told_on_a_page_that_may_stand_in_any_frame(product: Product, path: str) -> None:
    answer = product.tool_app.test_client().get(path)

    expect_away(answer, "text/html")
    assert "Probeer het over een minuut opnieuw" in answer.text
    assert "database" not in answer.text
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


def test_a_module_is_told_on_a_page(product: Product) -> None:
    expect_away(
        product.content_app.test_client().get("/c/0123456789abcdef/index.html"), "text/html"
    )


def test_whoever_watches_hears_that_we_are_not_ready(product: Product) -> None:
    assert product.tool_app.test_client().get("/health/live").status_code == 200
    assert product.tool_app.test_client().get("/health/ready").status_code == 503


def test_an_administrator_is_told_in_one_sentence_why(address: str) -> None:
    said = CliRunner().invoke(main, ["lrs", "--database", address])

    assert said.exit_code == 1
    assert "does not answer" in said.output
    assert "onnection refused" in said.output
    assert "Traceback" not in said.output
