"""Fetch the public keys with which an academy signs."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from lti_tool.platforms.platforms.answers import TIMEOUT, AcademyUnreachable, ask, json_of
from lti_tool.platforms.rules.keys import JsonWebKey, keys_in


@dataclass(frozen=True, slots=True)
class Published:
    """`moment` is what the server's clock said, where it said anything."""

    keys: tuple[JsonWebKey, ...]
    moment: datetime | None


def fetch_keys(http: httpx.Client, jwks_url: str) -> tuple[JsonWebKey, ...]:
    """The keys as published now. Raises AcademyUnreachable, also when the answer is no JWKS."""
    return fetch_published(http, jwks_url).keys


def fetch_published(http: httpx.Client, jwks_url: str) -> Published:
    asked = http.build_request(
        "GET", jwks_url, headers={"Accept": "application/json"}, timeout=TIMEOUT
    )
    answer = ask(http, asked)
    keys = keys_in(json_of(answer))
    if keys is None:
        raise AcademyUnreachable(asked.url.host, "no key set")
    return Published(keys, _moment(answer.headers.get("Date", "")))


def _moment(date: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(date)
    except ValueError:
        return None
    return found if found.tzinfo else None
