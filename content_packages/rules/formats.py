"""The formats a package can have: siblings that do not know each other; the first that fits."""

import zipfile
from collections import deque
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from content_packages.rules.cmi5 import CourseFound, read_course
from content_packages.rules.cmi5_grammar import FILE
from content_packages.rules.faults import refuse
from content_packages.rules.zips import LIMITS, Limits, SafeZip, open_zip

MARKUP = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""How an XML file can begin: its first mark, or the byte order mark of its encoding."""


@dataclass(frozen=True, slots=True)
class Source:
    """What was handed in: a safe zip, or one XML file on its own."""

    zip: SafeZip | None
    single: bytes = b""

    @property
    def files(self) -> frozenset[str] | None:
        return None if self.zip is None else frozenset(self.zip.files)

    def holds(self, name: str) -> bool:
        return self.zip is not None and name in self.zip.files

    def read_through(self) -> None:
        """Read every byte once: only then is it sure that all files can be unpacked."""
        if self.zip is not None:
            for name in self.zip.files:
                deque(self.zip.chunks(name), maxlen=0)

    def read(self, name: str, limits: Limits = LIMITS) -> bytes:
        if self.zip is None:
            return self.single
        if self.zip.files[name].file_size > limits.xml:
            raise refuse("xml-too-large", name, limit=limits.xml // (1024 * 1024))
        return self.zip.read(name)


class PackageFormat(Protocol):
    """One format; `name` is what a report calls it."""

    @property
    def name(self) -> str: ...

    def fits(self, source: Source) -> bool: ...

    def read(self, source: Source) -> CourseFound: ...


@dataclass(frozen=True, slots=True)
class Cmi5:
    """cmi5, Quartz 1st edition: in a zip, or the course structure alone (§14)."""

    name: str = "cmi5"

    def fits(self, source: Source) -> bool:
        return source.zip is None or source.holds(FILE)

    def read(self, source: Source) -> CourseFound:
        return read_course(source.read(FILE), source.files)


@dataclass(frozen=True, slots=True)
class NotPlayed:
    """A format we know by a file at its root, and answer with a clear fault."""

    name: str
    title: str
    marker: str
    mark: bytes = b""

    def fits(self, source: Source) -> bool:
        return source.holds(self.marker) and self.mark in source.read(self.marker)

    def read(self, source: Source) -> CourseFound:
        del source
        raise refuse("format-not-played", self.marker, format=self.title)


FORMATS: tuple[PackageFormat, ...] = (
    Cmi5(),
    NotPlayed("scorm2004", "SCORM 2004", "imsmanifest.xml", b"adlcp_v1p3"),
    NotPlayed("scorm12", "SCORM 1.2", "imsmanifest.xml"),
    NotPlayed("tincan", "Tin Can", "tincan.xml"),
    NotPlayed("h5p", "H5P", "h5p.json"),
)


def open_source(file: BinaryIO, name: str, limits: Limits = LIMITS) -> Source:
    """Tell by its bytes what a file is; its name only words the refusal."""
    start = file.read(4)
    file.seek(0)
    if not start:
        raise refuse("file-empty")
    if zipfile.is_zipfile(file):
        return Source(open_zip(file, limits))
    file.seek(0)
    single = file.read(limits.xml + 1)
    if single.lstrip().startswith(MARKUP):
        return Source(None, single)
    is_named_zip = name.lower().endswith(".zip") or start.startswith(b"PK")
    raise refuse("not-a-zip" if is_named_zip else "not-a-package")


def format_of(source: Source) -> PackageFormat:
    for one in FORMATS:
        if one.fits(source):
            return one
    deeper = [name for name in source.files or () if name.rsplit("/", 1)[-1] == FILE]
    if deeper:
        raise refuse("structure-not-at-root", min(deeper), found=min(deeper))
    raise refuse("format-unknown")
