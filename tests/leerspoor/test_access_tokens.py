"""The product gives access tokens as the record store alone does."""

from pathlib import Path

import pytest
from flask import Flask

from foundation.database import Database
from lrs import Scope, add_credential
from tests.conftest import FrozenClock
from tests.lrs.made import AUTHORITY
from tests.product import make_product

GRANT = {"grant_type": "client_credentials"}
V1 = {"X-Experience-API-Version": "1.0.3"}


@pytest.fixture
def app(database: Database, tmp_path: Path, clock: FrozenClock) -> Flask:
    return make_product(database, tmp_path, clock).tool_app


def test_a_token_of_the_product_opens_its_record_store(app: Flask, database: Database) -> None:
    key, secret = add_credential(
        database, 1, title="Roosterpakket", authority=AUTHORITY, scopes=[Scope.ALL]
    )
    client = app.test_client()

    given = client.post("/oauth/token", data=GRANT, auth=(key, secret))
    bearer = {"Authorization": f"Bearer {given.get_json()['access_token']}"}

    assert given.headers["Cache-Control"] == "no-store"
    assert client.get("/xapi/statements", headers={**V1, **bearer}).status_code == 200


def test_what_is_wrong_with_a_token_request_is_told_in_json(app: Flask) -> None:
    client = app.test_client()

    assert client.get("/oauth/token").get_json()["code"] == "http-405"
    assert client.post("/oauth/token", data=GRANT).get_json()["error"] == "invalid_client"
    nul = client.post("/oauth/token?a=%00", data=GRANT)
    assert (nul.status_code, nul.get_json()["error"]) == (400, "invalid_request")


def test_who_asks_too_often_hears_when_to_come_back_at_the_provider_api(
    app: Flask, database: Database
) -> None:
    shown = add_credential(database, 1, title="x", authority=AUTHORITY, rate="1/hour")
    client = app.test_client()

    first, second = (client.get("/api/v1/completions", auth=shown) for _ in range(2))

    assert first.status_code == 403  # it is no provider's
    assert second.get_json()["code"] == "rate-exceeded"
    assert int(second.headers["Retry-After"]) > 0
