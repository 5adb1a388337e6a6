"""In a unit test two mistakes are fatal: blocking the event loop, and reaching for the network."""

from __future__ import annotations

import ipaddress
import sys
from typing import TYPE_CHECKING, Any

import blockbuster
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

# Whoever takes one of these asked for the loopback interface; nothing gives a unit test more.
ASKS_FOR_LOOPBACK = {"loopback", "aiohttp_client", "aiohttp_server", "aiohttp_raw_server", "unused_tcp_port"}
WATCHED = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class NetworkError(RuntimeError):
    """A unit test reached for the network."""


class Gate:
    """What the running test may reach: `open` outside unit tests, `loopback`, or `shut`."""

    def __init__(self) -> None:
        self.state = "open"

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Raise where the audited socket call goes further than the running test asked for."""
        if self.state == "open" or event not in WATCHED | LOOKUPS:
            return
        target = args[0] if event in LOOKUPS else args[1]
        if not is_near(target):
            raise NetworkError(f"{event} to {target!r} in a unit test")
        if self.state == "shut":
            raise NetworkError(f"{event} to {target!r} in a unit test: take the fixture `loopback` if it wants that")


def is_near(target: object) -> bool:
    """Tell whether an address is on this machine: a Unix socket, a loopback address, or no address at all."""
    host = target[0] if isinstance(target, tuple) else target
    if isinstance(target, str | bytes) and ("/" in str(target) or "\0" in str(target)):
        return True  # a Unix socket, by path or by abstract name
    if host in (None, "", b"", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


GATE = Gate()
sys.addaudithook(GATE)


@pytest.fixture
def loopback() -> None:
    """Let this test use loopback and Unix sockets."""


@pytest.fixture(autouse=True)
def network_is_fatal(request: pytest.FixtureRequest) -> Iterator[None]:
    """Shut the network for the length of the test."""
    GATE.state = "loopback" if ASKS_FOR_LOOPBACK & set(request.fixturenames) else "shut"
    yield
    GATE.state = "open"


@pytest.fixture(autouse=True)
def blocking_the_loop_is_fatal() -> Iterator[None]:
    """Raise at a blocking call that our code makes while an event loop runs in its thread."""
    with blockbuster.blockbuster_ctx(scanned_modules=["mediad", "mediad_sdk"]):
        yield
