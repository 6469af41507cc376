"""The sequencing of an item (IMS SS), as JSON in the standard's own names, for the player.

Attributes become true, false, a number or a text; what can stand there more than once is a list.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from content_packages.rules.manifests import Manifest, attribute, child, children, words_of
from content_packages.rules.xml import Element, local_name

Json = dict[str, Any]

REPEATED = frozenset(
    {
        "preConditionRule",
        "postConditionRule",
        "exitConditionRule",
        "ruleCondition",
        "rollupRule",
        "rollupCondition",
        "objective",
        "mapInfo",
        "auxiliaryResource",
    }
)

ADL = "adlseq"
BEFORE = ("skip", "disabled", "hiddenFromChoice", "stopForwardTraversal")
AFTER = ("exitParent", "exitAll", "retry", "retryAll", "continue", "previous")
CONDITIONS = (
    "satisfied",
    "objectiveStatusKnown",
    "objectiveMeasureKnown",
    "objectiveMeasureGreaterThan",
    "objectiveMeasureLessThan",
    "completed",
    "activityProgressKnown",
    "attempted",
    "attemptLimitExceeded",
    "timeLimitExceeded",
    "outsideAvailableTimeRange",
    "always",
)
ROLLUP_CONDITIONS = tuple(
    one
    for one in CONDITIONS
    if one not in ("objectiveMeasureGreaterThan", "objectiveMeasureLessThan", "always")
)

VOCABULARIES: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("preConditionRule/ruleAction", "action"): BEFORE,
        ("postConditionRule/ruleAction", "action"): AFTER,
        ("exitConditionRule/ruleAction", "action"): ("exit",),
        ("ruleConditions/ruleCondition", "condition"): CONDITIONS,
        ("ruleConditions/ruleCondition", "operator"): ("not", "noOp"),
        ("rollupConditions/rollupCondition", "condition"): ROLLUP_CONDITIONS,
        ("rollupConditions/rollupCondition", "operator"): ("not", "noOp"),
        ("rollupRule/rollupAction", "action"): (
            "satisfied",
            "notSatisfied",
            "completed",
            "incomplete",
        ),
        ("rollupRules/rollupRule", "childActivitySet"): (
            "all",
            "any",
            "none",
            "atLeastCount",
            "atLeastPercent",
        ),
    }
)
"""Which words an attribute may hold, by its element and the one around it."""

MEASURES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "minNormalizedMeasure": (-1, 1),
        "measureThreshold": (-1, 1),
        "objectiveMeasureWeight": (0, 1),
        "minimumPercent": (0, 1),
        "attemptLimit": (0, 1_000_000),
    }
)


def sequencing_of(manifest: Manifest, item: Element) -> Json:
    """`{"sequencing": …}` of an item or organisation; {} where it has none."""
    held = child(item, "sequencing")
    if held is None:
        return {}
    shared = _shared(manifest, held)
    said = {**(_plain(manifest, shared) if shared is not None else {}), **_plain(manifest, held)}
    _expect_known_objectives(manifest, [one for one in (shared, held) if one is not None])
    return {"sequencing": said}


def _shared(manifest: Manifest, held: Element) -> Element | None:
    """What stands once in the collection, for several items (IDRef)."""
    name = attribute(held, "idref")
    if not name:
        return None
    for collection in children(manifest.root, "sequencingcollection"):
        for one in children(collection, "sequencing"):
            if attribute(one, "id") == name:
                return one
    manifest.fault(held, "sequencing-unknown", value=name)
    return None


def _plain(manifest: Manifest, element: Element) -> Json:
    said: Json = {}
    for key, written in element.attrib.items():
        name = str(key).rpartition("}")[2]
        if name not in ("ID", "IDRef"):
            said[name] = _value(manifest, element, name, str(written).strip())
    for one in element:
        name = _name_of(one)
        inside = _content(manifest, one)
        if name in REPEATED:
            said.setdefault(name, []).append(inside)
        else:
            said[name] = inside
    return said


def _name_of(element: Element) -> str:
    """ADL's extension calls its own list of objectives as the standard calls its."""
    name = local_name(element)
    return "furtherObjectives" if name == "objectives" and ADL in str(element.tag) else name


def _content(manifest: Manifest, element: Element) -> Any:
    if len(element) or element.attrib:
        return _plain(manifest, element)
    written = words_of(element)
    return _value(manifest, element, local_name(element), written) if written else {}


def _value(manifest: Manifest, element: Element, name: str, written: str) -> Any:
    """A value by its kind; tells where it is outside what the standard lists or bounds."""
    around = element.getparent()
    place = f"{local_name(around) if around is not None else ''}/{local_name(element)}"
    allowed = VOCABULARIES.get((place, name))
    if allowed is not None and written not in allowed:
        manifest.fault(element, "value-unknown", name=name, value=written)
    if name in MEASURES:
        return number_of(manifest, element, name, written, *MEASURES[name])
    return {"true": True, "false": False}.get(written, written)


def number_of(
    manifest: Manifest, element: Element, name: str, written: str, least: float, most: float
) -> float:
    try:
        number = float(written)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        told = {"name": name, "value": written, "least": least, "most": most}
        manifest.fault(element, "number-outside", **told)
        return least
    return number


def _expect_known_objectives(manifest: Manifest, held: list[Element]) -> None:
    """Rules of an item name its own objectives, and each of those has one name."""
    named: set[str] = set()
    for one in _all(held, "primaryobjective", "objective"):
        name = attribute(one, "objectiveid")
        if ADL in str(one.tag):
            continue  # the same objective, with what ADL adds to it
        if name and name in named:
            manifest.fault(one, "objective-name-twice", value=name)
        named.add(name)
    for one in _all(held, "rulecondition"):
        name = attribute(one, "referencedobjective")
        if name and name not in named:
            manifest.fault(one, "objective-name-unknown", value=name)


def _all(held: list[Element], *names: str) -> Iterator[Element]:
    return (one for element in held for one in element.iter() if local_name(one).lower() in names)
