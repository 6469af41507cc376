"""Fetch the public keys with which an academy signs."""

import httpx

from lti_tool.platforms.platforms.answers import TIMEOUT, AcademyUnreachable, ask, json_of
from lti_tool.platforms.rules.keys import JsonWebKey, keys_in


def fetch_keys(http: httpx.Client, jwks_url: str) -> tuple[JsonWebKey, ...]:
    """The keys as published now. Raises AcademyUnreachable, also when the answer is no JWKS."""
    asked = http.build_request(
        "GET", jwks_url, headers={"Accept": "application/json"}, timeout=TIMEOUT
    )
    keys = keys_in(json_of(ask(http, asked)))
    if keys is None:
        raise AcademyUnreachable(asked.url.host, "no key set")
    return keys
