"""Check, keep, launch and follow content packages; this is the front door.

Hang the package's hooks on the record store first: `store = with_package_hooks(RecordStore(…))`.
"""

from content_packages.operations.abandon import abandon
from content_packages.operations.add_package import add_package
from content_packages.operations.check_package import check_package
from content_packages.operations.enroll import enroll
from content_packages.operations.find_package import (
    find_package,
    list_packages,
    package_begun,
    package_with,
)
from content_packages.operations.finish_by_word import can_finish_by_word, finish_by_word
from content_packages.operations.forget_registrations import forget_registrations
from content_packages.operations.launch import launch
from content_packages.operations.package_hooks import with_package_hooks
from content_packages.operations.preview import forget_previews, preview
from content_packages.operations.read_attempts import AttemptRead, attempts_of
from content_packages.operations.read_progress import (
    find_session,
    open_sessions,
    progress_of,
    sessions_of,
)
from content_packages.operations.remove_package import remove_files, remove_package
from content_packages.operations.shelf import Shelf
from content_packages.operations.upload import Upload
from content_packages.operations.waive import waive
from content_packages.rules.courses import LaunchMode, MoveOn, text_in
from content_packages.rules.faults import Fault, PackageRefused, Report
from content_packages.rules.formats import FORMATS
from content_packages.rules.launches import Launch, LaunchContext
from content_packages.rules.packages import Block, Package, Unit, Window
from content_packages.rules.problems import (
    PackageInUse,
    PackageReplaced,
    UnknownPackage,
    UnknownRegistration,
    UnknownUnit,
)
from content_packages.rules.sessions import (
    Progress,
    Registration,
    Session,
    UnitState,
    is_done,
    is_for_review,
    seconds_spent,
)
from content_packages.web.api import Counter, install_packages_api
from content_packages.web.content import content_app

__all__ = [
    "FORMATS",
    "AttemptRead",
    "Block",
    "Counter",
    "Fault",
    "Launch",
    "LaunchContext",
    "LaunchMode",
    "MoveOn",
    "Package",
    "PackageInUse",
    "PackageRefused",
    "PackageReplaced",
    "Progress",
    "Registration",
    "Report",
    "Session",
    "Shelf",
    "Unit",
    "UnitState",
    "UnknownPackage",
    "UnknownRegistration",
    "UnknownUnit",
    "Upload",
    "Window",
    "abandon",
    "add_package",
    "attempts_of",
    "can_finish_by_word",
    "check_package",
    "content_app",
    "enroll",
    "find_package",
    "find_session",
    "finish_by_word",
    "forget_previews",
    "forget_registrations",
    "install_packages_api",
    "is_done",
    "is_for_review",
    "launch",
    "list_packages",
    "open_sessions",
    "package_begun",
    "package_with",
    "preview",
    "progress_of",
    "remove_files",
    "remove_package",
    "seconds_spent",
    "sessions_of",
    "text_in",
    "waive",
    "with_package_hooks",
]
