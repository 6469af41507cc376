"""Show what a course can hold, and hand over what was picked."""

from collections.abc import Sequence
from dataclasses import dataclass

from content_packages import Package, find_package
from foundation.database import Transaction
from lti_tool.blend.operations import all_offerings
from lti_tool.blend.operations.agenda import show_agenda
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.blend.rules.sessions import Session
from lti_tool.people.rules import Viewer
from lti_tool.placements.rules.columns import (
    column_of_goals,
    column_of_module,
    column_of_session,
)
from lti_tool.placements.rules.places import (
    NAMES,
    NothingPicked,
    OnlyOne,
    Place,
    PlaceKind,
    PlaceUnknown,
)
from lti_tool.platforms.operations.answer_deep_link import (
    DeepLinkAnswer,
    answer_deep_link,
    deep_linking_asked,
    registration_of,
)
from lti_tool.platforms.rules.content_items import FRAME, WINDOW, Column, ContentItem
from lti_tool.platforms.rules.messages import DeepLinking
from lti_tool.shell.rules import Visit
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick. `session` where it is a meeting, to say when."""

    place: Place
    title: str
    note: str = ""
    column: Column | None = None
    session: Session | None = None


@dataclass(frozen=True, slots=True)
class Picker:
    """What the page shows; `general` still has to be translated."""

    asked: DeepLinking
    general: tuple[Choice, ...]
    modules: tuple[Choice, ...]
    sessions: tuple[Choice, ...]

    @property
    def window_can_be_chosen(self) -> bool:
        return {WINDOW, FRAME} <= set(self.asked.targets)

    @property
    def only_window(self) -> bool:
        return WINDOW in self.asked.targets and FRAME not in self.asked.targets


def show_picker(tool: Tool, viewer: Viewer, visit: Visit) -> Picker:
    """Raises NothingAsked where the academy did not ask for a choice."""
    asked = deep_linking_asked(visit)
    agenda = show_agenda(tool, viewer)
    with tool.database.reading(viewer.tenant) as tx:
        found = [one for one in all_offerings(tx) if _can_be_placed(tool, one)]
        modules = [choice for one in found for choice in _module(tx, viewer, one)]
    return Picker(
        asked=asked,
        general=tuple(_general(tool, kind) for kind in NAMES),
        modules=tuple(modules),
        sessions=tuple(_session(tool, one.session) for one in (*agenda.now, *agenda.coming)),
    )


def hand_over(
    tool: Tool, viewer: Viewer, visit: Visit, picked: Sequence[Choice], *, own_window: bool
) -> DeepLinkAnswer:
    """Sign what was picked (nothing is fine too); columns only where scores are wanted."""
    with tool.database.reading(viewer.tenant) as tx:
        wants_scores = registration_of(tx, visit).report_scores
    items = [
        ContentItem(one.place.key, one.title, one.note, one.column if wants_scores else None)
        for one in picked
    ]
    return answer_deep_link(tool, visit, items, own_window=own_window)


def picked_from(picker: Picker, keys: Sequence[str]) -> list[Choice]:
    """The choices with these keys, in the order of the page."""
    offered = (*picker.general, *picker.modules, *picker.sessions)
    picked = [one for one in offered if one.place.key in keys]
    if not keys:
        raise NothingPicked
    if len(picked) < len(set(keys)):
        raise PlaceUnknown
    if len(picked) > 1 and not picker.asked.accept_multiple:
        raise OnlyOne
    return picked


def _general(tool: Tool, kind: PlaceKind) -> Choice:
    column = column_of_goals(tool.tool_url) if kind is PlaceKind.GOALS else None
    return Choice(Place(kind), *NAMES[kind], column=column)


def _can_be_placed(tool: Tool, offering: Offering) -> bool:
    meets = offering.kind is OfferingKind.MEETING
    return not meets and offering.is_on_offer(tool.clock().date())


def _module(tx: Transaction, viewer: Viewer, offering: Offering) -> list[Choice]:
    """The whole, and each unit of it where there are more."""
    package = find_package(tx, offering.package_id) if offering.package_id else None
    column = column_of_module(offering, package)
    whole = Choice(Place(PlaceKind.MODULE, offering.id), offering.title, offering.summary, column)
    if package is None or offering.package_unit is not None or len(package.units) == 1:
        return [whole]
    return [whole, *_units(viewer, offering, package)]


def _units(viewer: Viewer, offering: Offering, package: Package) -> list[Choice]:
    language = viewer.person.locale
    return [
        Choice(
            Place(PlaceKind.MODULE, offering.id, unit.position),
            f"{offering.title}: {unit.title_in(language)}",
        )
        for unit in package.units
    ]


def _session(tool: Tool, session: Session) -> Choice:
    column = column_of_session(tool.tool_url, session)
    return Choice(
        Place(PlaceKind.SESSION, session.id), session.title, column=column, session=session
    )
