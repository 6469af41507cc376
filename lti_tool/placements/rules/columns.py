"""Which column of an academy's gradebook belongs to a place; its resource id names it."""

from content_packages import Package
from lti_tool.blend.rules.offerings import Offering
from lti_tool.blend.rules.sessions import Session
from lti_tool.goals.rules.evaluations import EVALUATED, column_of_evaluations
from lti_tool.platforms.rules.content_items import Column
from lti_tool.profile.rules import Thing, iri


def column_of_module(offering: Offering, package: Package | None) -> Column:
    """The activity that is completed; a unit of a longer module completes nothing by itself."""
    if package is None:
        return Column(offering.activity_iri, offering.title)
    only = offering.package_unit
    activity = package.activity_id if only is None else package.unit(only).activity_id
    return Column(activity, offering.title)


def column_of_session(base: str, session: Session) -> Column:
    return Column(iri(base, Thing.SESSION, session.id), session.title)


def column_of_goals(base: str) -> Column:
    return Column(column_of_evaluations(base), EVALUATED, reviewed=True)
