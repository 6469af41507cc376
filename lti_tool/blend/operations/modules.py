"""The modules on offer: put one there, renew it, offer a unit on its own, take it away."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from content_packages import (
    Launch,
    Package,
    Unit,
    UnknownPackage,
    Upload,
    add_package,
    find_package,
    list_packages,
    preview,
    remove_files,
    remove_package,
    text_in,
)
from foundation.database import Transaction
from lti_tool.blend.operations.offerings import add_offering
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.blend.rules.problems import ModuleInUse
from lti_tool.blend.storage import offerings
from lti_tool.people.rules import Permission, Subject, Viewer, expect_may
from lti_tool.profile.rules import Mode
from lti_tool.shell.tool import Tool

USUAL_MINUTES = 20
"""Where neither the package nor who offers it says how long it takes."""


@dataclass(frozen=True, slots=True)
class OnShelf:
    """A package with what is on offer of it; `newer` where another version came after it."""

    package: Package
    offered: tuple[Offering, ...]
    newer: bool

    @property
    def minutes(self) -> int | None:
        whole = (one.minutes for one in self.offered if one.package_unit is None)
        return next(whole, self.package.minutes)

    def offers(self, unit: Unit) -> bool:
        return any(one.package_unit == unit.position for one in self.offered)


def show_modules(tool: Tool, viewer: Viewer) -> list[OnShelf]:
    """All packages of the board, newest first."""
    expect_may(viewer, Permission.LOOK_AT_MODULES, Subject())
    packages = list_packages(tool.shelf, viewer.tenant)
    replaced = {package.replaces for package in packages}
    with tool.database.reading(viewer.tenant) as tx:
        return [
            OnShelf(one, tuple(offerings.of_package(tx, one.id)), one.id in replaced)
            for one in packages
        ]


def show_on_shelf(tool: Tool, viewer: Viewer, package_id: UUID) -> OnShelf:
    for one in show_modules(tool, viewer):
        if one.package.id == package_id:
            return one
    raise UnknownPackage


def look_at(
    tool: Tool, viewer: Viewer, package_id: UUID, position: int, return_url: str
) -> tuple[OnShelf, Launch]:
    """Open a unit to see what it is like; nothing of it is recorded."""
    shown = show_on_shelf(tool, viewer, package_id)
    language = viewer.person.locale
    return shown, preview(tool.shelf, viewer.tenant, package_id, position, language, return_url)


def offer_module(tool: Tool, viewer: Viewer, upload: Upload) -> Package:
    """Raises PackageRefused with every fault."""
    expect_may(viewer, Permission.OFFER_MODULES, Subject())
    return take_in(tool, viewer.tenant, upload)


def take_in(tool: Tool, tenant: int, upload: Upload, replaces: UUID | None = None) -> Package:
    """On the shelf and on offer, or as a new version; who may do so was asked before."""
    package = add_package(tool.shelf, tenant, upload.file, upload.name, upload.wished, replaces)
    with tool.database.writing(tenant) as tx:
        if replaces is None:
            put_on_offer(tx, tool, package, upload.minutes)
        else:
            _move_offerings(tx, tool, replaces, package)
    return package


def _move_offerings(tx: Transaction, tool: Tool, before_id: UUID, now: Package) -> None:
    before = find_package(tx, before_id)
    today = tool.clock().date()
    for one in offerings.of_package(tx, before_id):
        offerings.change(tx, _moved(one, before, now, today))


def put_on_offer(
    tx: Transaction, tool: Tool, package: Package, minutes: int | None = None
) -> Offering:
    """The whole package, with what it tells of itself."""
    return add_offering(
        tx,
        tool.tool_url,
        package.title,
        OfferingKind.MODULE,
        Mode.ONLINE,
        minutes or package.minutes or USUAL_MINUTES,
        summary=text_in(package.descriptions),
        activity_iri=package.activity_id,
        package_id=package.id,
    )


def offer_unit(tool: Tool, viewer: Viewer, package_id: UUID, position: int) -> None:
    """One unit on its own; offering it twice changes nothing."""
    expect_may(viewer, Permission.OFFER_MODULES, Subject())
    shown = show_on_shelf(tool, viewer, package_id)
    unit = shown.package.unit(position)
    if shown.offers(unit) or shown.newer:
        return
    share = (shown.minutes or USUAL_MINUTES) // len(shown.package.units)
    with tool.database.writing(viewer.tenant) as tx:
        add_offering(
            tx,
            tool.tool_url,
            unit.title,
            OfferingKind.MODULE,
            Mode.ONLINE,
            max(1, share),
            summary=text_in(unit.descriptions),
            activity_iri=unit.activity_id,
            package_id=package_id,
            package_unit=position,
        )


def replace_module(tool: Tool, viewer: Viewer, package_id: UUID, upload: Upload) -> Package:
    """A new version for whoever begins now; who began before finishes in hers."""
    expect_may(viewer, Permission.OFFER_MODULES, Subject())
    return take_in(tool, viewer.tenant, upload, package_id)


def _moved(offering: Offering, before: Package | None, now: Package, today: date) -> Offering:
    """The offering in the new version; a unit that is no longer there is no longer on offer."""
    if offering.package_unit is None or before is None:
        return replace(offering, package_id=now.id, title=now.title)
    wanted = before.unit(offering.package_unit).activity_id
    for unit in now.units:
        if unit.activity_id == wanted:
            return replace(offering, package_id=now.id, package_unit=unit.position)
    return replace(offering, active_to=today - timedelta(days=1))


def remove_module(tool: Tool, viewer: Viewer, package_id: UUID) -> None:
    """Raises ModuleInUse where somebody chose it, PackageInUse where somebody began in it."""
    expect_may(viewer, Permission.OFFER_MODULES, Subject())
    take_away(tool, viewer.tenant, package_id)


def take_away(tool: Tool, tenant: int, package_id: UUID) -> None:
    with tool.database.writing(tenant) as tx:
        for one in offerings.of_package(tx, package_id):
            if offerings.is_chosen(tx, one.id):
                raise ModuleInUse
            offerings.remove(tx, one.id)
        remove_package(tx, package_id)
    remove_files(tool.shelf, tenant, package_id)
