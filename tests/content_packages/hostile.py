"""Packages that are made to do harm: bombs, swamps and mazes. Runs them apart, and measures.

`python -m tests.content_packages.hostile NAME FOLDER` takes one in and prints what it cost.
"""

import io
import json
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from content_packages.rules.faults import PackageRefused
from content_packages.rules.formats import read_course
from content_packages.rules.sources import open_source
from content_packages.storage import files
from foundation.identifiers import new_id
from tests.content_packages.other_packages import SCORM_12, h5p, library
from tests.content_packages.packages import NAMESPACE, course, zip_of, zipped

MEGABYTE = 1024 * 1024
ZEROS = b"\0" * MEGABYTE


def bomb() -> bytes:
    """700 MB in files that each are just small enough to be packed as tight as they like."""
    return zipped(files={f"{number}.bin": ZEROS[:-1] for number in range(700)})


def ladder() -> bytes:
    """As much as may be unpacked, from files that keep to every ratio."""
    noise = bytes(range(256)) * 40 + ZEROS[: 700 * 1024]
    return zipped(files={f"{number}.bin": noise for number in range(1400)})


def crowd() -> bytes:
    return zipped(files={f"{number % 100}/{number}.txt": "" for number in range(19_990)})


def stored(**contents: str) -> bytes:
    """Not packed at all, so that no ratio gives it away."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name, content in {"index_html": "x", **contents}.items():
            made.writestr(name.replace("_", "."), content)
    return out.getvalue()


def swamp() -> bytes:
    """As many wrong elements as a manifest can hold."""
    wrong = "<x/>" * 99_000
    return stored(cmi5_xml=f'<courseStructure xmlns="{NAMESPACE}">{wrong}</courseStructure>')


def settings() -> bytes:
    """Every unit has something that is put right."""
    units = "<au><moveOn/><launchMethod/></au>" * 28_000
    return stored(cmi5_xml=f'<courseStructure xmlns="{NAMESPACE}">{units}</courseStructure>')


def items() -> bytes:
    """A manifest of items that lead nowhere."""
    inside = "<item identifierref='x'/>" * 60_000
    organization = f"<organization>{inside}</organization>"
    return stored(
        imsmanifest_xml=(
            f"<manifest {SCORM_12}><organizations>{organization}</organizations></manifest>"
        )
    )


def listed() -> bytes:
    """A manifest with many files that are not there."""
    inside = "<file href='X'/>" * 90_000
    return stored(
        imsmanifest_xml=(
            f"<manifest {SCORM_12}><organizations><organization><item identifier='a' "
            f"identifierref='b'/></organization></organizations><resources><resource "
            f"identifier='b' href='index.html'>{inside}</resource></resources></manifest>"
        )
    )


def units() -> bytes:
    """More units than anyone can choose from."""
    made = "".join(f'<item identifier="i{n}" identifierref="b"/>' for n in range(39_000))
    return stored(
        imsmanifest_xml=(
            f"<manifest {SCORM_12}><organizations><organization identifier='o'>{made}"
            f"</organization></organizations><resources><resource "
            f"identifier='b' href='index.html'/></resources></manifest>"
        )
    )


def maze() -> bytes:
    """Libraries that need each other in all directions."""
    names = [f"B{number}" for number in range(450)]
    made = {f"{name}-1.6/library.json": json.dumps(library(name, *names)) for name in names}
    scripts = {f"{name}-1.6/script.js": "1;" for name in names}
    return h5p(main=library("H5P.Waar", *names), files={**made, **scripts})


def content() -> bytes:
    """As many values as content can hold."""
    values = "[]," * 1_300_000
    told = json.dumps({"title": "x", "mainLibrary": "y", "preloadedDependencies": []})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        made.writestr("h5p.json", told)
        made.writestr("content/content.json", f'{{"a":[{values}0]}}')
    return out.getvalue()


def nested_zip() -> bytes:
    """Zips in zips are files like any other."""
    inner = zip_of([("nul.bin", ZEROS * 200)])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        made.writestr("cmi5.xml", course())
        made.writestr("index.html", "x")
        made.writestr("nog.zip", inner)
    return out.getvalue()


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "bomb": bomb,
    "ladder": ladder,
    "crowd": crowd,
    "swamp": swamp,
    "settings": settings,
    "items": items,
    "listed": listed,
    "units": units,
    "maze": maze,
    "content": content,
    "nested-zip": nested_zip,
}


def take_in(path: Path, folder: Path) -> list[str]:
    """As `add_package` does, without a database; the rules that were broken."""
    try:
        with path.open("rb") as file:
            source = open_source(file, path.name)
            read_course(source)
            assert source.zip is not None
            files.unpack(folder, 1, new_id(), source.zip)
    except PackageRefused as refused:
        return [one.rule for one in refused.faults]
    return []


def highest_memory() -> int:
    """In kilobytes, of this process alone (Linux)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def main(path: Path, folder: Path) -> None:
    rules = take_in(path, folder)
    cost = {"rules": rules, "kilobytes": highest_memory(), "seconds": time.process_time()}
    sys.stdout.write(json.dumps(cost))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
