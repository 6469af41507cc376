"""Every route says who may come in, and nobody reaches another board by any of them."""

from pathlib import Path

import pytest
from flask import Flask

from foundation.database import Database
from lti_tool.people.rules import Permission
from lti_tool.people.web import permission_of
from tests.conftest import FrozenClock
from tests.product import make_product

GUARDED_ELSEWHERE = {
    "xapi": "all but `about` and `openapi.json` asks for a credential (lrs/web/exchange.py)",
    "oauth": "asks for a key and its secret (lrs/web/tokens.py)",
    "health": "says alive or ready, and nothing of anybody",
    "packages": "asks for a key with the scope `packages` (content_packages/web/api.py)",
    "packages-api-docs": "the description of the API holds nothing of anybody",
    "static": "our own style sheets and scripts",
    "theme": "a board's colours",
}


@pytest.fixture
def app(database: Database, tmp_path: Path, clock: FrozenClock) -> Flask:
    return make_product(database, tmp_path, clock).tool_app


def test_every_route_names_its_permission(app: Flask) -> None:
    silent = [
        f"{rule.endpoint} {rule.rule}"
        for rule in app.url_map.iter_rules()
        if permission_of(app.view_functions[rule.endpoint]) is None
        and rule.endpoint.split(".")[0] not in GUARDED_ELSEWHERE
    ]

    assert silent == []


def test_every_page_of_a_visit_asks_for_a_permission(app: Flask) -> None:
    open_doors = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/s/")
        and not isinstance(permission_of(app.view_functions[rule.endpoint]), Permission)
    ]

    assert open_doors == ["start"]  # only sends on to a page that asks
