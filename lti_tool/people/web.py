"""The guard at every route: who is looking, and whether she may come in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import g

from lti_tool.people.operations import viewer_of
from lti_tool.people.rules import NotAllowed, Permission, Viewer, may_enter
from lti_tool.shell.web import tool, visit

P = ParamSpec("P")
R = TypeVar("R")


def viewer() -> Viewer:
    """Who is looking; read once per request."""
    if "viewer" not in g:
        here = visit()
        today = tool().clock().date()
        g.viewer = viewer_of(tool().database, here.tenant, here.person_id, today)
    return cast("Viewer", g.viewer)


def open_to(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let in who could have `permission`; about which thing is for the operation to check."""

    def guard(route: Callable[P, R]) -> Callable[P, R]:
        @wraps(route)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not may_enter(viewer(), permission):
                raise NotAllowed
            return route(*args, **kwargs)

        return _marked(guarded, permission)

    return guard


def open_to_anyone(reason: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Say why a route has no door: the launch itself, a public key, a check-in page."""

    def mark(route: Callable[P, R]) -> Callable[P, R]:
        return _marked(route, reason)

    return mark


def permission_of(route: Callable[..., Any]) -> Permission | str | None:
    """What a route was opened to; None where it forgot to say."""
    return cast("Permission | str | None", getattr(route, "opened_to", None))


def _marked(route: Callable[P, R], opened_to: Permission | str) -> Callable[P, R]:
    route.opened_to = opened_to  # type: ignore[attr-defined]  # functions carry attributes
    return route
