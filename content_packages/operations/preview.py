"""Look at a unit before it counts for anybody: nothing is recorded, and the traces go."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from content_packages.operations.forget_registrations import forget_registrations
from content_packages.operations.launch import open_unit, session_for, unit_to_open
from content_packages.operations.shelf import Shelf
from content_packages.rules.courses import LaunchMode
from content_packages.rules.doors import LIVES, Opens
from content_packages.rules.launches import Launch, LaunchContext
from content_packages.rules.packages import window_of
from content_packages.rules.sessions import Registration
from content_packages.storage import registrations
from foundation.database import Transaction
from lrs import forget_documents

STAYS = LIVES[Opens.FILES]
"""As long as its page can be open."""


def preview(
    shelf: Shelf, tenant: int, package_id: UUID, unit_index: int, language: str, return_url: str
) -> Launch:
    """As nobody, in a registration of its own, in cmi5's launch mode Browse (§10.2.2)."""
    context = LaunchContext(language=language)
    with shelf.database.writing(tenant) as tx:
        package, unit = unit_to_open(tx, package_id, unit_index)
        nobody = Registration(
            id=uuid4(),
            package_id=package_id,
            actor={"objectType": "Agent", "account": _nobody(shelf)},
            template=context.template,
            enrolled_at=shelf.clock(),
            preview=True,
        )
        registrations.add(tx, nobody)
        session = session_for(shelf, package, nobody, unit, context, LaunchMode.BROWSE, return_url)
        _, url = open_unit(tx, shelf, session, unit, context)
    return Launch(url, session.id, window_of(unit.launch_method))


def _nobody(shelf: Shelf) -> dict[str, str]:
    """Another one each time, so that no two people find each other's bookmarks."""
    return {"homePage": shelf.content_url.replace("{package}.", ""), "name": f"preview-{uuid4()}"}


def forget_previews(shelf: Shelf, tenants: Sequence[int]) -> None:
    """Those whose pages can no longer be open."""
    for tenant in tenants:
        with shelf.database.writing(tenant) as tx:
            forget_previews_within(tx, before=shelf.clock() - STAYS)


def forget_previews_within(
    tx: Transaction, *, before: datetime | None = None, package_id: UUID | None = None
) -> None:
    gone = registrations.previews(tx, before, package_id)
    if gone:
        forget_documents(tx, [one.actor for one in gone])
        forget_registrations(tx, [one.id for one in gone])
