"""Ask an academy for its configuration, and hand in our registration."""

from http import HTTPStatus
from typing import Any

import httpx

from lti_tool.platforms.platforms.answers import TIMEOUT, AcademyUnreachable, ask, json_of
from lti_tool.platforms.rules.obstacles import NotRegistered, Obstacle

EXPIRED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


def fetch_configuration(http: httpx.Client, address: str) -> Any:
    """The JSON at `address`. Raises NotRegistered."""
    asked = http.build_request(
        "GET", address, headers={"Accept": "application/json"}, timeout=TIMEOUT
    )
    try:
        return json_of(ask(http, asked))
    except AcademyUnreachable as fault:
        raise NotRegistered(Obstacle.CONFIGURATION_UNREACHABLE, told(fault)) from fault


def hand_in(http: httpx.Client, address: str, body: dict[str, Any], token: str | None) -> Any:
    """The academy's answer to our registration, as JSON. Raises NotRegistered."""
    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    asked = http.build_request("POST", address, json=body, headers=headers, timeout=TIMEOUT)
    try:
        return json_of(ask(http, asked))
    except AcademyUnreachable as fault:
        raise NotRegistered(_obstacle(fault.answered), told(fault)) from fault


def told(fault: AcademyUnreachable) -> str:
    return f"{fault.details['host']}: {fault.details['fault']}"


def _obstacle(status: int | None) -> Obstacle:
    if status in EXPIRED:
        return Obstacle.REGISTRATION_EXPIRED
    if status is None or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Obstacle.REGISTRATION_UNREACHABLE
    return Obstacle.REGISTRATION_DECLINED
