"""What was handed in: a zip that keeps our limits, or one XML file on its own."""

import zipfile
from collections import deque
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

from content_packages.rules.addresses import Names
from content_packages.rules.faults import refuse
from content_packages.rules.zips import LIMITS, MEGABYTE, Limits, SafeZip, open_zip

MARKUP = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""How an XML file can begin: its first mark, or the byte order mark of its encoding."""


@dataclass(frozen=True)
class Source:
    """`single` is the XML file where there is no zip."""

    zip: SafeZip | None
    single: bytes = b""

    @cached_property
    def names(self) -> Names:
        return Names(self.zip.files if self.zip is not None else ())

    def holds(self, name: str) -> bool:
        return self.zip is not None and name in self.zip.files

    def read_through(self) -> None:
        """Read every byte once: only then is it sure that all files can be unpacked."""
        if self.zip is not None:
            for name in self.zip.files:
                deque(self.zip.chunks(name), maxlen=0)

    def read(self, name: str, limits: Limits = LIMITS) -> bytes:
        """A manifest: JSON or XML."""
        if self.zip is None:
            return self.single
        if self.zip.files[name].file_size > limits.manifest:
            kind = "json" if name.endswith(".json") else "xml"
            raise refuse(f"{kind}-too-large", name, limit=limits.manifest // MEGABYTE)
        return self.zip.read(name)


def open_source(file: BinaryIO, name: str, limits: Limits = LIMITS) -> Source:
    """Tell by its bytes what a file is; its name only words the refusal."""
    start = file.read(4)
    file.seek(0)
    if not start:
        raise refuse("file-empty")
    if zipfile.is_zipfile(file):
        return Source(open_zip(file, limits))
    file.seek(0)
    single = file.read(limits.manifest + 1)
    if single.lstrip().startswith(MARKUP):
        return Source(None, single)
    is_named_zip = name.lower().endswith((".zip", ".h5p")) or start.startswith(b"PK")
    raise refuse("not-a-zip" if is_named_zip else "not-a-package")
