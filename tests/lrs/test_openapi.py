"""Whatever our OpenAPI description allows or does not, is answered and never a server error."""

from typing import Any

import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis.generation import GenerationMode

from lrs import RecordStore
from lrs.web.openapi import description
from lrs.web.resources import RESOURCES
from tests.lrs.conftest import client_of
from tests.lrs.generated import quick
from tests.lrs.made import XapiClient, content

SCHEMA: Any = schemathesis.openapi.from_dict(description("http://localhost/xapi"))
OPERATIONS = {
    f"{one.ok().method} {one.ok().path}": one.ok()
    for one in SCHEMA.get_all_operations()
    if one.ok().path != "/about"  # it takes nothing that could be wrong
}


def test_the_description_is_open_and_names_every_resource_and_method(client: XapiClient) -> None:
    described = content(client.flask.get("/xapi/openapi.json"))

    assert described["servers"] == [{"url": "http://127.0.0.1:8000/xapi"}]
    methods = {path: {one.upper() for one in said} for path, said in described["paths"].items()}
    assert methods.pop("/about") == {"GET"}
    assert methods == {f"/{path}": set(answers) for path, answers in RESOURCES.items()}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_nothing_that_is_asked_ends_in_a_server_error(
    store: RecordStore, operation: Any, mode: GenerationMode
) -> None:
    client = client_of(store)

    @settings(quick, max_examples=15)
    @given(operation.as_strategy(generation_mode=mode))
    def asks(case: Any) -> None:
        case.headers = {**(case.headers or {}), "Authorization": client.headers()["Authorization"]}
        answer = case.call(app=client.flask.application)
        assert answer.status_code < 500, answer.text
        if answer.status_code >= 400 and answer.text:
            assert {"code", "message"} <= set(answer.json())

    asks()
