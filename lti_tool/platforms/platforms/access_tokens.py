"""Get an access token from an academy: client credentials with an assertion that we sign."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx

from lti_tool.platforms.platforms.answers import TIMEOUT, AcademyUnreachable, ask, json_of

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
EARLY = timedelta(seconds=60)
"""A token is not used in its last minute: it must outlive the call."""

MAX_LIFE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """`assertion` signs when it is asked to, for most of the time no new token is needed."""

    token_url: str
    client_id: str
    scopes: frozenset[str]
    assertion: Callable[[], str]

    @property
    def key(self) -> tuple[str, str, frozenset[str]]:
        return self.token_url, self.client_id, self.scopes


@dataclass
class AccessTokens:
    """The tokens of this process, each kept until shortly before it expires."""

    http: httpx.Client
    _kept: dict[Any, tuple[str, datetime]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def token(self, wanted: TokenRequest, at: datetime) -> str:
        """Raises AcademyUnreachable."""
        kept = self._kept.get(wanted.key)
        if kept and at < kept[1] - EARLY:
            return kept[0]
        token, lasts = self._asked(wanted)
        with self._lock:
            self._kept[wanted.key] = (token, at + lasts)
        return token

    def forget(self, wanted: TokenRequest) -> None:
        """The academy no longer takes it."""
        with self._lock:
            self._kept.pop(wanted.key, None)

    def _asked(self, wanted: TokenRequest) -> tuple[str, timedelta]:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": wanted.assertion(),
            "scope": " ".join(sorted(wanted.scopes)),
        }
        asked = self.http.build_request("POST", wanted.token_url, data=form, timeout=TIMEOUT)
        granted = json_of(ask(self.http, asked))
        token = granted.get("access_token") if isinstance(granted, dict) else None
        if not isinstance(token, str) or not token:
            raise AcademyUnreachable(asked.url.host, "no access token")
        return token, _life(granted.get("expires_in"))


def _life(seconds: Any) -> timedelta:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or seconds <= 0:
        return EARLY
    return min(timedelta(seconds=min(seconds, MAX_LIFE.total_seconds())), MAX_LIFE)
