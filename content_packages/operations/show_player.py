"""What the player needs for one unit: its address, what it kept, and the menu around it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from content_packages.operations.knock import knock, open_session_at
from content_packages.operations.shelf import Shelf, package_of
from content_packages.rules.activity_trees import activity_tree, is_sequenced, time_limit_of
from content_packages.rules.attempts import Attempt
from content_packages.rules.course_states import COURSE, position_at
from content_packages.rules.courses import LaunchMode
from content_packages.rules.menus import Line, menu_of, opens
from content_packages.rules.packages import Package, Unit
from content_packages.rules.problems import NotPlayedHere
from content_packages.rules.scorm_data import WRITERS, data_for
from content_packages.rules.sessions import Session
from content_packages.storage import attempts, registrations
from foundation.identifiers import new_token


@dataclass(frozen=True, slots=True)
class Played:
    """`address` is that of the unit itself; `kept` what its format's player loads.

    `moment` is that of the newest save; `course` the activity tree with what is kept of it, where
    the package has one that counts.
    """

    tenant: int
    package: Package
    unit: Unit
    session: Session
    menu: tuple[Line, ...]
    address: str
    kept: dict[str, Any]
    sitting: str
    moment: int
    course: dict[str, Any] | None = None

    @property
    def counts(self) -> bool:
        return self.session.mode is LaunchMode.NORMAL

    def beside(self, step: int) -> int | None:
        """The unit before (-1) or after (1) this one that can be opened."""
        order = [line.position for line in self.menu if line.position is not None]
        open_ones = [one for one in order if opens(self.menu, one) or one == self.unit.position]
        if self.unit.position not in open_ones:
            return None
        at = open_ones.index(self.unit.position) + step
        return open_ones[at] if 0 <= at < len(open_ones) else None


def show_player(shelf: Shelf, secret: str, position: int | None = None) -> Played:
    """Raises NotPlayedHere for a unit that is locked, and for a format that needs no player.

    In a sequenced course the player says which unit is open; we open what it was at.
    """
    door = knock(shelf, secret)
    with shelf.database.reading(door.tenant) as tx:
        session = open_session_at(tx, door)
        package = package_of(tx, session.package_id)
        whole = attempts.newest(tx, session.registration, COURSE)
        course = _course(package, session, whole)
        if course is not None:
            position = position_at(package, course["kept"])
        unit = package.unit(session.position if position is None else position)
        menu = menu_of(package, registrations.states(tx, session.registration))
        known = attempts.newest(tx, session.registration, unit.position)
    free = course is not None or unit.position == session.position
    if not free and not opens(menu, unit.position):
        raise NotPlayedHere
    return Played(
        tenant=door.tenant,
        package=package,
        unit=unit,
        session=session,
        menu=menu,
        address=unit.url if urlsplit(unit.url).scheme else f"/c/{secret}/{unit.url}",
        kept=_kept(package, unit, session, known),
        sitting=new_token(12),
        moment=max((one.moment for one in (known, whole) if one is not None), default=0),
        course=course,
    )


def _course(package: Package, session: Session, whole: Attempt | None) -> dict[str, Any] | None:
    """Who only looks goes where she likes, and leaves nothing."""
    if not is_sequenced(package) or session.mode is not LaunchMode.NORMAL:
        return None
    chosen = package.unit(session.position).play.get("item")
    return {
        "tree": activity_tree(package),
        "kept": whole.kept if whole is not None else {},
        "wanted": chosen if session.position else None,
        "units": len(package.units),
    }


def _kept(package: Package, unit: Unit, session: Session, known: Attempt | None) -> dict[str, Any]:
    goes_on = known if known is not None and known.over_at is None else None
    if package.format in WRITERS:
        limit = time_limit_of(package, unit.position)
        return data_for(package.format, unit, session, goes_on, limit)
    return goes_on.kept if goes_on is not None else {}
