"""Look packages up."""

from uuid import UUID

from content_packages.operations.shelf import Shelf, package_of
from content_packages.rules.packages import Package
from content_packages.storage import packages, registrations
from foundation.database import Transaction


def find_package(tx: Transaction, package_id: UUID) -> Package | None:
    return packages.find(tx, package_id)


def show_package(shelf: Shelf, tenant: int, package_id: UUID) -> Package:
    """Raises UnknownPackage."""
    with shelf.database.reading(tenant) as tx:
        return package_of(tx, package_id)


def package_begun(tx: Transaction, registration: UUID) -> Package | None:
    """The package that a registration began in, and finishes in; None before the first launch."""
    known = registrations.find(tx, registration)
    return packages.find(tx, known.package_id) if known else None


def list_packages(shelf: Shelf, tenant: int) -> list[Package]:
    """Newest first."""
    with shelf.database.reading(tenant) as tx:
        return packages.newest_first(tx)


def package_with(tx: Transaction, sha256: str) -> UUID | None:
    """The package that came from exactly this file, if it is here."""
    return packages.with_content(tx, sha256)
