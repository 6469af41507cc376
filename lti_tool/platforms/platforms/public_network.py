"""The way to academies: only to public addresses, whatever name or redirection leads elsewhere.

Addresses of academies come from outside: from a registration, from a launch. Without this wall
somebody could make Leerspoor look around in the network it stands in.
"""

import socket
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from lti_tool.platforms.platforms.answers import AcademyUnreachable
from lti_tool.platforms.rules.networks import is_public


class AddressPrivate(AcademyUnreachable):
    """Says nothing of what is there, not even whether."""

    def __init__(self, host: str) -> None:
        super().__init__(host, "a private address")


class PublicOnly(httpcore.SyncBackend):
    """Looks a name up once, and connects to what was looked at: a second answer may differ."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        fault: Exception = AddressPrivate(host)
        for address in _public_addresses(host, port):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                fault = failed
        raise fault


def _public_addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as unknown:
        raise httpcore.ConnectError("the name is not known") from unknown
    addresses = dict.fromkeys(str(one[4][0]) for one in found)
    return [address for address in addresses if is_public(address)]


def academy_client(timeout: httpx.Timeout, *, private: bool) -> httpx.Client:
    """A client that never follows redirections; `private` takes the wall away."""
    if private:
        return httpx.Client(timeout=timeout, follow_redirects=False)
    transport = httpx.HTTPTransport()
    transport._pool = httpcore.ConnectionPool(  # noqa: SLF001  (httpx leaves no other way in)
        ssl_context=httpx.create_ssl_context(),
        max_connections=100,
        max_keepalive_connections=20,
        keepalive_expiry=5,
        network_backend=PublicOnly(),
    )
    return httpx.Client(transport=transport, timeout=timeout, follow_redirects=False)
