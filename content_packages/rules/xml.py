"""Read XML that strangers made: no entities, no network, no depth without end."""

from typing import Any

from lxml import etree

from content_packages.rules.faults import Fault, PackageRefused, refuse
from content_packages.rules.zips import LIMITS, MEGABYTE, Limits

Element = etree._Element  # noqa: SLF001  (lxml has no public name for its own type)


def read_xml(raw: bytes, file: str, limits: Limits = LIMITS) -> Element:
    """The root element; comments and processing instructions are gone, CDATA is text."""
    if len(raw) > limits.manifest:
        raise refuse("xml-too-large", file, limit=limits.manifest // MEGABYTE)
    if (marks := raw.count(b"<") + raw.count(b"=")) > limits.marks:
        raise refuse("xml-too-many-elements", file, count=marks, limit=limits.marks)
    try:
        root = etree.fromstring(raw, _parser())
    except etree.XMLSyntaxError as fault:
        raise _not_well_formed(raw, file, fault) from fault
    except LookupError as fault:  # an encoding that nobody knows
        raise refuse("xml-not-well-formed", file, "1:1", reason=str(fault)) from fault
    if _has_entities(root):
        raise refuse("xml-entities", file)
    return root


def _has_entities(root: Element) -> bool:
    """Declared here, or used and declared in a file elsewhere that we do not read."""
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and list(declared.iterentities()):  # type: ignore[attr-defined]  # the stubs lack it
        return True
    return next(root.iter(etree.Entity), None) is not None


def _parser() -> etree.XMLParser:
    """A new one each time: parsers are not shared between threads."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )


def _not_well_formed(raw: bytes, file: str, fault: etree.XMLSyntaxError) -> PackageRefused:
    if b"<!ENTITY" in raw.replace(b"\x00", b""):
        return refuse("xml-entities", file)
    line, column = fault.position
    return refuse("xml-not-well-formed", file, f"{line}:{column}", reason=fault.msg or "")


def fault_at(file: str, element: Element, rule: str, /, **details: Any) -> Fault:
    """A fault that tells its file and element."""
    return Fault(rule, file, path_of(element), details)


def path_of(element: Element) -> str:
    """Where an element stands: `/courseStructure/block[2]/au[1] (line 17)`."""
    parts = []
    current: Element | None = element
    while current is not None:
        parts.append(_step(current))
        current = current.getparent()
    return f"/{'/'.join(reversed(parts))} (line {element.sourceline})"


def _step(element: Element) -> str:
    """Counted by libxml2: a strange file can have a hundred thousand siblings."""
    name = local_name(element)
    number = str(_NUMBER(element, name=name))
    is_alone = number == "1" and not _IS_FOLLOWED(element, name=name)
    return name if is_alone else f"{name}[{number}]"


_NUMBER = etree.XPath("string(count(preceding-sibling::*[local-name() = $name]) + 1)")
_IS_FOLLOWED = etree.XPath("boolean(following-sibling::*[local-name() = $name][1])")


def local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
