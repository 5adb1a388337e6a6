"""Tell the service manager how we are: sd_notify(3), with nothing but a datagram socket."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_log = logging.getLogger(__name__)
_LONGEST = 1000  # systemd drops a datagram above 4,096 bytes


class Notifier:
    """Word to systemd; without its socket in the environment, every word is lost in silence."""

    def __init__(self, environ: Mapping[str, str], *, monotonic_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._address = environ.get("NOTIFY_SOCKET", "")
        self._monotonic_ns = monotonic_ns
        for_us = environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        self.watchdog_seconds = int(environ.get("WATCHDOG_USEC", 0)) / 1e6 if for_us else 0.0

    def ready(self, status: str = "") -> None:
        """Say that requests are answered; also ends a reload."""
        self._send("READY=1", f"STATUS={_one_line(status)}")

    def status(self, text: str) -> None:
        """Set the line that `systemctl status` shows."""
        self._send(f"STATUS={_one_line(text)}")

    def reloading(self) -> None:
        """Say that the configuration is read anew; `ready` ends it."""
        self._send("RELOADING=1", f"MONOTONIC_USEC={self._monotonic_ns() // 1000}")

    def stopping(self) -> None:
        """Say that the daemon is on its way out."""
        self._send("STOPPING=1")

    def extend_timeout(self, seconds: float) -> None:
        """Ask for more time to start or stop, for instance while a database is migrated."""
        self._send(f"EXTEND_TIMEOUT_USEC={int(seconds * 1e6)}")

    async def watch(self, alive: Callable[[], Awaitable[bool]]) -> None:
        """Send a sign of life twice in each watchdog period for as long as `alive` says so; ends only by cancelling.

        It runs on the event loop on purpose: a loop that is stuck sends nothing, and is restarted.
        """
        if not self.watchdog_seconds:
            return
        while True:
            if await alive():
                self._send("WATCHDOG=1")
            else:
                _log.error("the watchdog gets no sign of life: the daemon does not work any more")
            await asyncio.sleep(self.watchdog_seconds / 2)

    def _send(self, *lines: str) -> None:
        if not self._address:
            return
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC) as out:
                out.sendto("\n".join(lines).encode("utf-8", "replace"), address)
        except OSError as error:
            _log.warning("the service manager cannot be told %s: %s", lines[0], error)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
