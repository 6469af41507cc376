"""The rules for activities and their definitions, and how definitions grow together."""

from typing import Any

from msgspec import UNSET, UnsetType

from lrs.rules.json_text import DEEPEST, is_deeper_than
from lrs.rules.places import Place, expect, reject
from lrs.rules.shapes import Activity, Component, Definition, Extensions, LanguageMap, Object
from lrs.rules.values import is_iri, is_language_tag

COMPONENTS: dict[str, tuple[str, ...]] = {
    "true-false": (),
    "choice": ("choices",),
    "fill-in": (),
    "long-fill-in": (),
    "matching": ("source", "target"),
    "performance": ("steps",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "numeric": (),
    "other": (),
}
"""Which lists of components each interaction type has (Data §2.4.4.1)."""

_LISTS = ("choices", "scale", "source", "target", "steps")


def check_language_map(said: LanguageMap | UnsetType, at: Place, name: str) -> None:
    if said is UNSET:
        return
    for tag in said:
        if not is_language_tag(tag):
            reject("language-tag", at, name, tag)


def check_extensions(extensions: Extensions | UnsetType, at: Place) -> None:
    """Keys are IRIs (Data §4.1); values are free, and the only place where null may stand."""
    if extensions is UNSET:
        return
    for key, value in extensions.items():
        if not is_iri(key):
            reject("iri", at, "extensions", key)
        if isinstance(value, dict | list):
            expect(not is_deeper_than(value, DEEPEST), "depth", at, "extensions", key)


def check_activity(activity: Activity | Object, at: Place) -> None:
    identifier = activity.id
    if identifier is UNSET:
        reject("required", at, "id")
    if not is_iri(identifier):
        reject("iri", at, "id")
    if activity.object_type is not UNSET and activity.object_type != "Activity":
        reject("object-type", at, "objectType")
    if activity.definition is not UNSET:
        _check_definition(activity.definition, (*at, "definition"))


def _check_definition(definition: Definition, at: Place) -> None:
    check_language_map(definition.name, at, "name")
    check_language_map(definition.description, at, "description")
    if definition.type is not UNSET:
        expect(is_iri(definition.type), "iri", at, "type")
    if definition.more_info is not UNSET:
        expect(is_iri(definition.more_info), "iri", at, "moreInfo")
    check_extensions(definition.extensions, at)
    _check_interaction(definition, at)


def _check_interaction(definition: Definition, at: Place) -> None:
    kind = definition.interaction_type
    given = [name for name in _LISTS if getattr(definition, name) is not UNSET]
    if kind is UNSET:
        expect(not given, "interaction-needed", at, *given[:1])
        unasked = definition.correct_responses_pattern is UNSET
        expect(unasked, "interaction-needed", at, "correctResponsesPattern")
        return
    expect(kind in COMPONENTS, "interaction-type", at, "interactionType")
    for name in given:
        expect(name in COMPONENTS[kind], "component-kind", at, name)
        _check_components(getattr(definition, name), (*at, name))


def _check_components(components: list[Component], at: Place) -> None:
    ids = [component.id for component in components]
    expect(len(set(ids)) == len(ids), "unique-ids", at)
    for number, component in enumerate(components):
        check_language_map(component.description, (*at, number), "description")


def merged_definition(old: dict[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    """What we know of an activity: the newest word on each property, all languages together."""
    merged = {**(old or {}), **new}
    for name in ("name", "description", "extensions"):
        if old and name in old and name in new:
            merged[name] = {**old[name], **new[name]}
    return merged
