"""A Person: one agent's identifiers and names in lists (Communication §2.4)."""

from collections.abc import Iterable, Iterator
from typing import Any

from lrs.rules.actors import identity_of
from lrs.rules.shapes import Actor
from lrs.rules.typed import typed

_IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")


def person_of(agent: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """All properties are lists, because a person may go by several."""
    all_names = dict.fromkeys([*([agent["name"]] if "name" in agent else []), *names])
    person: dict[str, Any] = {"objectType": "Person"}
    if all_names:
        person["name"] = list(all_names)
    return {**person, **{name: [agent[name]] for name in _IDENTIFIERS if name in agent}}


def names_in(bodies: Iterable[dict[str, Any]], identity: str) -> list[str]:
    """The names that statements give to this agent, newest first."""
    said = (
        actor["name"]
        for body in bodies
        for actor in _actors_in(body)
        if "name" in actor and _identity(actor) == identity
    )
    return list(dict.fromkeys(said))


def _identity(actor: dict[str, Any]) -> str | None:
    return identity_of(typed(actor, Actor, ()))


def _actors_in(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    context = body.get("context", {})
    named = [body.get("actor"), body.get("authority"), context.get("instructor")]
    target = body["object"]
    if target.get("objectType") in ("Agent", "Group"):
        named.append(target)
    if target.get("objectType") == "SubStatement":
        yield from _actors_in(target)
    named += [one["agent"] for one in context.get("contextAgents", ())]
    named += [one["group"] for one in context.get("contextGroups", ())]
    for actor in [*named, context.get("team")]:
        if actor:
            yield actor
            yield from actor.get("member", ())
