"""The academy joined to the tool's door, as the tests of launches have it."""

from tests.lti_tool.platforms.conftest import academy, app, board, made_key, tool

__all__ = ["academy", "app", "board", "made_key", "tool"]
