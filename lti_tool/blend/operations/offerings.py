"""Keep what can be chosen, and find it back by activity or enrolment."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from foundation.database import Transaction
from foundation.identifiers import new_id
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.blend.storage import offerings
from lti_tool.profile.rules import Mode, Thing, iri


def add_offering(
    tx: Transaction,
    base: str,
    title: str,
    kind: OfferingKind,
    mode: Mode,
    minutes: int,
    *,
    summary: str = "",
    provider: str = "",
    provider_id: UUID | None = None,
    activity_iri: str | None = None,
    package_id: UUID | None = None,
    package_unit: int | None = None,
    link: str | None = None,
    theme_id: UUID | None = None,
    active_from: date | None = None,
    active_to: date | None = None,
) -> Offering:
    """A new offering. Without an IRI of a provider's it gets ours, `<base>/aanbod/<id>`."""
    offering_id = new_id()
    made = Offering(
        id=offering_id,
        title=title,
        summary=summary,
        provider=provider,
        provider_id=provider_id,
        kind=kind,
        mode=mode,
        minutes=minutes,
        activity_iri=activity_iri or iri(base, Thing.OFFERING, offering_id),
        package_id=package_id,
        package_unit=package_unit,
        link=link,
        theme_id=theme_id,
        active_from=active_from,
        active_to=active_to,
    )
    offerings.add(tx, made)
    return made


def change_offering(tx: Transaction, offering: Offering) -> None:
    offerings.change(tx, offering)


def catalogue(tx: Transaction, theme_id: UUID | None, day: date) -> list[Offering]:
    """What fits a theme and can be chosen on that day; the theme's own first."""
    return offerings.on_offer(tx, theme_id, day)


def all_offerings(tx: Transaction) -> list[Offering]:
    return offerings.every(tx)


def offering(tx: Transaction, offering_id: UUID) -> Offering:
    """Raises UnknownOffering."""
    return offerings.find(tx, offering_id)


def known_offerings(
    tx: Transaction, registrations: Collection[UUID], activities: Collection[str]
) -> tuple[dict[UUID, Offering], dict[str, Offering]]:
    """Offerings by enrolment and by activity IRI, for a batch of statements at once."""
    return (
        offerings.by_registration(tx, registrations) if registrations else {},
        offerings.by_activity(tx, activities) if activities else {},
    )


def offering_of(
    tx: Transaction, *, activity_iri: str | None = None, registration: UUID | None = None
) -> Offering | None:
    """The offering of an enrolment, else of an activity."""
    registrations = [registration] if registration else []
    enrolled, named = known_offerings(tx, registrations, [activity_iri] if activity_iri else [])
    return next(iter([*enrolled.values(), *named.values()]), None)
