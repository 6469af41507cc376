"""Logs hold no session id, token or secret, whatever is handed to them."""

from typing import Any

import pytest

from foundation.logs import scrub


@pytest.mark.parametrize(
    ("event", "kept"),
    [
        ({"path": "/s/Abcdefghijklmnopqrstuv/doelen"}, {"path": "/s/…/doelen"}),
        ({"header": "Basic YWJjZGVmZ2hpamtsbW5vcA=="}, {"header": "Basic …"}),
        ({"client_secret": "abc"}, {"client_secret": "…"}),
        (
            {"id_token": "ey.J.x", "endpoint": "goals.new"},
            {"id_token": "…", "endpoint": "goals.new"},
        ),
    ],
)
def test_a_secret_is_taken_out(event: dict[str, Any], kept: dict[str, Any]) -> None:
    assert scrub(None, "info", dict(event)) == kept
