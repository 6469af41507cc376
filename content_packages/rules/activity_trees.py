"""The activity tree of SCORM 2004 in the words of scorm-again, which walks it in the browser.

The names and defaults on the left are those of IMS Simple Sequencing and of ADL's extensions
(adlseq); what a manifest does not say is left to scorm-again, save where its default is another.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from content_packages.rules.packages import Package
from content_packages.rules.scorm_readings import ISO

Json = dict[str, Any]
FORMAT = "scorm2004"

CONTROLS = (
    "choice",
    "choiceExit",
    "flow",
    "forwardOnly",
    "useCurrentAttemptObjectiveInfo",
    "useCurrentAttemptProgressInfo",
)
CONSTRAINTS = ("preventActivation", "constrainChoice")
ROLLED_UP = ("rollupObjectiveSatisfied", "rollupProgressCompletion")
DELIVERY = ("tracked", "completionSetByContent", "objectiveSetByContent")
RANDOM = ("randomizationTiming", "selectionTiming")
CONSIDERATIONS = (
    "requiredForSatisfied",
    "requiredForNotSatisfied",
    "requiredForCompleted",
    "requiredForIncomplete",
)
RULES = ("preConditionRule", "exitConditionRule", "postConditionRule")
OTHER_NAMES = {"activityProgressKnown": "progressKnown"}
"""Conditions of rollup that scorm-again calls otherwise."""


def is_sequenced(package: Package) -> bool:
    return package.format == FORMAT and isinstance(package.play.get("tree"), Mapping)


def activity_tree(package: Package) -> Json:
    """The whole tree, from the organisation down.

    A manifest that says nothing at all of how one goes through it gets a way forward and back:
    the standard's default leaves only the menu, and its maker did not think of either.
    """
    tree = package.play["tree"]
    flows = not any("controlMode" in one.get("sequencing", {}) for one in branches(tree))
    return _activity(tree, package, flows=flows)


def branches(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A branch and all that is in it, from the top."""
    yield node
    for one in node.get("children", ()):
        yield from branches(one)


def time_limit_of(package: Package, position: int) -> str | None:
    """`cmi.max_time_allowed` of a unit (RTE 4.2.13)."""
    for node in branches(package.play.get("tree", {})):
        if node.get("unit") == position:
            limits = _inside(node.get("sequencing", {}), "limitConditions")
            return _duration(limits.get("attemptAbsoluteDurationLimit"))
    return None


def _activity(node: Mapping[str, Any], package: Package, *, flows: bool) -> Json:
    said = _inside(node, "sequencing")
    unit = node.get("unit")
    play = package.unit(unit).play if isinstance(unit, int) else node
    limits = _inside(said, "limitConditions")
    made = {
        "id": node["item"],
        "title": node["title"],
        "isVisible": node["visible"],
        "sequencingControls": _controls(said, flows=flows),
        "deliveryControls": _bools(_inside(said, "deliveryControls"), DELIVERY),
        "sequencingRules": {f"{name}s": _rules(said, name) for name in RULES},
        "rollupRules": {"rules": list(_rollup(_inside(said, "rollupRules")))},
        "rollupConsiderations": _considerations(_inside(said, "rollupConsiderations")),
        "attemptLimit": _whole(limits.get("attemptLimit")),
        "attemptAbsoluteDurationLimit": _duration(limits.get("attemptAbsoluteDurationLimit")),
        "completionThreshold": play.get("completionThreshold"),
        "hideLmsUi": play.get("hide"),
        "sharedDataMaps": play.get("data"),
        **_objectives(said, str(node["item"])),
        "children": [_activity(one, package, flows=flows) for one in node["children"]],
    }
    return {name: value for name, value in made.items() if value not in (None, {}, [])}


def _controls(said: Mapping[str, Any], *, flows: bool) -> Json:
    rollup, random = _inside(said, "rollupRules"), _inside(said, "randomizationControls")
    weight = rollup.get("objectiveMeasureWeight")
    count = _whole(random.get("selectCount"))
    return {
        "flow": flows,
        **_bools(_inside(said, "controlMode"), CONTROLS),
        **_bools(_inside(said, "constrainedChoiceConsiderations"), CONSTRAINTS),
        **_bools(rollup, ROLLED_UP),
        **({"objectiveMeasureWeight": weight} if isinstance(weight, int | float) else {}),
        **{
            name: random[name]
            for name in RANDOM
            if random.get(name) in ("once", "onEachNewAttempt")
        },
        **({"randomizeChildren": True} if random.get("reorderChildren") is True else {}),
        **({"selectCount": count} if count is not None else {}),
    }


def _rules(said: Mapping[str, Any], kind: str) -> list[Json]:
    return [
        {
            "action": _inside(rule, "ruleAction").get("action"),
            "conditionCombination": held.get("conditionCombination", "all"),
            "conditions": [_condition(one) for one in _list(held, "ruleCondition")],
        }
        for rule in _list(_inside(said, "sequencingRules"), kind)
        if _list(held := _inside(rule, "ruleConditions"), "ruleCondition")
    ]


def _condition(said: Mapping[str, Any]) -> Json:
    made = {
        name: said[name]
        for name in ("condition", "operator", "referencedObjective")
        if name in said
    }
    threshold = said.get("measureThreshold")
    return {**made, **({"parameters": {"threshold": threshold}} if threshold is not None else {})}


def _rollup(said: Mapping[str, Any]) -> Iterator[Json]:
    for rule in _list(said, "rollupRule"):
        held = _inside(rule, "rollupConditions")
        if conditions := _list(held, "rollupCondition"):
            yield {
                "action": _inside(rule, "rollupAction").get("action"),
                "conditionCombination": held.get("conditionCombination", "any"),
                "consideration": rule.get("childActivitySet", "all"),
                "minimumCount": _whole(rule.get("minimumCount")) or 0,
                "minimumPercent": rule.get("minimumPercent", 0),
                "conditions": [_rollup_condition(one) for one in conditions],
            }


def _rollup_condition(said: Mapping[str, Any]) -> Json:
    named = str(said.get("condition"))
    return {
        "condition": OTHER_NAMES.get(named, named),
        "operator": said.get("operator", "noOp"),
    }


def _considerations(said: Mapping[str, Any]) -> Json:
    measured = _bools(said, ("measureSatisfactionIfActive",))
    return {**{name: said[name] for name in CONSIDERATIONS if name in said}, **measured}


def _objectives(said: Mapping[str, Any], item: str) -> Json:
    """Those of the standard, each with the further maps that ADL lets it have."""
    held = _inside(said, "objectives")
    further = {
        str(one.get("objectiveID")): _list(one, "mapInfo")
        for one in _list(_inside(said, "furtherObjectives"), "objective")
    }
    found: Json = {"objectives": [_objective(one, further) for one in _list(held, "objective")]}
    if primary := _inside(held, "primaryObjective"):
        # only one that no map or rule names may be without a name; the engine wants one
        named = {"objectiveID": f"{item}-primary", **primary}
        found["primaryObjective"] = {**_objective(named, further), "isPrimary": True}
    return found


def _objective(said: Mapping[str, Any], further: Mapping[str, list[Json]]) -> Json:
    maps: dict[str, Json] = {}
    for one in _list(said, "mapInfo"):
        maps[str(one.get("targetObjectiveID"))] = dict(one)
    for one in further.get(str(said.get("objectiveID")), ()):
        unread = {"readSatisfiedStatus": False, "readNormalizedMeasure": False}
        target = str(one.get("targetObjectiveID"))
        maps[target] = {**maps.get(target, unread), **one}
    least = said.get("minNormalizedMeasure")
    return {
        "objectiveID": said.get("objectiveID"),
        **_bools(said, ("satisfiedByMeasure",)),
        **({"minNormalizedMeasure": least} if isinstance(least, int | float) else {}),
        "mapInfo": list(maps.values()),
    }


def _inside(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said.get(name)
    return found if isinstance(found, Mapping) else {}


def _list(said: Mapping[str, Any], name: str) -> list[Json]:
    found = said.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _bools(said: Mapping[str, Any], names: tuple[str, ...]) -> Json:
    return {name: said[name] for name in names if isinstance(said.get(name), bool)}


def _whole(value: object) -> int | None:
    try:
        return int(float(str(value)))
    except (ValueError, OverflowError):
        return None


def _duration(value: object) -> str | None:
    return value if isinstance(value, str) and ISO.fullmatch(value) else None
