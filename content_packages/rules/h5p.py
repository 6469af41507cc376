"""Read an H5P file: what it is called, what runs it, and whether everything for that is in it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from content_packages.rules.courses import Course, CourseFound, CourseUnit, MoveOn
from content_packages.rules.faults import Fault, PackageRefused, refuse, the_first
from content_packages.rules.learning_metadata import language_of
from content_packages.rules.sources import Source
from content_packages.rules.zips import LIMITS, Limits, shown

FILE = "h5p.json"
CONTENT = "content/content.json"
NAME = "h5p"
CORE = (1, 28)
"""The version of H5P's core that our player speaks."""

CONTENT_ENDINGS = frozenset(
    {
        *("json", "txt", "md", "textile", "csv", "diff", "patch", "vtt", "webvtt"),
        *("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "gltf", "glb"),
        *("eot", "ttf", "woff", "woff2", "otf"),
        *("webm", "mp4", "ogg", "mp3", "m4a", "wav", "swf"),
        *("pdf", "rtf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp"),
    }
)
"""What content may hold; no html, svg or js: those run."""

LIBRARY_LIMITS = Limits(manifest=LIMITS.manifest // 16)
"""A library.json of a real library is some kilobytes."""

MOST_LIBRARIES = 500

MACHINE_NAME = re.compile(r"[A-Za-z0-9_.-]{1,255}")


@dataclass(frozen=True, slots=True, order=True)
class Library:
    name: str
    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.name} {self.major}.{self.minor}"

    @property
    def folders(self) -> tuple[str, str]:
        """As the exports name it, and as it may be named too."""
        return f"{self.name}-{self.major}.{self.minor}", self.name


def fits(source: Source) -> bool:
    return source.holds(FILE)


def read(source: Source) -> CourseFound:
    told = _object(source, FILE)
    faults = the_first(chain(_missing_values(told), _content_faults(source)))
    if faults:
        raise PackageRefused(faults, NAME, _word(told, "title"))
    used, faults = _libraries(told, FILE)
    main = next((one for one in used if one.name == _word(told, "mainLibrary")), None)
    if main is None and not faults:
        details = {"file": FILE, "name": "mainLibrary"}
        faults.append(Fault("h5p-value-invalid", FILE, "mainLibrary", details))
    faults += the_first(_library_faults(source, used, main))
    if faults:
        raise PackageRefused(faults, NAME, _word(told, "title"))
    return CourseFound(_course(told, main))


def _object(source: Source, name: str, limits: Limits = LIMITS) -> dict[str, Any]:
    """A file with a JSON object."""
    try:
        found = json.loads(source.read(name, limits).decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        place = f"{fault.lineno}:{fault.colno}" if isinstance(fault, json.JSONDecodeError) else ""
        reason = fault.msg if isinstance(fault, json.JSONDecodeError) else type(fault).__name__
        raise refuse("json-not-well-formed", name, place, reason=reason) from fault
    if not isinstance(found, dict):
        raise refuse("json-not-well-formed", name, "1:1", reason="no object")
    return found


def _word(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return shown(value).strip() if isinstance(value, str) else ""


def _missing_values(told: Mapping[str, Any]) -> Iterator[Fault]:
    for name in ("title", "mainLibrary"):
        if not _word(told, name):
            yield Fault("h5p-value-missing", FILE, name, {"file": FILE, "name": name})
    if not isinstance(told.get("preloadedDependencies"), list):
        name = "preloadedDependencies"
        yield Fault("h5p-value-missing", FILE, name, {"file": FILE, "name": name})


def _content_faults(source: Source) -> Iterator[Fault]:
    if not source.holds(CONTENT):
        yield Fault("h5p-content-missing", CONTENT)
    else:
        _object(source, CONTENT)
    for name in sorted(source.names):
        ending = name.rsplit("/", 1)[-1].rpartition(".")[2].lower()
        if name.startswith("content/") and ending not in CONTENT_ENDINGS:
            yield Fault("h5p-file-type", name, details={"ending": ending})


def _libraries(told: Mapping[str, Any], file: str) -> tuple[list[Library], list[Fault]]:
    """What a file depends on at once, and what of it cannot be read."""
    found: list[Library] = []
    faults: list[Fault] = []
    listed = told.get("preloadedDependencies", [])
    for number, one in enumerate(listed if isinstance(listed, list) else [listed]):
        library = _library(one)
        if library is not None:
            found.append(library)
        else:
            name = "preloadedDependencies"
            told_of = {"file": file, "name": name}
            faults.append(Fault("h5p-value-invalid", file, f"{name}[{number}]", told_of))
    return found, faults


def _library(told: object) -> Library | None:
    if not isinstance(told, dict):
        return None
    name = _word(told, "machineName")
    try:
        made = Library(name, int(told["majorVersion"]), int(told["minorVersion"]))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return made if MACHINE_NAME.fullmatch(name) else None


def _library_faults(source: Source, used: list[Library], main: Library | None) -> Iterator[Fault]:
    """Everything that is needed to play is in the file: libraries, and theirs, to the end."""
    waiting, seen = list(used), set(used)
    while waiting and len(seen) <= MOST_LIBRARIES:
        library = waiting.pop(0)
        folder = next((one for one in library.folders if source.holds(f"{one}/library.json")), "")
        if not folder:
            yield Fault("h5p-library-missing", FILE, details={"library": str(library)})
            continue
        file = f"{folder}/library.json"
        told = _object(source, file, LIBRARY_LIMITS)
        yield from _faults_of_one(source, library, folder, told)
        if library == main and told.get("runnable") in (0, "0", False):
            yield Fault("h5p-not-runnable", file, "runnable", {"library": str(library)})
        deeper, faults = _libraries(told, file)
        yield from faults
        waiting += [one for one in deeper if one not in seen]
        seen.update(deeper)


def _faults_of_one(
    source: Source, library: Library, folder: str, told: Mapping[str, Any]
) -> Iterator[Fault]:
    file = f"{folder}/library.json"
    if _library(told) != library:
        details = {"folder": folder, "library": str(_library(told) or _word(told, "machineName"))}
        yield Fault("h5p-library-name", file, "machineName", details)
    core = told.get("coreApi")
    wanted = _version(core) if isinstance(core, dict) else None
    if wanted is not None and wanted > CORE:
        shown = {"wanted": "{}.{}".format(*wanted), "ours": "{}.{}".format(*CORE)}
        yield Fault("h5p-core-too-new", file, "coreApi", {"library": str(library), **shown})
    for kind in ("preloadedJs", "preloadedCss"):
        listed = told.get(kind, [])
        for number, one in enumerate(listed if isinstance(listed, list) else []):
            path = _word(one, "path") if isinstance(one, dict) else ""
            if not source.holds(f"{folder}/{path.removeprefix('./')}"):
                place = f"{kind}[{number}]"
                yield Fault("h5p-library-file-missing", file, place, {"value": path})


def _version(told: Mapping[str, Any]) -> tuple[int, int] | None:
    try:
        return int(told["majorVersion"]), int(told["minorVersion"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _course(told: Mapping[str, Any], main: Library | None) -> Course:
    """One unit; an H5P file has no id, so its library stands for it."""
    titles = {language_of(_word(told, "language")): _word(told, "title")}
    id_of_main = f"h5p:{main}".replace(" ", "-")
    unit = CourseUnit(
        publisher_id=f"{id_of_main}/content",
        title=titles,
        description={},
        url=FILE,
        move_on=MoveOn.COMPLETED_OR_PASSED,
        play={"library": str(main)},
    )
    words = [one.strip() for one in _word(told, "metaKeywords").split(",") if one.strip()]
    description = _word(told, "metaDescription")
    return Course(
        publisher_id=id_of_main,
        title=titles,
        description={next(iter(titles)): description} if description else {},
        units=(unit,),
        keywords=tuple(words),
    )
