"""From a manifest to a course, as SCORM 1.2 and SCORM 2004 share it: items become units and blocks.

Besides the units there is a tree, for menus and sequencing: `{"item", "title", "visible", "unit",
"children"}` and what the edition adds. `unit` is the position of the unit that the item opens.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from content_packages.rules.addresses import Address, find_address
from content_packages.rules.courses import (
    Course,
    CourseBlock,
    CourseFound,
    CourseObjective,
    CourseUnit,
    MoveOn,
)
from content_packages.rules.faults import PackageRefused
from content_packages.rules.manifests import (
    ASSET,
    SCO,
    Manifest,
    Resource,
    attribute,
    child,
    children,
    title_of,
    words_of,
)
from content_packages.rules.xml import Element

Json = dict[str, Any]
FINISHED = {SCO: MoveOn.COMPLETED_OR_PASSED, ASSET: MoveOn.COMPLETED}
"""SCORM leaves this to us: a SCO tells what it reached, an asset is done when it was opened."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What differs between the two: the name, what a unit gets, and what a branch of the tree."""

    name: str
    of_unit: Callable[[Manifest, Element], Json]
    of_branch: Callable[[Manifest, Element], Json]


@dataclass(slots=True)
class _Walk:
    """Goes through the items in their order; a resource is looked up once."""

    manifest: Manifest
    edition: Edition
    units: list[CourseUnit] = field(default_factory=list)
    blocks: list[CourseBlock] = field(default_factory=list)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)

    def branch(self, element: Element, inside: int | None) -> Json:
        """An item with what is in it; a block stands before its members."""
        inner = list(children(element, "item"))
        title = self.title(element)
        here = inside
        if inner:
            described = self.manifest.texts(title)
            block = CourseBlock(self.manifest.id_of(element), described, {}, inside)
            self.blocks.append(block)
            here = len(self.blocks) - 1
        unit = self.unit(element, title, here, is_leaf=not inner)
        return {
            "item": attribute(element, "identifier"),
            "title": title,
            "visible": attribute(element, "isvisible").lower() != "false",
            "unit": unit,
            **self.edition.of_branch(self.manifest, element),
            "children": [self.branch(one, here) for one in inner],
        }

    def title(self, element: Element) -> str:
        found = title_of(element)
        if not found:
            found = attribute(element, "identifier")
            self.manifest.remark(element, "title-missing", element="item", used=found)
        return found

    def unit(self, element: Element, title: str, block: int | None, *, is_leaf: bool) -> int | None:
        """The position of the unit that this item opens."""
        name = attribute(element, "identifierref")
        if not name:
            if is_leaf:
                self.manifest.fault(element, "item-empty", value=title)
            return None
        resource = self.manifest.resources.get(name)
        if resource is None:
            self.manifest.fault(element, "resource-unknown", item=title, value=name)
            return None
        url, kind = self.place(resource)
        given = self.edition.of_unit(self.manifest, element)
        started = {"item": attribute(element, "identifier"), "kind": kind, **given.pop("play")}
        launched_with = words_of(child(element, "datafromlms"))
        made = CourseUnit(
            publisher_id=self.manifest.id_of(element),
            title=self.manifest.texts(title),
            description={},
            url=with_parameters(url, attribute(element, "parameters")),
            block=block,
            move_on=FINISHED[kind],
            launch_parameters=launched_with or None,
            play=started,
            **given,
        )
        self.units.append(made)
        return len(self.units) - 1

    def place(self, resource: Resource) -> tuple[str, str]:
        """The address and the kind of a resource; tells what is wrong with it once."""
        if resource.identifier not in self.places:
            address = self._address(resource)
            self.places[resource.identifier] = (address.url, self._kind(resource))
        return self.places[resource.identifier]

    def _address(self, resource: Resource) -> Address:
        if not resource.href:
            self.manifest.fault(
                resource.element, "resource-without-href", value=resource.identifier
            )
            return Address("")
        address = find_address(resource.href, self.manifest.files)
        if address.problem is not None:
            self.manifest.tell(resource.element, address.problem)
        for rule, details in address.remarks:
            self.manifest.remark(resource.element, rule, **details)
        return address

    def _kind(self, resource: Resource) -> str:
        if resource.kind in FINISHED:
            return resource.kind
        if resource.kind:
            self.manifest.fault(resource.element, "scorm-type-unknown", value=resource.kind)
        else:
            self.manifest.remark(resource.element, "scorm-type-missing", value=resource.identifier)
        return SCO


def with_parameters(url: str, parameters: str) -> str:
    """The address with the parameters of its item behind it (CAM 3.4.1.5)."""
    given = parameters.lstrip("?&")
    if not given or given.startswith("#"):
        return url + given
    path, mark, fragment = url.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{given}{mark}{fragment}"


def read_items(manifest: Manifest, edition: Edition) -> CourseFound:
    """The course of a manifest. Raises `PackageRefused` with all that is wrong."""
    walk = _Walk(manifest, edition)
    top = manifest.organization
    title = manifest.title
    if not title_of(top):
        title = title or manifest.identifier
        manifest.remark(top, "title-missing", element="organization", used=title)
    tree = {
        "item": attribute(top, "identifier"),
        "title": title,
        "visible": True,
        "unit": None,
        **edition.of_branch(manifest, top),
        "children": [walk.branch(one, None) for one in children(top, "item")],
    }
    if not tree["children"]:
        manifest.fault(top, "item-missing")
    if manifest.faults:
        raise PackageRefused(manifest.faults, edition.name, title)
    return CourseFound(_course(walk, title, tree), tuple(manifest.remarks))


def _course(walk: _Walk, title: str, tree: Json) -> Course:
    described = walk.manifest.described
    course_id = walk.manifest.id_of(walk.manifest.root)
    objectives = tuple(
        CourseObjective(f"{course_id}#objective-{number}", text, {})
        for number, text in enumerate(described.objectives, 1)
    )
    return Course(
        publisher_id=course_id,
        title=walk.manifest.texts(title),
        description=dict(described.description),
        units=tuple(walk.units),
        blocks=tuple(walk.blocks),
        objectives=objectives,
        keywords=described.keywords,
        minutes=described.minutes,
        play={"tree": tree},
    )
