"""Which properties statements have and of what type: the tables of xAPI Data §2.4 as structs.

What a type cannot say (an IRI, exactly one identifier, raw between min and max) is asked by the
rules that follow. The properties of all kinds of object stand together in `Object`; the rules
refuse those of another kind.
"""

from typing import Any

from msgspec import UNSET, Struct, UnsetType, field

LanguageMap = dict[str, str]
Extensions = dict[str, Any]


class Shape(Struct, forbid_unknown_fields=True, rename="camel", gc=False):
    """Unknown properties are refused everywhere, and null everywhere but in extensions."""


class Account(Shape):
    home_page: str
    name: str


class Actor(Shape):
    object_type: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    mbox: str | UnsetType = UNSET
    mbox_sha1sum: str | UnsetType = field(default=UNSET, name="mbox_sha1sum")
    openid: str | UnsetType = UNSET
    account: Account | UnsetType = UNSET
    member: "list[Actor] | UnsetType" = UNSET


class Verb(Shape):
    id: str
    display: LanguageMap | UnsetType = UNSET


class Component(Shape):
    """One choice, step, source, target or point of a scale (Data §2.4.4.1)."""

    id: str
    description: LanguageMap | UnsetType = UNSET


class Definition(Shape):
    name: LanguageMap | UnsetType = UNSET
    description: LanguageMap | UnsetType = UNSET
    type: str | UnsetType = UNSET
    more_info: str | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET
    interaction_type: str | UnsetType = UNSET
    correct_responses_pattern: list[str] | UnsetType = UNSET
    choices: list[Component] | UnsetType = UNSET
    scale: list[Component] | UnsetType = UNSET
    source: list[Component] | UnsetType = UNSET
    target: list[Component] | UnsetType = UNSET
    steps: list[Component] | UnsetType = UNSET


class Activity(Shape):
    id: str
    object_type: str | UnsetType = UNSET
    definition: Definition | UnsetType = UNSET


class Score(Shape):
    scaled: float | UnsetType = UNSET
    raw: float | UnsetType = UNSET
    min: float | UnsetType = UNSET
    max: float | UnsetType = UNSET


class Result(Shape):
    score: Score | UnsetType = UNSET
    success: bool | UnsetType = UNSET
    completion: bool | UnsetType = UNSET
    response: str | UnsetType = UNSET
    duration: str | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET


class ContextActivities(Shape):
    parent: list[Activity] | Activity | UnsetType = UNSET
    grouping: list[Activity] | Activity | UnsetType = UNSET
    category: list[Activity] | Activity | UnsetType = UNSET
    other: list[Activity] | Activity | UnsetType = UNSET


class StatementRef(Shape):
    object_type: str
    id: str


class ContextAgent(Shape):
    object_type: str
    agent: Actor
    relevant_types: list[str] | UnsetType = UNSET


class ContextGroup(Shape):
    object_type: str
    group: Actor
    relevant_types: list[str] | UnsetType = UNSET


class Context(Shape):
    registration: str | UnsetType = UNSET
    instructor: Actor | UnsetType = UNSET
    team: Actor | UnsetType = UNSET
    context_activities: ContextActivities | UnsetType = UNSET
    revision: str | UnsetType = UNSET
    platform: str | UnsetType = UNSET
    language: str | UnsetType = UNSET
    statement: StatementRef | UnsetType = UNSET
    extensions: Extensions | UnsetType = UNSET
    context_agents: list[ContextAgent] | UnsetType = UNSET
    context_groups: list[ContextGroup] | UnsetType = UNSET


class Attachment(Shape):
    usage_type: str
    display: LanguageMap
    content_type: str
    length: int
    sha2: str
    description: LanguageMap | UnsetType = UNSET
    file_url: str | UnsetType = UNSET


class Object(Shape):
    """An Activity, Agent, Group, StatementRef or SubStatement; `object_type` says which."""

    object_type: str | UnsetType = UNSET
    id: str | UnsetType = UNSET
    definition: Definition | UnsetType = UNSET
    name: str | UnsetType = UNSET
    mbox: str | UnsetType = UNSET
    mbox_sha1sum: str | UnsetType = field(default=UNSET, name="mbox_sha1sum")
    openid: str | UnsetType = UNSET
    account: Account | UnsetType = UNSET
    member: list[Actor] | UnsetType = UNSET
    actor: Actor | UnsetType = UNSET
    verb: Verb | UnsetType = UNSET
    object: "Object | UnsetType" = UNSET
    result: Result | UnsetType = UNSET
    context: Context | UnsetType = UNSET
    timestamp: str | UnsetType = UNSET
    attachments: list[Attachment] | UnsetType = UNSET


class StatementShape(Shape):
    actor: Actor
    verb: Verb
    object: Object
    id: str | UnsetType = UNSET
    result: Result | UnsetType = UNSET
    context: Context | UnsetType = UNSET
    timestamp: str | UnsetType = UNSET
    stored: str | UnsetType = UNSET
    authority: Actor | UnsetType = UNSET
    version: str | UnsetType = UNSET
    attachments: list[Attachment] | UnsetType = UNSET
