"""The files of packages on disk: written into a temporary folder, then moved as a whole."""

import shutil
from pathlib import Path
from uuid import UUID

from content_packages.rules.zips import SafeZip
from foundation.identifiers import new_token


def unpack(folder: Path, tenant: int, package_id: UUID, source: SafeZip) -> None:
    """All files of the package, or none."""
    place = folder_of(folder, tenant, package_id)
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.parent / f".{new_token(8)}"
    try:
        for name in source.files:
            _write(temporary, name, source)
        temporary.rename(place)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _write(temporary: Path, name: str, source: SafeZip) -> None:
    path = temporary / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as out:
        for chunk in source.chunks(name):
            out.write(chunk)


def remove(folder: Path, tenant: int, package_id: UUID) -> None:
    shutil.rmtree(folder_of(folder, tenant, package_id), ignore_errors=True)


def folder_of(folder: Path, tenant: int, package_id: UUID) -> Path:
    return folder / str(tenant) / str(package_id)


def find(folder: Path, tenant: int, package_id: UUID, name: str) -> Path | None:
    """A file inside the package; nothing outside it, whatever the name says."""
    if "\x00" in name or "\\" in name:
        return None
    inside = folder_of(folder, tenant, package_id).resolve()
    path = (inside / name).resolve()
    return path if path.is_relative_to(inside) and path.is_file() else None
