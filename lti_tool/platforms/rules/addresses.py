"""Addresses that other servers give us: where they lead, and whether they may be used."""

import ipaddress
import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
UNSAFE = re.compile(r"[\x00-\x20\x7f\\<>\"^`{|}]")
"""Characters no address has; browsers mend some of them in ways that change the host."""

MAX_LENGTH = 4096


def origin_of(address: object) -> str | None:
    """`https://host[:port]` of a web address, or `None` when it is not a web address."""
    parts = _web_parts(address)
    if parts is None:
        return None
    host, port = parts.hostname or "", parts.port
    shown_host = f"[{host}]" if ":" in host else host
    shown_port = "" if port in (None, DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{shown_host}{shown_port}"


def web_address(address: object) -> str | None:
    """The address itself when a browser may be sent there; never `javascript:` and the like."""
    return str(address) if origin_of(address) else None


def is_secure(address: object) -> bool:
    """LTI asks for TLS everywhere; only an academy on this same machine may do without."""
    parts = _web_parts(address)
    return parts is not None and (parts.scheme == "https" or _is_loopback(parts.hostname or ""))


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def path_of(address: str) -> str:
    """Path and query: where inside the tool the academy wants to be."""
    parts = urlsplit(address)
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


def with_query(address: str, **values: str) -> str:
    """The address with `values` added to what its query already says."""
    parts = urlsplit(address)
    query = [*parse_qsl(parts.query, keep_blank_values=True), *values.items()]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _web_parts(address: object) -> SplitResult | None:
    if not isinstance(address, str) or len(address) > MAX_LENGTH or UNSAFE.search(address):
        return None
    try:
        parts = urlsplit(address)
        good_port = parts.port != 0
    except ValueError:
        return None
    usable = parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and "@" not in parts.netloc
    return parts if usable and good_port else None
