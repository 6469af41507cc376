"""Who sees which menu, and where each kind of visitor begins."""

from flask import g, request, url_for

from foundation.language import gettext as _
from lti_tool.people.rules import Role, Viewer
from lti_tool.people.web import viewer
from lti_tool.shell.look import MenuItem, Surroundings

HOMES = (
    # who has several roles begins at the first
    (Role.SCHOOL_LEADER, "insight.team"),
    (Role.BOARD, "insight.board"),
    (Role.TRAINER, "blend.agenda"),
    (Role.ADMIN, "academies.overview"),
    (Role.PLATFORM_ADMIN, "academies.overview"),
)


def home_of(somebody: Viewer) -> str:
    return next((page for role, page in HOMES if role in somebody.roles), "journey.home")


def surroundings() -> Surroundings:
    """What stands around a page: who is looking, where, and her menu."""
    if "visit" not in g:
        return Surroundings()
    picks = g.visit.placement.get("deep_linking") is not None  # its answer must come from there
    framed = g.visit.document_target in ("iframe", "frame") and not picks
    offers_window = framed and request.endpoint != "placements.window"
    return Surroundings(
        person=viewer().name,
        place=viewer().place,
        menu=tuple(_menu(viewer())),
        own_window=url_for("placements.window") if offers_window else "",
    )


def _menu(somebody: Viewer) -> list[MenuItem]:
    return [
        MenuItem(label, icon, url_for(endpoint), current=request.endpoint == endpoint)
        for label, icon, endpoint, roles in _all_items()
        if somebody.roles & roles
    ]


def _all_items() -> list[tuple[str, str, str, frozenset[Role]]]:
    team = frozenset({Role.TEACHER, Role.SCHOOL_LEADER, Role.COACH})
    administrators = frozenset({Role.ADMIN, Role.PLATFORM_ADMIN})
    return [
        (_("Mijn leren"), "target", "journey.home", team | {Role.TRAINER}),
        (_("Agenda"), "calendar", "blend.agenda", team | {Role.TRAINER}),
        (_("Moment"), "clock", "practice.moment", team),
        (_("Voortgang"), "trending-up", "insight.team", team),
        (_("Thema’s"), "presentation", "goals.themes", frozenset({Role.SCHOOL_LEADER})),
        (_("Bestuur"), "flag", "insight.board", frozenset({Role.BOARD})),
        (_("Academies"), "plug", "academies.overview", administrators),
        (_("Modules"), "book-open", "blend.modules", frozenset({Role.ADMIN, Role.TRAINER})),
    ]
