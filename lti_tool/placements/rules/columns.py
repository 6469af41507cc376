"""Which column of an academy's gradebook belongs to a place; its resource id names it."""

from content_packages import Package
from lti_tool.blend.rules.offerings import Offering
from lti_tool.blend.rules.sessions import Session
from lti_tool.profile.rules import Thing, iri


def column_of_module(offering: Offering, package: Package | None, unit: int | None) -> str | None:
    """The activity that is completed; a unit of a longer module completes nothing by itself."""
    if package is None:
        return offering.activity_iri if unit is None else None
    only = offering.package_unit
    if unit is not None and len(package.units) > 1 and only is None:
        return None
    return package.activity_id if only is None else package.unit(only).activity_id


def column_of_session(base: str, session: Session) -> str:
    return iri(base, Thing.SESSION, session.id)
