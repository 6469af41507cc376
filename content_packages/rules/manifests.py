"""Read imsmanifest.xml, as SCORM 1.2 and SCORM 2004 share it: organisation, items, resources.

Makers spell its names with and without their namespaces and in other cases; so only the local
name counts, in small letters.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import quote, urljoin

from content_packages.rules.addresses import Names, Told, file_of, find_address
from content_packages.rules.courses import Texts
from content_packages.rules.faults import MOST, Fault, PackageRefused, the_first
from content_packages.rules.learning_metadata import Described, described_by
from content_packages.rules.sources import Source
from content_packages.rules.xml import Element, fault_at, local_name, read_xml

FILE = "imsmanifest.xml"
BASE = "{http://www.w3.org/XML/1998/namespace}base"
SCO, ASSET = "sco", "asset"
ORDER: Mapping[str, tuple[str, ...]] = {
    "manifest": ("metadata", "organizations", "resources"),
    "organization": ("title", "item", "metadata"),
}


@dataclass(frozen=True, slots=True)
class Resource:
    identifier: str
    element: Element
    href: str
    kind: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest whose references all lead somewhere. `remarks` and `faults` grow while reading."""

    root: Element
    organization: Element
    resources: Mapping[str, Resource]
    files: Names
    described: Described
    remarks: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def identifier(self) -> str:
        return attribute(self.root, "identifier") or "manifest"

    @property
    def title(self) -> str:
        return title_of(self.organization) or next(iter(self.described.title.values()), "")

    def texts(self, words: str) -> Texts:
        """A title in the language of the manifest; SCORM has no language per title."""
        return {self.described.language: words}

    def id_of(self, element: Element) -> str:
        """An IRI for what only has a name in its manifest."""
        name = attribute(element, "identifier")
        parts = [quote(part, safe="") for part in (self.identifier, name) if part]
        return f"scorm:{'/'.join(parts)}"

    def remark(self, element: Element, rule: str, /, **details: object) -> None:
        if len(self.remarks) < MOST:
            self.remarks.append(fault_at(FILE, element, rule, **details))

    def fault(self, element: Element, rule: str, /, **details: object) -> None:
        if len(self.faults) < MOST:
            self.faults.append(fault_at(FILE, element, rule, **details))

    def tell(self, element: Element, told: Told) -> None:
        rule, details = told
        self.fault(element, rule, **details)


def child(element: Element, name: str) -> Element | None:
    return next(children(element, name), None)


def children(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element if local_name(one).lower() == name)


def attribute(element: Element, name: str) -> str:
    """By its local name, in whatever case and namespace; trimmed."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2].lower() == name:
            return str(value).strip()
    return ""


def words_of(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def title_of(element: Element) -> str:
    return words_of(child(element, "title"))


def open_manifest(source: Source, kind: str) -> Manifest:
    """The manifest with its default organisation. Raises where nothing can be opened."""
    root = read_xml(source.read(FILE), FILE)
    if local_name(root).lower() != "manifest":
        raise PackageRefused([fault_at(FILE, root, "not-a-manifest")], kind)
    faults = the_first(chain(_nested(root), _named_twice(root)))
    found = list(_organizations(root))
    if not found:
        raise PackageRefused([*faults, fault_at(FILE, root, "organization-missing")], kind)
    organization, remarks = _default_of(root, found)
    resources = {one.identifier: one for one in _resources(root)}
    told = [held for one in (root, organization) if (held := child(one, "metadata")) is not None]
    written, unread = _written_elsewhere(told, source)
    described = described_by(*told, *written)
    put_right = chain(
        _out_of_order(root), _out_of_order(organization), unread, _not_there(root, source)
    )
    remarks += the_first(put_right)
    return Manifest(root, organization, resources, source.names, described, remarks, faults)


def _written_elsewhere(
    told: Sequence[Element], source: Source
) -> tuple[list[Element], list[Fault]]:
    """What stands in the files that `adlcp:location` names (SCORM 1.2 CAM 2.3.3.5, 2004 CAM 4.5.1);
    one that cannot be read takes nothing from the course.
    """
    found, unread = [], []
    for place in [one for part in told for one in children(part, "location")]:
        name = file_of(words_of(place)) or ""
        try:
            found.append(read_xml(source.read(name), name) if source.holds(name) else None)
        except PackageRefused:
            found.append(None)
        if found[-1] is None:
            unread.append(fault_at(FILE, place, "metadata-unread", value=words_of(place)))
    return [one for one in found if one is not None], unread


def _organizations(root: Element) -> Iterator[Element]:
    held = child(root, "organizations")
    return iter(()) if held is None else children(held, "organization")


def _default_of(root: Element, found: list[Element]) -> tuple[Element, list[Fault]]:
    """The organisation that the manifest prefers, else the first."""
    held = child(root, "organizations")
    wished = attribute(held, "default") if held is not None else ""
    for one in found:
        if wished in ("", attribute(one, "identifier")):
            return one, []
    return found[0], [fault_at(FILE, root, "organization-default", value=wished)]


def _nested(root: Element) -> Iterator[Fault]:
    for element in root.iter():
        if element is not root and local_name(element).lower() == "manifest":
            yield fault_at(FILE, element, "manifest-inside")


def _named_twice(root: Element) -> Iterator[Fault]:
    """Organisations, items and resources have a name, and each its own (they are XML ids)."""
    seen: Counter[str] = Counter()
    for element in root.iter():
        if local_name(element).lower() not in ("organization", "item", "resource"):
            continue
        name = attribute(element, "identifier")
        if not name:
            yield fault_at(FILE, element, "identifier-missing", element=local_name(element))
        seen[name] += 1
        if name and seen[name] == 2:  # noqa: PLR2004
            yield fault_at(FILE, element, "identifier-twice", value=name)


def _resources(root: Element) -> Iterator[Resource]:
    for element, base in _listed(root):
        href = attribute(element, "href")
        kind = attribute(element, "scormtype").lower()
        full = _joined(base, href) if href else ""
        yield Resource(attribute(element, "identifier"), element, full, kind)


def _listed(root: Element) -> Iterator[tuple[Element, str]]:
    """The resources, each with the folder that its addresses begin in (xml:base)."""
    held = child(root, "resources")
    for element in children(held, "resource") if held is not None else ():
        base = ""
        for one in (root, held, element):
            base = _joined(base, one.get(BASE, "") if one is not None else "")
        yield element, base


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:  # what is no address stays what it is, and is refused as such
        return address


def _out_of_order(element: Element) -> Iterator[Fault]:
    """The schemas give children an order that many makers do not keep."""
    parent = local_name(element).lower()
    ranks = {name: rank for rank, name in enumerate(ORDER.get(parent, ()))}
    highest = 0
    for one in element:
        rank = ranks.get(local_name(one).lower(), highest)
        if rank < highest:
            name = local_name(one)
            yield fault_at(FILE, one, "element-order", element=name, parent=parent)
        highest = max(highest, rank)


def _not_there(root: Element, source: Source) -> Iterator[Fault]:
    """Files that are listed and not in the zip: one remark for all, as lists are long."""
    missing = [
        file
        for element, base in _listed(root)
        for file in children(element, "file")
        if find_address(_joined(base, attribute(file, "href")), source.names).problem
    ]
    if missing:
        told = {"count": len(missing), "value": attribute(missing[0], "href")}
        yield fault_at(FILE, missing[0], "file-listed-missing", **told)
