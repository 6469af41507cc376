"""A tiny academy for one cmi5 session: a file server, and on another host a record store.

It says no (403) to what a strict platform says no to, and remembers every request in order.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

CMI5 = "https://w3id.org/xapi/cmi5/context"
CMI5_CATEGORY = f"{CMI5}/categories/cmi5"
MOVE_ON = f"{CMI5}/categories/moveon"
MASTERY = f"{CMI5}/extensions/masteryscore"
SESSION_ID = f"{CMI5}/extensions/sessionid"
GOAL = "https://leerspoor.example/leerdoelen/1"
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://a.example", "name": "p-1"}}
PLAYER = """<!doctype html><html lang="nl"><title>Speler</title>
<iframe title="module" sandbox="{sandbox}" src="{source}" width="100%" height="700"></iframe>"""


@dataclass
class Academy:
    """One learner, one registration; `launch` starts a new session of a unit."""

    content: str = ""
    store: str = ""
    registration: str = field(default_factory=lambda: str(uuid4()))
    statements: list[dict[str, Any]] = field(default_factory=list)
    documents: dict[str, Any] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    token: str | None = None
    is_fetched: bool = False
    has_read_preferences: bool = False
    verbs: list[str] = field(default_factory=list)
    """Verbs of the session that runs now."""
    done: set[tuple[str, str]] = field(default_factory=set)
    """Completed and passed in earlier sessions: (activity, verb)."""
    launch_data: dict[str, Any] = field(default_factory=dict)
    refused_verbs: frozenset[str] = frozenset()

    def launch(
        self, unit: str, mode: str = "Normal", mastery: float | None = None, returns: bool = True
    ) -> str:
        """The address of a unit for a new session."""
        self.token, self.is_fetched, self.has_read_preferences = uuid4().hex, False, False
        self.verbs = []
        self.launch_data = {
            "contextTemplate": {
                "contextActivities": {"grouping": [{"id": f"publisher:{unit}"}, {"id": GOAL}]},
                "extensions": {SESSION_ID: str(uuid4())},
            },
            "launchMode": mode,
            "moveOn": "CompletedAndPassed" if mastery else "Completed",
        }
        if mastery is not None:
            self.launch_data["masteryScore"] = mastery
        if returns:
            self.launch_data["returnURL"] = f"{self.content}/back.html"
        query = {
            "endpoint": f"{self.store}/xapi",
            "fetch": f"{self.store}/fetch/{self.token}",
            "actor": json.dumps(ACTOR),
            "registration": self.registration,
            "activityId": f"https://a.example/activities/{unit}",
        }
        return f"{self.content}/{unit}/index.html?{urlencode(query)}"

    def in_sandbox(self, address: str, sandbox: str = "allow-scripts") -> str:
        page = PLAYER.format(sandbox=sandbox, source=address.replace("&", "&amp;"))
        return f"{self.content}/player?{urlencode({'page': page})}"

    def names(self) -> list[str]:
        return [statement["verb"]["id"].rsplit("/", 1)[1] for statement in self.statements]

    def fault_of(self, statement: dict[str, Any]) -> str | None:
        """The first rule of cmi5 that a statement breaks, or None."""
        verb = statement["verb"]["id"].rsplit("/", 1)[1]
        context, result = statement.get("context", {}), statement.get("result", {})
        activities = context.get("contextActivities", {})
        categories = [one["id"] for one in activities.get("category", [])]
        extensions, template = context.get("extensions", {}), self.launch_data["contextTemplate"]
        is_judged = verb in {"completed", "passed", "failed"}
        after = {at["timestamp"] for at in self.statements}
        scaled = result.get("score", {}).get("scaled")
        mastery = self.launch_data.get("masteryScore")
        rules = {
            "11 preferences before the first statement": self.has_read_preferences,
            "9.3.2 initialized first": ("initialized" in self.verbs) != (verb == "initialized"),
            "9.3.8 nothing after terminated": "terminated" not in self.verbs,
            "9.2 id": bool(statement.get("id")),
            "9.7 timestamp in UTC": statement.get("timestamp", "").endswith("Z"),
            "9.7 order by timestamp": statement["timestamp"] > max(after, default=""),
            "9.2 actor": statement["actor"] == ACTOR,
            "9.6.1 registration": context.get("registration") == self.registration,
            "9.6.2 template": all(
                one in activities.get("grouping", [])
                for one in template["contextActivities"]["grouping"]
            ),
            "9.6.3.1 session": template["extensions"].items() <= extensions.items(),
            "9.6.2.1 category": CMI5_CATEGORY in categories,
            "9.6.2.2 moveOn category": (MOVE_ON in categories) == is_judged,
            "10.2.2 mode": not is_judged or self.launch_data["launchMode"] == "Normal",
            "9.5.4 duration": ("duration" in result) == (verb != "initialized"),
            "9.5.3 completion": result.get("completion") == (True if verb == "completed" else None),
            "9.5.2 success": result.get("success") == {"passed": True, "failed": False}.get(verb),
            "9.5.1 score only in a judgement": ("score" in result)
            == (verb in {"passed", "failed"}),
            "9.5.1 mastery": scaled is None
            or mastery is None
            or ((scaled >= mastery) == (verb == "passed") and extensions.get(MASTERY) == mastery),
            "9.3 once": verb == "initialized" or verb not in self.verbs,
            "9.3.3 once per registration": (statement["object"]["id"], verb) not in self.done,
            "9.3 passed or failed": not {"passed", "failed"} & set(self.verbs)
            or verb not in {"passed", "failed"},
            "9.3.5 not after passed": verb != "failed"
            or (statement["object"]["id"], "passed") not in self.done,
        }
        return next((f"{verb}: {rule}" for rule, holds in rules.items() if not holds), None)

    def store_statement(self, statement: dict[str, Any]) -> bool:
        verb = statement["verb"]["id"].rsplit("/", 1)[1]
        fault = self.fault_of(statement)
        if fault or verb in self.refused_verbs:
            self.refusals.append(fault or verb)
            return False
        self.statements.append(statement)
        self.verbs.append(verb)
        if verb in {"completed", "passed"}:
            self.done.add((statement["object"]["id"], verb))
        return True


class StoreServer(BaseHTTPRequestHandler):
    """The record store and the fetch URL, with CORS for every origin."""

    academy: Academy

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        pass

    def answer(self, status: int, body: Any = None) -> None:
        raw = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        allowed = "Authorization, Content-Type, X-Experience-API-Version"
        self.send_header("Access-Control-Allow-Headers", allowed)
        self.send_header("Access-Control-Allow-Methods", "GET, POST, PUT")
        self.send_header("Access-Control-Max-Age", "600")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def do_OPTIONS(self) -> None:
        self.answer(204)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        place = urlsplit(self.path).path
        self.academy.seen.append(f"POST {place.split('/fetch/')[0] or '/fetch'}")
        if place.startswith("/fetch/"):
            self.fetch(place)
        elif not self.is_authorized():
            self.answer(401)
        elif place == "/xapi/statements":
            batch = json.loads(body)
            stored = [self.academy.store_statement(one) for one in batch]
            self.answer(200 if all(stored) else 403, [one["id"] for one in batch])
        else:
            self.answer(404)

    def fetch(self, place: str) -> None:
        known = place.endswith(str(self.academy.token)) and not self.academy.is_fetched
        self.academy.is_fetched = True
        used = {"error-code": "1", "error-text": "Used already."}
        self.answer(200, {"auth-token": self.academy.token} if known else used)

    def do_GET(self) -> None:
        query, place = parse_qs(urlsplit(self.path).query), urlsplit(self.path).path
        name = query.get("stateId", query.get("profileId", [""]))[0]
        self.academy.seen.append(f"GET {name}")
        if not self.is_authorized():
            self.answer(401)
        elif name == "LMS.LaunchData":
            self.answer(200, self.academy.launch_data)
        elif place == "/xapi/agents/profile":
            self.academy.has_read_preferences = True
            self.answer(404)
        elif name + query["activityId"][0] in self.academy.documents:
            self.answer(200, self.academy.documents[name + query["activityId"][0]])
        else:
            self.answer(404)

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        query = parse_qs(urlsplit(self.path).query)
        self.academy.seen.append(f"PUT {query['stateId'][0]}")
        key = query["stateId"][0] + query["activityId"][0]
        self.academy.documents[key] = json.loads(body)
        self.answer(204)

    def is_authorized(self) -> bool:
        return self.headers.get("Authorization") == f"Basic {self.academy.token}"


class ContentServer(SimpleHTTPRequestHandler):
    """Plain files, as another academy may serve them: no CORS headers at all."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        pass

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/player":
            self.page(parse_qs(address.query)["page"][0])
        elif address.path == "/back.html":
            self.page("<!doctype html><html lang='nl'><title>Terug</title><p>Terug</p>")
        else:
            super().do_GET()

    def page(self, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())


@contextmanager
def open_academy(folder: Path) -> Iterator[Academy]:
    """Serve the unpacked module on one host and the record store on another."""
    academy = Academy()
    store = type("Store", (StoreServer,), {"academy": academy})
    content = type(
        "Content",
        (ContentServer,),
        {"__init__": lambda self, *a: ContentServer.__init__(self, *a, directory=str(folder))},
    )
    with _serving("127.0.0.2", content) as content_url, _serving("127.0.0.1", store) as store_url:
        academy.content, academy.store = content_url, store_url
        yield academy


@contextmanager
def _serving(host: str, server_class: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer((host, 0), server_class)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
