"""Read a package of SCORM 1.2: prerequisites, mastery scores and time limits of its items."""

import re
from typing import Any

from content_packages.rules.courses import CourseFound
from content_packages.rules.manifests import (
    FILE,
    Manifest,
    attribute,
    child,
    open_manifest,
    words_of,
)
from content_packages.rules.others import is_cartridge
from content_packages.rules.scorm import Edition, read_items
from content_packages.rules.sources import Source
from content_packages.rules.xml import Element

NAME = "scorm12"
HIGHEST = 100
TIME = re.compile(r"\d{2,4}:\d\d:\d\d(\.\d{1,2})?")
TIME_LIMIT_ACTIONS = ("exit,message", "exit,no message", "continue,message", "continue,no message")
TOKEN = re.compile(r'\s*(?:([A-Za-z_][\w.:-]*)|([&|~(){},*=]|<>|\d+|"[^"]*"))')
"""A word of the script for prerequisites: a name, or a mark (AICC CMI 6.4)."""


def fits(source: Source) -> bool:
    """Any manifest that does not say it is of another standard."""
    if not source.holds(FILE) or is_cartridge(source):
        return False
    return not is_2004(source.read(FILE))


def is_2004(raw: bytes) -> bool:
    """By the namespace of its content packaging, or what it says its version is."""
    plain = raw.replace(b"\x00", b"")
    return any(mark in plain for mark in (b"adlcp_v1p3", b"imsss", b"CAM 1.3", b">2004 "))


def read(source: Source) -> CourseFound:
    manifest = open_manifest(source, NAME)
    _expect_version(manifest)
    return read_items(manifest, Edition(NAME, _of_unit, _of_branch))


def _expect_version(manifest: Manifest) -> None:
    metadata = child(manifest.root, "metadata")
    version = words_of(child(metadata, "schemaversion")) if metadata is not None else ""
    if not version:
        manifest.remark(manifest.root, "schema-version-missing", used="SCORM 1.2")
    elif version != "1.2":
        manifest.remark(manifest.root, "schema-version-unknown", value=version, used="SCORM 1.2")


def _of_unit(manifest: Manifest, item: Element) -> dict[str, Any]:
    limits = {name: words_of(child(item, name)) for name in ("maxtimeallowed", "timelimitaction")}
    if limits["maxtimeallowed"] and not TIME.fullmatch(limits["maxtimeallowed"]):
        value = limits["maxtimeallowed"]
        manifest.fault(item, "time-limit-invalid", value=value, example="01:30:00")
    action = re.sub(r"\s*,\s*", ",", limits["timelimitaction"])
    if action and action not in TIME_LIMIT_ACTIONS:
        manifest.fault(item, "value-unknown", name="timelimitaction", value=action)
    return {
        "mastery_score": _mastery(manifest, item),
        "play": {name: value for name, value in limits.items() if value},
    }


def _mastery(manifest: Manifest, item: Element) -> float | None:
    """From 0 to 1, as everywhere with us; SCORM 1.2 writes 0 to 100."""
    written = words_of(child(item, "masteryscore"))
    if not written:
        return None
    if not re.fullmatch(r"\d{1,3}(\.\d+)?", written) or float(written) > HIGHEST:
        manifest.fault(item, "mastery-score-outside", value=written)
        return None
    return float(written) / HIGHEST


def _of_branch(manifest: Manifest, item: Element) -> dict[str, Any]:
    script = words_of(child(item, "prerequisites"))
    if not script:
        return {}
    if (names := _names_in(script)) is None:
        manifest.fault(item, "prerequisites-invalid", value=script)
        return {}
    known = {attribute(one, "identifier") for one in manifest.organization.iter()}
    for name in names:
        if name not in known:
            manifest.fault(item, "prerequisites-unknown", value=name)
    return {"prerequisites": script}


def _names_in(script: str) -> list[str] | None:
    """The items that a script of prerequisites names; None where it is no script."""
    names: list[str] = []
    at = depth = 0
    while at < len(script):
        found = TOKEN.match(script, at)
        if found is None:
            return None
        at = found.end()
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(found[0].strip(), 0)
        if depth < 0:
            return None
        if found[1]:
            names.append(found[1])
    return names if names and not depth else None
