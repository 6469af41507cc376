"""The formats of statements that are read: `ids` and `canonical` (`exact` is what is stored)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Json = dict[str, Any]
Definitions = Mapping[str, Json]

_IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
_ROLES = ("parent", "grouping", "category", "other")
_COMPONENTS = ("choices", "scale", "source", "target", "steps")


def as_ids(statement: Json) -> Json:
    """Only what identifies agents, activities, verbs and groups (Communication §2.1.3)."""
    return _mapped(statement, actor=_bare_actor, activity=_bare_activity, verb=_bare_verb)


def _bare_verb(verb: Json) -> Json:
    return {"id": verb["id"]}


def _bare_activity(activity: Json) -> Json:
    return {"id": activity["id"]}


def _bare_actor(actor: Json) -> Json:
    kept = {name: actor[name] for name in ("objectType", *_IDENTIFIERS) if name in actor}
    if not any(name in actor for name in _IDENTIFIERS) and "member" in actor:
        kept["member"] = [_bare_actor(member) for member in actor["member"]]
    return kept


def as_canonical(statement: Json, definitions: Definitions, languages: Sequence[str]) -> Json:
    """Activities as we know them, and one language in each map (Communication §2.1.3)."""

    def activity(one: Json) -> Json:
        definition = definitions.get(one["id"], one.get("definition"))
        if definition is None:
            return one
        return {**one, "definition": _in_one_language(definition, languages)}

    def verb(one: Json) -> Json:
        return _with_one(one, "display", languages)

    return _mapped(statement, actor=dict, activity=activity, verb=verb)


def _in_one_language(definition: Json, languages: Sequence[str]) -> Json:
    chosen = _with_one(_with_one(definition, "name", languages), "description", languages)
    for name in _COMPONENTS:
        if name in chosen:
            parts = [_with_one(part, "description", languages) for part in chosen[name]]
            chosen = {**chosen, name: parts}
    return chosen


def _with_one(holder: Json, name: str, languages: Sequence[str]) -> Json:
    if not holder.get(name):
        return holder
    tag = best_language(list(holder[name]), languages)
    return {**holder, name: {tag: holder[name][tag]}}


def best_language(tags: Sequence[str], asked: Sequence[str]) -> str:
    """RFC 4647 look-up, then any tag of the same language, then the first there is."""
    for wish in asked:
        steps = wish.lower().split("-")
        for length in range(len(steps), 0, -1):
            start = "-".join(steps[:length])
            for tag in tags:
                if tag.lower() == start or (length == 1 and tag.lower().startswith(f"{start}-")):
                    return tag
    return tags[0]


def languages_asked(header: str | None) -> list[str]:
    """The tags of `Accept-Language`, best first; `*` and `q=0` left out."""
    wishes = []
    for number, part in enumerate((header or "").split(",")):
        tag, _, weight = part.strip().partition(";")
        quality = _quality(weight)
        if tag and tag != "*" and quality > 0:
            wishes.append((-quality, number, tag.strip()))
    return [tag for _, _, tag in sorted(wishes)]


def _quality(weight: str) -> float:
    name, _, value = weight.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


def activity_ids(statement: Json) -> set[str]:
    """All activities a statement names; their definitions are looked up together."""
    found: set[str] = set()

    def noted(activity: Json) -> Json:
        found.add(activity["id"])
        return activity

    _mapped(statement, actor=dict, activity=noted, verb=dict)
    return found


def _mapped(
    statement: Json,
    *,
    actor: Callable[[Json], Json],
    activity: Callable[[Json], Json],
    verb: Callable[[Json], Json],
) -> Json:
    """A copy with every actor, activity and verb replaced, in a SubStatement too."""
    copy = dict(statement)
    for name in ("actor", "authority"):
        if name in copy:
            copy[name] = actor(copy[name])
    copy["verb"] = verb(copy["verb"])
    kind = copy["object"].get("objectType", "Activity")
    if kind == "SubStatement":
        copy["object"] = _mapped(copy["object"], actor=actor, activity=activity, verb=verb)
    elif kind != "StatementRef":
        copy["object"] = (activity if kind == "Activity" else actor)(copy["object"])
    if "context" in copy:
        copy["context"] = _mapped_context(copy["context"], actor, activity)
    return copy


def _mapped_context(
    context: Json, actor: Callable[[Json], Json], activity: Callable[[Json], Json]
) -> Json:
    copy = dict(context)
    for name in ("instructor", "team"):
        if name in copy:
            copy[name] = actor(copy[name])
    for name, inner in (("contextAgents", "agent"), ("contextGroups", "group")):
        if name in copy:
            copy[name] = [{**one, inner: actor(one[inner])} for one in copy[name]]
    if "contextActivities" in copy:
        given = copy["contextActivities"]
        copy["contextActivities"] = {
            role: [activity(one) for one in given[role]] for role in _ROLES if role in given
        }
    return copy
