"""Addresses in manifests: which file of the zip they mean, and what is wrong with them."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlsplit

FORBIDDEN_SCHEMES = ("javascript", "data", "file", "blob", "vbscript", "about", "view-source")
BROWSER_SCHEMES = ("http", "https")

Told = tuple[str, Mapping[str, Any]]
"""The name of a rule or remark, and its details."""


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


def find_address(written: str, files: frozenset[str]) -> Address:
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


def _inside(url: str, parts: SplitResult, files: frozenset[str], remarks: list[Told]) -> Address:
    name = _present(parts.path, files)
    if name is None and (name := _other_case(parts.path, files)):
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


def _present(path: str, files: frozenset[str]) -> str | None:
    """The file as the address means it, or as it stands there with its % and all."""
    meant = (file_of(path), posixpath.normpath(path))
    return next((name for name in meant if name and name in files), None)


def _other_case(path: str, files: frozenset[str]) -> str | None:
    wanted = (file_of(path) or "").casefold()
    return next((name for name in sorted(files) if name.casefold() == wanted), None)
