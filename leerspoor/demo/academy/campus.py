"""Everything the academy knows, in memory: its tool, courses, sessions, tokens and grades."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from leerspoor.demo.academy.accounts import BY_ID, Account
from leerspoor.demo.academy.keys import KeyRing

Clock = Callable[[], datetime]

CLIENT_ID = "leerspoor-demo"
DEPLOYMENT_ID = "1"


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class ExternalTool:
    """What the academy's administrator typed in about the tool."""

    name: str
    url: str
    client_id: str = CLIENT_ID
    deployment_id: str = DEPLOYMENT_ID

    @property
    def initiate_login_uri(self) -> str:
        return self.url + "/lti/login"

    @property
    def redirect_uris(self) -> tuple[str, ...]:
        return (self.url + "/lti/launch",)

    @property
    def target_link_uri(self) -> str:
        return self.url + "/"

    @property
    def jwks_uri(self) -> str:
        return self.url + "/lti/jwks"


@dataclass(frozen=True, slots=True)
class Course:
    id: str
    label: str
    title: str
    intro: str


@dataclass(frozen=True, slots=True)
class Activity:
    """One placement of the tool in a course (an LTI resource link)."""

    id: str
    course_id: str
    title: str


COURSES = (
    Course(
        "2",
        "LESDOEL",
        "Scherpe lesdoelen",
        "Dit schooljaar werken we samen aan lesdoelen die leerlingen begrijpen.",
    ),
    Course(
        "3",
        "FEEDBACK",
        "Feedback die helpt",
        "Korte, gerichte feedback tijdens de les: zo doe je dat.",
    ),
)
ACTIVITIES = (Activity("1", "2", "Mijn leerspoor"), Activity("2", "3", "Mijn leerspoor"))


@dataclass
class Mischief:
    """How the academy misbehaves; tests switch it on. By itself it is honest."""

    clock_skew: timedelta = timedelta()
    keys_answer: str = "good"  # or "down", "html", "not-keys", "redirect", "slow"
    access_answer: str = "good"  # or "down"
    grades_answer: str = "good"  # or "down", "superseded", "gone", "refused"
    shares_names: bool = True


@dataclass
class PendingLaunch:
    """A click that waits for the tool; it can be answered once, as Moodle's can."""

    account: Account
    activity: Activity


@dataclass
class LineItem:
    id: int
    course_id: str
    body: dict[str, Any]
    scores: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class Campus:
    """`http` reaches the tool's public keys; `issuer` is the academy's own address."""

    issuer: str
    tool: ExternalTool
    http: httpx.Client
    clock: Clock = now
    keys: KeyRing = field(default_factory=KeyRing)
    mischief: Mischief = field(default_factory=Mischief)
    sessions: dict[str, Account] = field(default_factory=dict)
    launches: dict[str, PendingLaunch] = field(default_factory=dict)
    tokens: dict[str, tuple[frozenset[str], datetime]] = field(default_factory=dict)
    line_items: dict[int, LineItem] = field(default_factory=dict)

    def time(self) -> datetime:
        """What the academy's clock says, right or wrong."""
        return self.clock() + self.mischief.clock_skew

    def log_in(self, account_id: str) -> str:
        session = secrets.token_urlsafe(24)
        self.sessions[session] = BY_ID[account_id]
        return session

    def begin_launch(self, account: Account, activity: Activity) -> str:
        launch_id = f"ltilaunch{activity.id}_{secrets.randbelow(10**9)}"
        self.launches[launch_id] = PendingLaunch(account, activity)
        return launch_id

    def grant(self, scopes: frozenset[str]) -> str:
        token = secrets.token_urlsafe(24)
        self.tokens[token] = (scopes, self.time() + timedelta(hours=1))
        return token

    def allows(self, token: str, scope: str) -> bool:
        scopes, expires = self.tokens.get(token, (frozenset(), self.time()))
        return scope in scopes and self.time() < expires

    def add_line_item(self, course_id: str, body: dict[str, Any]) -> LineItem:
        item = LineItem(len(self.line_items) + 1, course_id, body)
        self.line_items[item.id] = item
        return item


def course_named(course_id: str) -> Course | None:
    return next((course for course in COURSES if course.id == course_id), None)


def activity_named(activity_id: str) -> Activity | None:
    return next((activity for activity in ACTIVITIES if activity.id == activity_id), None)
