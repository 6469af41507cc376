"""The academy and the tool joined by WSGI, and a browser that walks between them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import httpx
from flask import Flask
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from foundation.database import Database
from foundation.language import install_language
from foundation.web.answers import install_answers
from foundation.web.headers import install_headers
from leerspoor.demo.academy import ACCOUNTS, Academy, make_academy_app
from leerspoor.demo.academy.keys import SigningKeys
from leerspoor.demo.academy.messages import launch_claims
from lti_tool.people.web import open_to_anyone
from lti_tool.platforms.operations.frames import framing_origins
from lti_tool.platforms.pages import blueprints
from lti_tool.platforms.web import pages
from lti_tool.shell.look import install_look
from lti_tool.shell.tool import Tool
from lti_tool.shell.web import VISIT_PREFIX, install_visits, visit
from tests.conftest import FrozenClock
from tests.lti_tool.platforms.forgery import signed

ISSUER = "http://localhost:8000"
TOOL_URL = "http://127.0.0.1:8010"


def make_tool(database: Database, clock: FrozenClock) -> Tool:
    """The part of the product that launches need."""
    http = httpx.Client(transport=Wire(ISSUER))
    nothing = cast("Any", None)
    return Tool(database, nothing, nothing, clock, TOOL_URL, "", b"s" * 32, http)


def make_app(tool: Tool) -> Flask:
    app = Flask("lti_tool", static_folder=None)
    app.extensions["tool"] = tool
    app.testing = True
    install_language(app, lambda: None, str(files("lti_tool") / "translations"))
    install_look(app, clock=tool.clock)
    install_visits(app)
    install_headers(app, lambda: framing_origins(tool.database))
    install_answers(app, ("/api/",), str)
    app.register_blueprint(pages)
    for administration in blueprints:
        app.register_blueprint(administration)
    app.add_url_rule(f"{VISIT_PREFIX}/start", "start", who_is_here)
    return app


@open_to_anyone("tells the test whose visit it is")
def who_is_here() -> ResponseReturnValue:
    here = visit()
    return {
        "person": str(here.person_id),
        "tenant": here.tenant,
        "binding": here.binding,
        "locale": here.locale,
    }


class Wire(httpx.BaseTransport):
    """Leads to one host only; every other address is closed."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.app: Any = None
        self.asked: list[str] = []
        self.watch: Callable[[], object] = list

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if not str(request.url).startswith(self.address) or self.app is None:
            raise httpx.ConnectError("the network is closed", request=request)
        self.asked.append(request.url.path)
        self.watch()
        return httpx.WSGITransport(app=self.app).handle_request(request)


def make_academy(clock: FrozenClock, keys: SigningKeys) -> Academy:
    return Academy(
        ISSUER,
        TOOL_URL,
        keys=keys,
        http=httpx.Client(transport=Wire(TOOL_URL)),
        clock=lambda: clock().timestamp(),
    )


def connect(tool: Tool, app: Flask, academy: Academy) -> None:
    """Let the two reach each other as if there were a network."""
    _wire_of(tool.http).app = make_academy_app(academy)
    _wire_of(academy.http).app = app


def _wire_of(http: httpx.Client) -> Wire:
    return cast("Wire", http._transport)


def registration(board: int, **changes: Any) -> dict[str, Any]:
    """The file with which the demo academy is registered."""
    copied = Academy(ISSUER, TOOL_URL, keys=cast("Any", None)).registration()
    return {**copied, "board": board, "school": "De Springplank", **changes}


@dataclass
class Browser:
    """Somebody's browser at the tool's door, with an academy that signs what the test wants."""

    client: FlaskClient
    academy: Academy
    account_id: str = "leraar-01"

    def login(self, **changes: Any) -> TestResponse:
        sent = {
            "iss": ISSUER,
            "target_link_uri": TOOL_URL + "/lti/launch",
            "login_hint": self.account_id,
            "lti_message_hint": "launch-1",
            "client_id": "leerspoor-demo",
            "lti_deployment_id": "1",
            **changes,
        }
        kept = {name: value for name, value in sent.items() if value is not None}
        return self.client.post("/lti/login", data=kept, base_url=TOOL_URL)

    def cookie_names(self) -> set[str]:
        return {cookie.key for cookie in (self.client._cookies or {}).values()}

    def forget_cookies(self) -> None:
        """As a browser that keeps none in a frame."""
        (self.client._cookies or {}).clear()

    def click(self, **changes: Any) -> "Click":
        """Log in and keep what the academy would get to see."""
        answer = self.login(**changes)
        assert answer.status_code == 302, answer.text
        sent = parse_qs(urlsplit(answer.location).query)
        return Click(self, sent["state"][0], sent["nonce"][0])

    def launch(self, **claims: Any) -> TestResponse:
        return self.click().launch(**claims)


@dataclass
class Click:
    """One login that waits for its launch."""

    browser: Browser
    state: str
    nonce: str

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Good claims with `changes`; a value of `ABSENT` takes one away."""
        academy, account = self.browser.academy, ACCOUNTS[self.browser.account_id]
        good = launch_claims(academy, account, academy.links[0], self.nonce)
        named = {full_name(name): value for name, value in changes.items()}
        return {name: value for name, value in {**good, **named}.items() if value is not ABSENT}

    def launch(self, **changes: Any) -> TestResponse:
        return self.post(self.sign(self.claims(**changes)))

    def sign(self, claims: dict[str, Any], key: RSAKey | None = None, **header: Any) -> str:
        """A token as the academy signs it; `header` may say something else than the truth."""
        own = self.browser.academy.keys.current
        whole = {"alg": "RS256", "typ": "JWT", "kid": own.kid, **header}
        kept = {name: value for name, value in whole.items() if value is not ABSENT}
        return signed(kept, claims, key or own)

    def post(self, token: str | None, **form: str) -> TestResponse:
        sent: Mapping[str, str | None] = {"state": self.state, "id_token": token, **form}
        kept = {name: value for name, value in sent.items() if value is not None}
        return self.browser.client.post("/lti/launch", data=kept, base_url=TOOL_URL)


ABSENT = object()
SHORT = {
    "message_type", "version", "deployment_id", "target_link_uri", "resource_link",
    "roles", "context", "launch_presentation", "lis", "custom",
}  # fmt: skip


def full_name(name: str) -> str:
    return f"https://purl.imsglobal.org/spec/lti/claim/{name}" if name in SHORT else name


class _Codes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def code_on(answer: TestResponse) -> str:
    """The reason code that the page shows, or `accepted` for a launch that went on."""
    if answer.status_code == 303:
        assert "/s/" in answer.location
        return "accepted"
    parser = _Codes()
    parser.feed(answer.text)
    texts = [text for text in parser.texts if text]
    return texts[texts.index("Code") + 1]
