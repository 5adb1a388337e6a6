"""The guards of the unit tests, broken on purpose."""

from __future__ import annotations

import socket
import time

import blockbuster
import pytest


def test_a_connection_to_another_machine_is_fatal() -> None:
    with socket.socket() as one, pytest.raises(RuntimeError, match=r"socket\.connect to .*192\.0\.2\.1"):
        one.connect(("192.0.2.1", 9))


def test_loopback_is_fatal_unless_asked_for() -> None:
    with socket.socket() as one, pytest.raises(RuntimeError, match="take the fixture `loopback`"):
        one.bind(("127.0.0.1", 0))


@pytest.mark.usefixtures("loopback")
def test_loopback_is_there_when_asked_for() -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        assert one.getsockname()[1] > 0


@pytest.mark.usefixtures("loopback")
def test_loopback_is_no_way_out() -> None:
    with pytest.raises(RuntimeError, match="example"):
        socket.getaddrinfo("media.example", 80)


async def test_our_code_may_not_block_the_loop() -> None:
    ours = compile("def nap():\n    time.sleep(0)\n", __import__("mediad").__path__[0] + "/nap.py", "exec")
    scope = {"time": time}
    exec(ours, scope)  # a function that claims to live in mediad, without a file in mediad
    with pytest.raises(blockbuster.BlockingError, match=r"time\.sleep"):
        scope["nap"]()
