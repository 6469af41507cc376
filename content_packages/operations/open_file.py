"""Find the file that a launch's address means: of its own package, and no other."""

from dataclasses import dataclass
from pathlib import Path

from content_packages.operations.shelf import Shelf
from content_packages.rules.doors import Opens
from content_packages.rules.files import type_of
from content_packages.rules.problems import LaunchOver, UnknownFile
from content_packages.storage import files, sessions
from foundation.identifiers import fingerprint


@dataclass(frozen=True, slots=True)
class OpenedFile:
    tenant: int
    path: Path
    type: str


def open_file(shelf: Shelf, secret: str, name: str) -> OpenedFile:
    with shelf.database.reading(None) as tx:
        door = sessions.door(tx, fingerprint(secret), Opens.FILES)
    if door is None or door.expires < shelf.clock():
        raise LaunchOver
    with shelf.database.reading(door.tenant) as tx:
        session = sessions.find(tx, door.session_id)
    if session is None:
        raise LaunchOver
    path = files.find(shelf.folder, door.tenant, session.package_id, name)
    if path is None:
        raise UnknownFile
    return OpenedFile(door.tenant, path, type_of(name))
