"""Every filter is a term: what a statement is found by, as 64-bit numbers.

A term is the hash of a kind and a value (`verb:http://…`). Filters look up the same number.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import msgspec
from msgspec import UNSET

from lrs.rules.actors import identities_of, identity_of
from lrs.rules.contexts import all_activities
from lrs.rules.shapes import Actor, Context, Object, StatementShape


class Kind(StrEnum):
    VERB = "verb"
    AGENT = "agent"
    RELATED_AGENT = "related_agent"
    ACTIVITY = "activity"
    RELATED_ACTIVITY = "related_activity"
    REGISTRATION = "registration"


@lru_cache(maxsize=131_072)
def term(kind: str, value: str) -> int:
    """64 bits, signed as databases have them; equal for equal kinds and values, for ever."""
    digest = blake2b(f"{kind}:{value}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def terms_of(shape: StatementShape, authority: Actor) -> set[int]:
    """Everything this statement can be found by (Communication §2.1.3)."""
    target = shape.object
    found = {term(Kind.VERB, shape.verb.id)}
    for identity in _who_is_in_front(shape):
        found.add(term(Kind.AGENT, identity))
        found.add(term(Kind.RELATED_AGENT, identity))
    if _is_activity(target):
        found.add(term(Kind.ACTIVITY, str(target.id)))
    for identity in _who_else(shape, authority):
        found.add(term(Kind.RELATED_AGENT, identity))
    for activity in _activities_in(shape):
        found.add(term(Kind.RELATED_ACTIVITY, activity))
    if shape.context is not UNSET and shape.context.registration is not UNSET:
        found.add(term(Kind.REGISTRATION, shape.context.registration.lower()))
    return found


def _is_activity(target: Object) -> bool:
    return target.object_type is UNSET or target.object_type == "Activity"


def _who_is_in_front(shape: StatementShape | Object) -> Iterator[str]:
    """The actor, and an object that is an agent or a group; groups with their members."""
    if shape.actor is not UNSET:
        yield from identities_of(shape.actor)
    target = shape.object
    if target is not UNSET and target.object_type in ("Agent", "Group"):
        yield from identities_of(target)


def _who_else(shape: StatementShape, authority: Actor) -> Iterator[str]:
    yield from identities_of(authority)
    yield from _who_is_in_context(shape.context)
    if shape.object.object_type == "SubStatement":
        yield from _who_is_in_front(shape.object)
        yield from _who_is_in_context(shape.object.context)


def _who_is_in_context(context: Context | object) -> Iterator[str]:
    if not isinstance(context, Context):
        return
    for actor in (context.instructor, context.team):
        if actor is not UNSET:
            yield from identities_of(actor)
    for agent in context.context_agents or ():
        yield from identities_of(agent.agent)
    for group in context.context_groups or ():
        yield from identities_of(group.group)


def _activities_in(shape: StatementShape | Object) -> Iterator[str]:
    target = shape.object
    if target is not UNSET:
        if _is_activity(target):
            yield str(target.id)
        elif target.object_type == "SubStatement":
            yield from _activities_in(target)
    if shape.context is not UNSET and shape.context.context_activities is not UNSET:
        for activity in all_activities(shape.context.context_activities):
            yield activity.id


def agent_term(agent: Actor, *, related: bool = False) -> int:
    """The term of a filter on an agent or an identified group."""
    return term(Kind.RELATED_AGENT if related else Kind.AGENT, identity_of(agent) or "")


def read_actor(agent: dict[str, Any]) -> Actor:
    """An agent as JSON, in the shape that terms are made of."""
    return msgspec.convert(agent, Actor)


def authority_term(authority: dict[str, Any]) -> int:
    """Under which authority a statement was stored; for `statements/read/mine`."""
    who = read_actor(authority)
    return term("authority", "\n".join(sorted(identities_of(who))))
