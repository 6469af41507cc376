"""The wall around calls to academies: nothing that only we can reach is ever connected to."""

import socket
from collections.abc import Iterator

import httpx
import pytest

from lti_tool.platforms.platforms.answers import AcademyUnreachable, ask
from lti_tool.platforms.platforms.public_network import AddressPrivate, academy_client
from lti_tool.platforms.rules.networks import is_public

PATIENCE = httpx.Timeout(2)


@pytest.mark.parametrize("address", ["8.8.8.8", "185.3.4.5", "2606:4700::1111"])
def test_what_everybody_reaches_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1"),  # noqa: S104  (nothing binds here)
        *("::1", "::", "fd00::1", "fe80::1", "fe80::1%eth0", "ff0e::1", "::ffff:10.0.0.1"),
        *("64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1", "not an address", ""),
    ],
)
def test_everything_else_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.fixture
def neighbour() -> Iterator[socket.socket]:
    """Something in our own network that must never hear of us."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"])
def test_a_private_address_is_never_connected_to(neighbour: socket.socket, host: str) -> None:
    port = neighbour.getsockname()[1]
    with academy_client(PATIENCE, private=False) as http:
        asked = http.build_request("GET", f"http://{host}:{port}/keys")
        with pytest.raises(AddressPrivate, match="a private address"):
            ask(http, asked)

    with pytest.raises(BlockingIOError):
        neighbour.accept()


def test_a_name_that_is_not_known_is_no_answer() -> None:
    with academy_client(PATIENCE, private=False) as http:
        asked = http.build_request("GET", "https://nergens.invalid/keys")
        with pytest.raises(AcademyUnreachable, match="ConnectError"):
            ask(http, asked)


def test_where_the_installation_says_so_a_neighbour_is_called(neighbour: socket.socket) -> None:
    port = neighbour.getsockname()[1]
    with academy_client(httpx.Timeout(0.2), private=True) as http:
        asked = http.build_request("GET", f"http://127.0.0.1:{port}/keys", timeout=0.2)
        with pytest.raises(AcademyUnreachable, match="ReadTimeout"):
            ask(http, asked)

    assert neighbour.accept()[0].close() is None  # type: ignore[func-returns-value]
