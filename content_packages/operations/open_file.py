"""Find the file that a launch asks for."""

from dataclasses import dataclass
from pathlib import Path

from content_packages.operations.knock import knock, session_at
from content_packages.operations.shelf import Shelf
from content_packages.rules.files import type_of
from content_packages.rules.problems import UnknownFile
from content_packages.storage import files


@dataclass(frozen=True, slots=True)
class OpenedFile:
    tenant: int
    path: Path
    type: str
    format: str


def open_file(shelf: Shelf, secret: str, name: str) -> OpenedFile:
    door = knock(shelf, secret)
    with shelf.database.reading(door.tenant) as tx:
        session = session_at(tx, door)
    path = files.find(shelf.folder, door.tenant, session.package_id, name)
    if path is None:
        raise UnknownFile
    return OpenedFile(door.tenant, path, type_of(name), session.format)
