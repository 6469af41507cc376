"""Build the sample module as a zip: the same files always give the same bytes."""

import io
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SAMPLES = Path(__file__).parent
MODULE = SAMPLES / "scherpe-lesdoelen"
TARGET = SAMPLES / "scherpe-lesdoelen.zip"

EARLIEST = (1980, 1, 1, 0, 0, 0)
READABLE_FILE = 0o100644 << 16


def pack(folder: Path) -> bytes:
    """Zip a folder, sorted by name, without the clock and the rights of this machine."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for path, name in _files_of(folder):
            archive.writestr(_entry(name), path.read_bytes())
    return packed.getvalue()


def build(target: Path = TARGET) -> Path:
    """Write the module where importing it expects it; answer the path."""
    target.write_bytes(pack(MODULE))
    return target


def _files_of(folder: Path) -> list[tuple[Path, str]]:
    files = [(path, path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    visible = [(path, name) for path, name in files if not _is_hidden(name)]
    return sorted((path, name.as_posix()) for path, name in visible)


def _is_hidden(name: Path) -> bool:
    return any(part.startswith(".") for part in name.parts)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, date_time=EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # Unix on every machine, else the rights read differently
    entry.external_attr = READABLE_FILE
    return entry


if __name__ == "__main__":
    sys.stdout.write(f"{build()}\n")
