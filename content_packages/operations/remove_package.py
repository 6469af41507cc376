"""Take a package from the shelf that nobody began in."""

from uuid import UUID

from content_packages.operations.preview import forget_previews_within
from content_packages.operations.shelf import Shelf, package_of
from content_packages.rules.problems import PackageInUse
from content_packages.storage import files, packages
from foundation.database import Transaction


def remove_package(tx: Transaction, package_id: UUID) -> None:
    """As one step of the caller's transaction; call `remove_files` once that is through.

    Raises `UnknownPackage`, and `PackageInUse` where somebody began in it; who only looked did not.
    """
    package_of(tx, package_id)
    forget_previews_within(tx, package_id=package_id)
    if packages.is_begun(tx, package_id):
        raise PackageInUse
    packages.remove(tx, package_id)


def remove_files(shelf: Shelf, tenant: int, package_id: UUID) -> None:
    files.remove(shelf.folder, tenant, package_id)
