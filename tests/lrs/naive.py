"""A naive reader of statements: plain loops over all that was sent, as the standard words it."""

from collections.abc import Iterator, Mapping, Sequence

from lrs.rules.statements import VOIDED
from tests.lrs.made import Json

IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")


def found(kept: Sequence[Json], params: Mapping[str, object]) -> list[str]:
    """The ids that a question must find, in its order (Communication 2.1.3).

    `kept` is what is stored, in the order it was stored, with `stored` and `authority`.
    `params` are those of GET; `agent` is an object, `since` and `until` compare with `stored`.
    """
    by_id = {one["id"]: one for one in kept}
    voided = voided_ids(kept)
    asked = [
        one["id"]
        for one in kept
        if one["id"] not in voided
        and str(params.get("since", "")) < one["stored"] <= str(params.get("until", "9"))
        and any(matches(here, params) for here in with_targets(one, by_id))
    ]
    return asked if params.get("ascending") else asked[::-1]


def voided_ids(kept: Sequence[Json]) -> set[str]:
    """A voiding statement cannot be voided; what it voids may come later (Data 2.3.2)."""
    voiding = [one for one in kept if one["verb"]["id"] == VOIDED]
    return {one["object"]["id"] for one in voiding} - {one["id"] for one in voiding}


def with_targets(one: Json, by_id: Mapping[str, Json]) -> Iterator[Json]:
    """The statement, and all it leads to: a filter that fits one of them fits the statement."""
    seen: set[str] = set()
    while one["id"] not in seen:
        seen.add(one["id"])
        yield one
        if one["object"].get("objectType") == "StatementRef":
            one = by_id.get(one["object"]["id"], one)


def matches(one: Json, params: Mapping[str, object]) -> bool:
    """All filters fit this statement itself."""
    if "verb" in params and one["verb"]["id"] != params["verb"]:
        return False
    if "registration" in params and registration_of(one) != params["registration"]:
        return False
    if "activity" in params:
        related = bool(params.get("related_activities"))
        if params["activity"] not in list(activities_of(one, related=related)):
            return False
    if "agent" in params:
        agent, related = params["agent"], bool(params.get("related_agents"))
        return any(is_same(actor, agent) for actor in agents_of(one, related=related))
    return True


def registration_of(one: Json) -> object:
    return one.get("context", {}).get("registration")


def activities_of(one: Json, *, related: bool) -> Iterator[str]:
    """The object; related: also those of the context, and the same of a SubStatement."""
    target = one["object"]
    kind = target.get("objectType", "Activity")
    if kind == "Activity":
        yield target["id"]
    if related:
        for given in one.get("context", {}).get("contextActivities", {}).values():
            for activity in given if isinstance(given, list) else [given]:
                yield activity["id"]
        if kind == "SubStatement":
            yield from activities_of(target, related=True)


def agents_of(one: Json, *, related: bool) -> Iterator[Json]:
    """Actor and object; related: also authority, instructor, team, context agents and groups,
    and the same of a SubStatement. A group is found by its members too.
    """
    target, context = one["object"], one.get("context", {})
    named = [one["actor"]]
    if target.get("objectType") in ("Agent", "Group"):
        named.append(target)
    if related:
        named += [context[role] for role in ("instructor", "team") if role in context]
        named += [about["agent"] for about in context.get("contextAgents", [])]
        named += [about["group"] for about in context.get("contextGroups", [])]
        named += [one["authority"]] if "authority" in one else []
    for actor in named:
        yield actor
        yield from actor.get("member", [])
    if related and target.get("objectType") == "SubStatement":
        yield from agents_of(target, related=True)


def is_same(one: Json, other: object) -> bool:
    """Two agents are the same by their identifier, whatever else is said of them."""
    assert isinstance(other, dict)
    return any(name in one and one[name] == other.get(name) for name in IDENTIFIERS)
