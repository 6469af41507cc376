"""Every object in a statement, with its kind and the way to it."""

from collections.abc import Iterator

from tests.lrs.made import Json

Way = tuple[str | int, ...]


def parts_of(one: Json, at: Way = (), kind: str = "statement") -> Iterator[tuple[str, Way]]:
    """Every object in a statement with its kind and the way to it."""
    yield kind, at
    yield from _in_actor(one["actor"], (*at, "actor"))
    yield "verb", (*at, "verb")
    yield from _in_object(one["object"], (*at, "object"))
    if "result" in one:
        yield "result", (*at, "result")
        if "score" in one["result"]:
            yield "score", (*at, "result", "score")
    if "context" in one:
        yield from _in_context(one, (*at, "context"))
    if "authority" in one and one["authority"].get("objectType") == "Group":
        yield "authority", (*at, "authority")
    for number, _ in enumerate(one.get("attachments", ())):
        yield "attachment", (*at, "attachments", number)


def _in_actor(actor: Json, at: Way) -> Iterator[tuple[str, Way]]:
    if actor.get("objectType") != "Group":
        yield "agent", at
        return
    anonymous = set(actor) <= {"objectType", "name", "member"}
    yield "anonymous" if anonymous else "group", at
    for number, _ in enumerate(actor.get("member", ())):
        yield "agent", (*at, "member", number)


def _in_object(target: Json, at: Way) -> Iterator[tuple[str, Way]]:
    kind = target.get("objectType", "Activity")
    if kind == "SubStatement":
        yield from parts_of(target, at, "substatement")
    elif kind in ("Agent", "Group"):
        yield from _in_actor(target, at)
    elif kind == "StatementRef":
        yield "reference", at
    else:
        yield "object", at
        if "definition" in target:
            yield "definition", (*at, "definition")


def _in_context(one: Json, at: Way) -> Iterator[tuple[str, Way]]:
    context = one["context"]
    about = one["object"].get("objectType", "Activity")
    yield "context", at
    if about != "Activity":
        yield "other context", at
    for role in ("instructor", "team"):
        if role in context:
            yield from _in_actor(context[role], (*at, role))
    for role, given in context.get("contextActivities", {}).items():
        if isinstance(given, list):
            for number, _ in enumerate(given):
                yield "activity", (*at, "contextActivities", role, number)
    for name, inner in (("contextAgents", "agent"), ("contextGroups", "group")):
        for number, relevant in enumerate(context.get(name, ())):
            yield name, (*at, name, number)
            yield from _in_actor(relevant[inner], (*at, name, number, inner))
