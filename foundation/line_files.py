"""Files of lines, plain or gzip by their name, that grow piece by piece and survive a break.

A packed file is a row of gzip members, one per piece, so that all whole pieces of a file that was
broken off can be found and gone on after.
"""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from foundation.problems import Invalid

LONGEST_LINE = 256 * 1024 * 1024
"""Bytes; a longer one is no line of ours."""

_BLOCK = 1024 * 1024
_GZIP = 16 + zlib.MAX_WBITS


class FileDamaged(Invalid):
    text = "The file is damaged or breaks off after line {line}."


def is_packed(path: Path) -> bool:
    """By its name, also while it still has another ending: `statements.jsonl.gz.part`."""
    return ".gz" in path.suffixes


def packed(piece: bytes) -> bytes:
    return gzip.compress(piece, compresslevel=6, mtime=0)


def whole_pieces(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each piece that is whole, with the place in the file where it ends.

    In a plain file every line is a piece.
    """
    with path.open("rb") as file:
        yield from _members(file) if is_packed(path) else _whole_lines(file)


def _whole_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    end = 0
    for line in file:
        end += len(line)
        if line.endswith(b"\n"):
            yield end, line


def _members(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    end, left, pieces = 0, b"", []
    reader = zlib.decompressobj(_GZIP)
    while block := left or file.read(_BLOCK):
        try:
            pieces.append(reader.decompress(block))
        except zlib.error:
            return
        left = reader.unused_data
        end += len(block) - len(left)
        if reader.eof:
            yield end, b"".join(pieces)
            reader, pieces = zlib.decompressobj(_GZIP), []


@contextmanager
def opened_lines(path: Path) -> Iterator[tuple[BinaryIO, Iterator[bytes]]]:
    """The file itself, whose place tells how far reading is, and its lines.

    Reading on raises FileDamaged where a line cannot be read.
    """
    with path.open("rb") as file:
        if not is_packed(path):
            yield file, _lines(file)
            return
        with gzip.GzipFile(fileobj=file) as unpacked:
            yield file, _lines(unpacked)


def _lines(file: BinaryIO | gzip.GzipFile) -> Iterator[bytes]:
    number = 0
    while True:
        try:
            line = file.readline(LONGEST_LINE)
        except (EOFError, OSError, zlib.error) as fault:
            raise FileDamaged(line=number) from fault
        if not line:
            return
        number += 1
        yield line
