"""The rules for the context of a statement (Data §2.4.6; in 2.0 also context agents)."""

from collections.abc import Iterator

from msgspec import UNSET

from lrs.rules.activities import check_activity, check_extensions
from lrs.rules.actors import check_actor, check_agent
from lrs.rules.places import Place, expect, reject
from lrs.rules.shapes import Activity, Context, ContextActivities, ContextAgent, ContextGroup
from lrs.rules.values import is_iri, is_language_tag, is_uuid
from lrs.rules.versions import Version

ROLES = ("parent", "grouping", "category", "other")


def check_context(context: Context, at: Place, version: Version, *, about_activity: bool) -> None:
    if context.registration is not UNSET:
        expect(is_uuid(context.registration), "uuid", at, "registration")
    if context.instructor is not UNSET:
        check_actor(context.instructor, (*at, "instructor"))
    if context.team is not UNSET:
        expect(context.team.object_type == "Group", "object-type", at, "team", "objectType")
        check_actor(context.team, (*at, "team"))
    if context.context_activities is not UNSET:
        _check_activities(context.context_activities, (*at, "contextActivities"))
    expect(about_activity or context.revision is UNSET, "only-activity", at, "revision")
    expect(about_activity or context.platform is UNSET, "only-activity", at, "platform")
    if context.language is not UNSET:
        expect(is_language_tag(context.language), "language-tag", at, "language")
    if context.statement is not UNSET:
        is_reference = context.statement.object_type == "StatementRef"
        expect(is_reference, "object-type", at, "statement", "objectType")
        expect(is_uuid(context.statement.id), "uuid", at, "statement", "id")
    check_extensions(context.extensions, at)
    _check_agents_and_groups(context, at, version)


def in_role(activities: ContextActivities, role: str) -> list[Activity]:
    """The activities in one role; one that stands alone is a list of one."""
    given = getattr(activities, role)
    if given is UNSET:
        return []
    return given if isinstance(given, list) else [given]


def all_activities(activities: ContextActivities) -> Iterator[Activity]:
    for role in ROLES:
        yield from in_role(activities, role)


def _check_activities(activities: ContextActivities, at: Place) -> None:
    for role in ROLES:
        for number, activity in enumerate(in_role(activities, role)):
            check_activity(activity, (*at, role, number))


def _check_agents_and_groups(context: Context, at: Place, version: Version) -> None:
    agents, groups = context.context_agents, context.context_groups
    if agents is UNSET and groups is UNSET:
        return
    expect(version.is_v2, "property", at, "contextGroups" if agents is UNSET else "contextAgents")
    for number, agent in enumerate(agents or []):
        _check_context_agent(agent, (*at, "contextAgents", number))
    for number, group in enumerate(groups or []):
        _check_context_group(group, (*at, "contextGroups", number))


def _check_context_agent(one: ContextAgent, at: Place) -> None:
    if one.object_type != "contextAgent":
        reject("object-type", at, "objectType")
    check_agent(one.agent, (*at, "agent"))
    _check_types(one, at)


def _check_context_group(one: ContextGroup, at: Place) -> None:
    if one.object_type != "contextGroup":
        reject("object-type", at, "objectType")
    expect(one.group.object_type == "Group", "object-type", at, "group", "objectType")
    check_actor(one.group, (*at, "group"))
    _check_types(one, at)


def _check_types(one: ContextAgent | ContextGroup, at: Place) -> None:
    if one.relevant_types is UNSET:
        return
    expect(one.relevant_types != [], "not-empty", at, "relevantTypes")
    for number, kind in enumerate(one.relevant_types):
        expect(is_iri(kind), "iri", at, "relevantTypes", number)
