"""What a credential adds to the context of each statement that is written with it."""

from collections.abc import Mapping
from typing import Any


def with_context(body: Mapping[str, Any], added: Mapping[str, Any]) -> dict[str, Any]:
    """The statement with `added` in its context: what it says itself stays as it is.

    `added` has the shape of a context: registration, contextActivities, extensions.
    """
    said = body.get("context", {})
    if not isinstance(said, Mapping):
        return dict(body)
    context = {**added, **said}
    if "extensions" in added:
        context["extensions"] = {**added["extensions"], **_inside(said, "extensions")}
    if "contextActivities" in added:
        named = _inside(said, "contextActivities")
        roles = {role: _joined(named.get(role), more) for role, more in _roles(added).items()}
        context["contextActivities"] = {**named, **roles}
    return {**body, "context": context}


def _inside(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said.get(name)
    return found if isinstance(found, Mapping) else {}


def _roles(added: Mapping[str, Any]) -> Mapping[str, list[dict[str, Any]]]:
    found: Mapping[str, list[dict[str, Any]]] = added["contextActivities"]
    return found


def _joined(said: Any, more: list[dict[str, Any]]) -> list[Any]:
    """Each activity once, its own first; one activity may stand without a list (Data §2.4.6.2)."""
    held = [] if said is None else said if isinstance(said, list) else [said]
    known = {one.get("id") for one in held if isinstance(one, Mapping)}
    return [*held, *(one for one in more if one["id"] not in known)]
