"""The academy's own state: where it is, which tool it knows, launches, grades and bad moods."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from leerspoor.demo.academy.keys import SigningKeys
from leerspoor.demo.academy.tools import ToolList

LAUNCH_LASTS = 60
"""Seconds in which a launch must arrive, as in Moodle."""

TOKEN_LASTS = 3600


@dataclass(frozen=True, slots=True)
class Link:
    """A place in a course that opens the tool; `custom` travels with every launch."""

    id: str
    title: str
    path: str = "/lti/launch"
    custom: dict[str, str] = field(default_factory=dict)


@dataclass
class Mood:
    """How the academy misbehaves, for tests: all off by default."""

    slow_keys: float = 0  # seconds between two pieces of the key set
    broken_keys: str = ""  # or "down", "html", "not-keys", "redirect"
    skew: int = 0  # seconds that its clock runs ahead
    share_names: bool = True
    platform_storage: bool = True  # keeps things for the tool in its own page
    groups: bool = False  # divides its course, and says how
    refuse_tokens: int = 0  # the status with which it refuses
    refuse_scores: int = 0
    refuse_registrations: int = 0


@dataclass(frozen=True, slots=True)
class PendingLaunch:
    """A click that waits for the tool's answer; without a link it is to pick one."""

    account_id: str
    link_id: str
    made: float


@dataclass
class Academy:
    """One academy. `url` is its issuer, `tool_url` the tool it embeds.

    `http` reaches the tool's public keys; `clock` gives seconds since 1970.
    """

    url: str
    tool_url: str
    name: str = "E-learningacademie Samen Wijzer"
    client_id: str = "leerspoor-demo"
    deployment_id: str = "1"
    mood: Mood = field(default_factory=Mood)
    keys: SigningKeys = field(default_factory=SigningKeys.fresh)
    secret: str = field(default_factory=secrets.token_hex)
    links: list[Link] = field(default_factory=lambda: [Link("1", "Mijn leren met Leerspoor")])
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=5))
    clock: Callable[[], float] = time.time
    tools: ToolList = field(default_factory=ToolList)
    launches: dict[str, PendingLaunch] = field(default_factory=dict)
    pickings: set[str] = field(default_factory=set)
    tokens: dict[str, tuple[frozenset[str], float]] = field(default_factory=dict)
    line_items: dict[str, dict[str, Any]] = field(default_factory=dict)
    scores: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def now(self) -> float:
        """What the academy's clock says, right or wrong."""
        return self.clock() + self.mood.skew

    def link(self, link_id: str) -> Link | None:
        return next((link for link in self.links if link.id == link_id), None)

    def begin_launch(self, account_id: str, link_id: str) -> str:
        """Remember a click; its id can be used once."""
        launch_id = secrets.token_urlsafe(12)
        self.launches[launch_id] = PendingLaunch(account_id, link_id, self.now())
        return launch_id

    def take_launch(self, launch_id: str, account_id: str) -> PendingLaunch | None:
        pending = self.launches.pop(launch_id, None)
        return pending if pending and pending.account_id == account_id else None

    def begin_picking(self) -> str:
        """What a deep linking request carries as `data`; its answer must bring it back, once."""
        picking = secrets.token_urlsafe(12)
        self.pickings.add(picking)
        return picking

    def add_link(self, title: str, custom: dict[str, str]) -> Link:
        link = Link(str(len(self.links) + 1), title, custom=custom)
        self.links.append(link)
        return link

    def add_line_item(self, base: str, item: dict[str, Any]) -> dict[str, Any]:
        number = str(len(self.line_items) + 1)
        self.line_items[number] = {**item, "id": f"{base}/{number}/lineitem"}
        return self.line_items[number]

    def grant_token(self, scopes: frozenset[str]) -> str:
        token = secrets.token_urlsafe(24)
        self.tokens[token] = (scopes, self.now() + TOKEN_LASTS)
        return token

    def token_allows(self, token: str, scope: str) -> bool:
        scopes, ends = self.tokens.get(token, (frozenset(), 0))
        return scope in scopes and self.now() < ends

    def activate(self, client_id: str) -> None:
        """From now on people launch this registration of the tool."""
        activated = self.tools.activate(client_id)
        self.client_id, self.deployment_id = client_id, activated.deployment_id

    def registration(self) -> dict[str, Any]:
        """What an administrator copies from here into Leerspoor; the board is to be added."""
        return {
            "name": self.name,
            "issuer": self.url,
            "client_id": self.client_id,
            "auth_url": f"{self.url}/lti/auth",
            "token_url": f"{self.url}/lti/token",
            "jwks_url": f"{self.url}/lti/certs",
            "report_scores": True,
            "deployments": [{"id": self.deployment_id}],
        }
