"""Addresses in manifests: which file of the zip they mean, and what is wrong with them."""

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlsplit

FORBIDDEN_SCHEMES = ("javascript", "data", "file", "blob", "vbscript", "about", "view-source")
BROWSER_SCHEMES = ("http", "https")

Told = tuple[str, Mapping[str, Any]]
"""The name of a rule or remark, and its details."""


class Names(Collection[str]):
    """The names of the files in a zip, also to be found without regard to capitals."""

    def __init__(self, names: Collection[str]) -> None:
        self._exact = frozenset(names)
        self._folded = {name.casefold(): name for name in sorted(names, reverse=True)}

    def __contains__(self, name: object) -> bool:
        return name in self._exact

    def __iter__(self) -> Iterator[str]:
        return iter(self._exact)

    def __len__(self) -> int:
        return len(self._exact)

    def in_other_case(self, name: str) -> str | None:
        return self._folded.get(name.casefold())


@dataclass(frozen=True, slots=True)
class Address:
    """Where a unit opens: `url` as a browser wants it, and what was put right or is wrong."""

    url: str
    problem: Told | None = None
    remarks: tuple[Told, ...] = ()


def parts_of(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return parts


def file_of(url: str) -> str | None:
    """The file in the zip that a relative url means; None when it leaves the package."""
    path = unquote(urlsplit(url).path)
    if path.startswith("/") or urlsplit(url).netloc:
        return None
    name = posixpath.normpath(path)
    return None if name.startswith("..") or name == "." or path.endswith("/") else name


def find_address(written: str, files: Names) -> Address:
    """The address as it is meant, in formats whose makers write them in many ways."""
    remarks: list[Told] = []
    url = written.strip()
    if not url:
        return Address(url, ("url-empty", {}))
    if "\\" in url:
        remarks.append(("url-backslash", {"value": url}))
        url = url.replace("\\", "/")
    if url.startswith("./"):
        remarks.append(("url-dotted", {"value": url}))
    parts = parts_of(url)
    if parts is None:
        return Address(url, ("url-invalid", {"value": url}))
    if parts.scheme or parts.netloc:
        return _elsewhere(url, parts, remarks)
    return _inside(url, parts, files, remarks)


def _elsewhere(url: str, parts: SplitResult, remarks: list[Told]) -> Address:
    if parts.scheme in FORBIDDEN_SCHEMES:
        return Address(url, ("url-scheme-forbidden", {"scheme": parts.scheme}))
    if parts.scheme not in BROWSER_SCHEMES or not parts.netloc:
        return Address(url, ("url-invalid", {"value": url}))
    return Address(url, None, (*remarks, ("url-elsewhere", {"value": url})))


def _inside(url: str, parts: SplitResult, files: Names, remarks: list[Told]) -> Address:
    name = _present(parts.path, files)
    if name is None and (name := files.in_other_case(file_of(parts.path) or "")):
        remarks.append(("url-other-case", {"value": url, "found": name}))
    if name is None:
        return Address(url, ("url-file-missing", {"value": url}), tuple(remarks))
    path = quote(name, safe="/~!$&'()*+,;=:@")
    if any(letter in url for letter in ' "<>'):
        remarks.append(("url-unescaped", {"value": url}))
    rest = "".join(
        mark + quote(part, safe="/?~!$&'()*+,;=:@%#")
        for mark, part in (("?", parts.query), ("#", parts.fragment))
        if part
    )
    return Address(path + rest, None, tuple(remarks))


def _present(path: str, files: Names) -> str | None:
    """The file as the address means it, or as it stands there with its % and all."""
    meant = (file_of(path), posixpath.normpath(path))
    return next((name for name in meant if name and name in files), None)
