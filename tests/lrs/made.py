"""Valid things for the tests of the record store; each test says what it changes."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lrs import Credential, Scope

Json = dict[str, Any]

AUTHORITY: Json = {"account": {"homePage": "https://provider.example", "name": "provider"}}
ANNA: Json = {"mbox": "mailto:anna@springplank.example"}
BRAM: Json = {"account": {"homePage": "https://tool.example", "name": "bram"}}
LESSON = "https://content.example/lessons/1"
COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
PASSED = "http://adlnet.gov/expapi/verbs/passed"


def made_statement(**changes: Any) -> Json:
    """A valid statement with an id; a change to None takes the property away."""
    statement = {
        "id": str(uuid4()),
        "actor": ANNA,
        "verb": {"id": COMPLETED, "display": {"en": "completed"}},
        "object": {"id": LESSON},
        **changes,
    }
    return {name: value for name, value in statement.items() if value is not None}


def reference_to(statement: Json | str, **changes: Any) -> Json:
    """A statement about another statement."""
    target = statement if isinstance(statement, str) else statement["id"]
    about = {"objectType": "StatementRef", "id": target}
    return made_statement(**{"actor": BRAM, "verb": {"id": PASSED}, "object": about, **changes})


def voiding(statement: Json | str) -> Json:
    return reference_to(statement, verb={"id": "http://adlnet.gov/expapi/verbs/voided"})


def made_credential(tenant: int = 1, **changes: Any) -> Credential:
    values = {"id": "key", "authority": AUTHORITY, "scopes": frozenset({Scope.ALL}), **changes}
    return Credential(tenant=tenant, **values)


def changed(statement: Json, path: str, value: Any) -> Json:
    """A deep copy with the value at `a.b.0.c` replaced, or taken away where it is `...`."""
    copy: Any = json.loads(json.dumps(statement))
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    holder = copy
    for step in way:
        holder = holder[step]
    if value is ...:
        del holder[last]
    else:
        holder[last] = value
    return copy  # type: ignore[no-any-return]  # it is what it was: an object


@dataclass
class XapiClient:
    """Asks as an xAPI client does: with version and credential in the headers."""

    flask: FlaskClient
    key: str
    secret: str
    version: str = "1.0.3"

    def headers(self) -> dict[str, str]:
        token = base64.b64encode(f"{self.key}:{self.secret}".encode()).decode()
        return {"Authorization": f"Basic {token}", "X-Experience-API-Version": self.version}

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        params: Mapping[str, str] | None = None,
        **headers: str,
    ) -> TestResponse:
        """`If_Match="…"` is sent as the header If-Match; a body that is no bytes goes as JSON."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            said.setdefault("Content-Type", "application/json")
        return self.flask.open(
            f"/xapi/{path}",
            method=method,
            data=sent if body is not None else None,
            query_string=dict(params or {}),
            headers={**self.headers(), **said},
        )

    def get(self, path: str, **params: str) -> TestResponse:
        return self.ask("GET", path, params=params)

    def post(self, body: Any, **headers: str) -> TestResponse:
        return self.ask("POST", "statements", body, None, **headers)

    def ids(self, **params: str) -> list[str]:
        """The ids of the statements that these parameters find, on all pages."""
        answer = self.get("statements", **params)
        assert answer.status_code == 200, answer.text
        found = [one["id"] for one in content(answer)["statements"]]
        while more := content(answer)["more"]:
            answer = self.flask.get(more, headers=self.headers())
            found += [one["id"] for one in content(answer)["statements"]]
        return found


def content(answer: TestResponse) -> Any:
    """What an answer says in JSON."""
    return json.loads(answer.data)
