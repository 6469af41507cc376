"""Read a package of SCORM 2004, 2nd to 4th edition: its items and the sequencing of its tree."""

from dataclasses import replace
from typing import Any

from content_packages.rules.courses import CourseFound
from content_packages.rules.manifests import (
    FILE,
    Manifest,
    attribute,
    child,
    children,
    open_manifest,
    words_of,
)
from content_packages.rules.others import is_cartridge
from content_packages.rules.scorm import Edition, read_items
from content_packages.rules.scorm12 import is_2004
from content_packages.rules.sequencing import number_of, sequencing_of
from content_packages.rules.sources import Source
from content_packages.rules.xml import Element

NAME = "scorm2004"
EDITIONS = {
    "CAM 1.3": "2nd",
    "2004 2nd Edition": "2nd",
    "2004 3rd Edition": "3rd",
    "2004 4th Edition": "4th",
}
LATEST = "4th"
TIME_LIMIT_ACTIONS = ("exit,message", "exit,no message", "continue,message", "continue,no message")
BUTTONS = ("previous", "continue", "exit", "abandon", "exitAll", "abandonAll", "suspendAll")


def fits(source: Source) -> bool:
    return source.holds(FILE) and not is_cartridge(source) and is_2004(source.read(FILE))


def read(source: Source) -> CourseFound:
    manifest = open_manifest(source, NAME)
    edition = _edition(manifest)
    found = read_items(manifest, Edition(NAME, _of_unit, _of_branch))
    top = manifest.organization
    global_to_system = {
        name: attribute(top, name.lower()) != "false"
        for name in ("objectivesGlobalToSystem", "sharedDataGlobalToSystem")
    }
    play = {**found.course.play, "edition": edition, **global_to_system}
    return replace(found, course=replace(found.course, play=play))


def _edition(manifest: Manifest) -> str:
    metadata = child(manifest.root, "metadata")
    version = words_of(child(metadata, "schemaversion")) if metadata is not None else ""
    if not version:
        manifest.remark(manifest.root, "schema-version-missing", used="SCORM 2004 4th Edition")
    elif version not in EDITIONS:
        told = {"value": version, "used": "SCORM 2004 4th Edition"}
        manifest.remark(manifest.root, "schema-version-unknown", **told)
    return EDITIONS.get(version, LATEST)


def _of_branch(manifest: Manifest, item: Element) -> dict[str, Any]:
    """A unit has its threshold among what its player needs."""
    found = sequencing_of(manifest, item)
    threshold = child(item, "completionthreshold")
    if threshold is not None and child(item, "item") is not None:
        found["completionThreshold"] = _threshold(manifest, threshold)
    return found


def _of_unit(manifest: Manifest, item: Element) -> dict[str, Any]:
    if child(item, "item") is not None:
        manifest.fault(item, "leaf-with-items", value=attribute(item, "identifier"))
    play: dict[str, Any] = {}
    if action := words_of(child(item, "timelimitaction")):
        play["timeLimitAction"] = action
        if action not in TIME_LIMIT_ACTIONS:
            manifest.fault(item, "value-unknown", name="timeLimitAction", value=action)
    if (threshold := child(item, "completionthreshold")) is not None:
        play["completionThreshold"] = _threshold(manifest, threshold)
    if hidden := _hidden(manifest, item):
        play["hide"] = hidden
    if (data := child(item, "data")) is not None:
        play["data"] = [_store(one) for one in children(data, "map")]
    return {"mastery_score": _mastery(item), "play": play}


def _threshold(manifest: Manifest, element: Element) -> dict[str, Any]:
    """An attribute in the 4th edition; the words of the element before."""
    name = "minProgressMeasure"
    written = attribute(element, name.lower()) or words_of(element)
    by_measure = attribute(element, "completedbymeasure") == "true" or bool(words_of(element))
    least = number_of(manifest, element, name, written, 0, 1) if written else None
    weight = attribute(element, "progressweight")
    return {
        "completedByMeasure": by_measure,
        name: 1.0 if least is None else least,
        "progressWeight": number_of(manifest, element, "progressWeight", weight or "1", 0, 1),
    }


def _hidden(manifest: Manifest, item: Element) -> list[str]:
    """The buttons that the player hides for this item."""
    found = [
        words_of(one)
        for shown in children(item, "presentation")
        for part in children(shown, "navigationinterface")
        for one in children(part, "hidelmsui")
    ]
    for one in found:
        if one not in BUTTONS:
            manifest.fault(item, "value-unknown", name="hideLMSUI", value=one)
    return found


def _store(element: Element) -> dict[str, Any]:
    """A store that this item shares with others (adlcp:data, 4th edition)."""
    return {
        "targetID": attribute(element, "targetid"),
        "readSharedData": attribute(element, "readshareddata") != "false",
        "writeSharedData": attribute(element, "writeshareddata") != "false",
    }


def _mastery(item: Element) -> float | None:
    """The scaled passing score, where the primary objective is met by measure (RTE 4.2.17)."""
    for held in children(item, "sequencing"):
        for objectives in children(held, "objectives"):
            for one in children(objectives, "primaryobjective"):
                if attribute(one, "satisfiedbymeasure") == "true":
                    return _least(child(one, "minnormalizedmeasure"))
    return None


def _least(element: Element | None) -> float:
    try:
        return float(words_of(element) or "1")
    except ValueError:  # told by the rules of sequencing
        return 1.0
