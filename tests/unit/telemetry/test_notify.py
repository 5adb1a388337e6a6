"""Every word that systemd gets, read from the other end of the socket."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
from typing import TYPE_CHECKING

import pytest

from mediad.telemetry.notify import Notifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("loopback")


class Manager:
    """The service manager's end."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self.socket.bind("\0" + address[1:] if address.startswith("@") else address)

    def heard(self) -> list[str]:
        words = []
        with contextlib.suppress(BlockingIOError):
            while True:
                words.append(self.socket.recv(4096).decode())
        return words


@pytest.fixture(params=["path", "abstract"])
def manager(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Manager]:
    found = Manager(str(tmp_path / "notify") if request.param == "path" else f"@mediad-test-{os.getpid()}")
    yield found
    found.socket.close()


def test_a_long_status_is_cut_for_systemd_drops_a_long_datagram(manager: Manager) -> None:
    Notifier({"NOTIFY_SOCKET": manager.address}).ready("ä" * 9000)
    assert [len(word.encode()) < 4096 for word in manager.heard()] == [True]


def test_each_word_arrives(manager: Manager) -> None:
    notifier = Notifier({"NOTIFY_SOCKET": manager.address}, monotonic_ns=lambda: 5_000_000)
    notifier.ready("serving\non 8484")
    notifier.status("scanning films")
    notifier.reloading()
    notifier.extend_timeout(1.5)
    notifier.stopping()
    assert manager.heard() == [
        "READY=1\nSTATUS=serving on 8484",
        "STATUS=scanning films",
        "RELOADING=1\nMONOTONIC_USEC=5000",
        "EXTEND_TIMEOUT_USEC=1500000",
        "STOPPING=1",
    ]


async def test_signs_of_life_come_twice_a_period_and_stop_when_life_does(manager: Manager) -> None:
    lives = iter([True, True, False])
    done = asyncio.Event()

    async def alive() -> bool:
        if (life := next(lives, None)) is None:
            done.set()
        return bool(life)

    notifier = Notifier({"NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": "20000"})
    task = asyncio.create_task(notifier.watch(alive))
    await asyncio.wait_for(done.wait(), 5)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    assert manager.heard() == ["WATCHDOG=1", "WATCHDOG=1"]


async def test_the_watchdog_of_another_process_is_not_ours() -> None:
    notifier = Notifier({"WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1"})
    assert notifier.watchdog_seconds == 0

    async def never() -> bool:
        raise AssertionError

    await notifier.watch(never)


def test_without_a_manager_nothing_is_sent(caplog: pytest.LogCaptureFixture) -> None:
    Notifier({}).ready()
    assert caplog.records == []


def test_a_manager_that_went_away_is_logged_and_no_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        Notifier({"NOTIFY_SOCKET": str(tmp_path / "gone")}).ready()
    assert "cannot be told READY=1" in caplog.text
