"""Read zips that strangers made: limits before trust, counted bytes, no surprises in names.

The limits come from real packages: at most 3,716 files and 61 MB, no file compressed more than
33 times and none as a whole more than 13; bombs are compressed about 1,000 times. A manifest of a
thousand and one units is less than 1 MB; its tree in memory is many times the size of its text.
"""

import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from content_packages.rules.faults import Fault, PackageRefused, refuse, the_first

MEGABYTE = 1024 * 1024
CHUNK = 64 * 1024
LOCAL_HEADER = 30
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1 | 0x40 | 0x2000
UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of everything a package may have."""

    zip_size: int = 1024 * MEGABYTE
    directory_size: int = 8 * MEGABYTE
    files: int = 20_000
    unpacked: int = 1024 * MEGABYTE
    ratio: int = 100
    ratio_from: int = MEGABYTE
    whole_ratio: int = 50
    whole_ratio_from: int = 64 * MEGABYTE
    name: int = 255
    depth: int = 50
    manifest: int = 4 * MEGABYTE
    marks: int = 200_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class SafeZip:
    """A zip whose list of contents keeps all rules: its files by their clean names."""

    zip: zipfile.ZipFile
    files: dict[str, zipfile.ZipInfo]

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of one file, as many as were promised and no more."""
        info = self.files[name]
        left = info.file_size
        try:
            with self.zip.open(info) as opened:
                while chunk := opened.read(CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise refuse("zip-damaged", name, reason="meer bytes dan beloofd")
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as fault:
            raise refuse("zip-damaged", name, reason=str(fault)) from fault
        if left:
            raise refuse("zip-damaged", name, reason="minder bytes dan beloofd")

    def read(self, name: str) -> bytes:
        return b"".join(self.chunks(name))


def open_zip(file: BinaryIO, limits: Limits = LIMITS) -> SafeZip:
    """Open a zip and judge its list of contents, before anything is unpacked."""
    _expect_bearable(file, limits)
    try:
        opened = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as fault:
        raise refuse("not-a-zip") from fault
    entries = opened.infolist()
    if len(entries) > limits.files:
        raise refuse("zip-too-many-files", count=len(entries), limit=limits.files)
    files = {clean_name(info): info for info in entries if not _is_folder(info)}
    found = chain(_entry_faults(entries, limits), _whole_faults(opened, entries, limits))
    faults = the_first(found)
    if faults:
        raise PackageRefused(faults)
    return SafeZip(opened, files)


def clean_name(info: zipfile.ZipInfo) -> str:
    """The name as we keep it: UTF-8 where it is, forward slashes, composed characters."""
    name = info.orig_filename
    if not info.flag_bits & UTF8_NAME:
        name = _maybe_utf8(name)
    return unicodedata.normalize("NFC", name.replace("\\", "/")).removeprefix("./")


def _maybe_utf8(name: str) -> str:
    """Many programs write UTF-8 without saying so; zipfile then reads code page 437."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return clean_name(info).endswith("/")


def _expect_bearable(file: BinaryIO, limits: Limits) -> None:
    """Refuse what would be too large only to list; the reader trusts the directory's size."""
    size = file.seek(0, 2)
    if size > limits.zip_size:
        raise refuse("zip-too-large", limit=limits.zip_size // MEGABYTE)
    if (directory := _directory_size(file, size)) > limits.directory_size:
        raise refuse("zip-too-many-files", count=directory // 46, limit=limits.files)
    file.seek(0)


def _directory_size(file: BinaryIO, size: int) -> int:
    """The size of the central directory by the end record (APPNOTE 4.3.14, 4.3.16)."""
    file.seek(max(0, size - 66_000))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        return 0
    (directory,) = struct.unpack_from("<L", tail, end + 12)
    wide = tail.rfind(b"PK\x06\x06", 0, end)
    if wide >= 0 and len(tail) >= wide + 56:
        (directory,) = struct.unpack_from("<Q", tail, wide + 40)
    return int(directory)


def _entry_faults(entries: list[zipfile.ZipInfo], limits: Limits) -> Iterator[Fault]:
    for info in entries:
        name = clean_name(info)
        yield from _name_faults(name, limits)
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind == stat.S_IFLNK:
            yield Fault("zip-link", name)
        elif kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            yield Fault("zip-special-file", name)
        if info.flag_bits & ENCRYPTED:
            yield Fault("zip-encrypted", name)
        elif info.compress_type not in READABLE:
            yield Fault("zip-method", name, details={"method": info.compress_type})
        if info.file_size > limits.ratio_from:
            ratio = info.file_size // max(1, info.compress_size)
            if ratio > limits.ratio:
                yield Fault("zip-ratio", name, details={"ratio": ratio})


def _name_faults(name: str, limits: Limits) -> Iterator[Fault]:
    parts = name.rstrip("/").split("/")
    if name.startswith("/") or name[1:2] == ":":
        yield Fault("zip-name-absolute", name)
    if ".." in parts:
        yield Fault("zip-name-outside", name)
    if not name or not all(map(_is_fit, name)) or any(part in ("", ".") for part in parts[1:]):
        yield Fault("zip-name-character", shown(name))
    if any(len(part.encode("utf-8", "replace")) > limits.name for part in parts):
        yield Fault("zip-name-length", name[:80], details={"limit": limits.name})
    if len(parts) > limits.depth:
        yield Fault("zip-name-depth", name[:80], details={"limit": limits.depth})


def _is_fit(letter: str) -> bool:
    """No control characters, no lone surrogates."""
    return unicodedata.category(letter) not in ("Cc", "Cs")


def shown(name: str) -> str:
    """A text that can be stored and said, whatever was in it."""
    return "".join(letter if _is_fit(letter) else "�" for letter in name)


def _whole_faults(
    opened: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits
) -> Iterator[Fault]:
    unpacked = sum(info.file_size for info in entries)
    if unpacked > limits.unpacked:
        yield Fault("zip-unpacks-too-large", details={"limit": limits.unpacked // MEGABYTE})
    elif unpacked > limits.whole_ratio_from:
        ratio = unpacked // max(1, sum(info.compress_size for info in entries))
        if ratio > limits.whole_ratio:
            yield Fault("zip-ratio-whole", details={"ratio": ratio})
    yield from _collisions(entries)
    if _overlaps(opened, entries):
        yield Fault("zip-overlap")


def _collisions(entries: list[zipfile.ZipInfo]) -> Iterator[Fault]:
    """Two names that one disk or another takes for the same."""
    seen: set[str] = set()
    folders: set[str] = set()
    for info in entries:
        name = clean_name(info)
        key = name.rstrip("/").casefold()
        folders.update(key[:cut] for cut, letter in enumerate(key) if letter == "/")
        if name.endswith("/"):
            folders.add(key)
        elif key in seen:
            yield Fault("zip-name-twice", name)
        else:
            seen.add(key)
    yield from (Fault("zip-name-folder", name) for name in sorted(seen & folders))


def _overlaps(opened: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    """Whether two files share bytes of the zip, which is how a small one unpacks to gigabytes."""
    spans = sorted(
        (info.header_offset, info.compress_size, len(info.orig_filename)) for info in entries
    )
    starts = [start for start, _, _ in spans[1:]] + [opened.start_dir]
    return any(
        start < 0 or start + LOCAL_HEADER + name + size > following
        for (start, size, name), following in zip(spans, starts, strict=True)
    )
