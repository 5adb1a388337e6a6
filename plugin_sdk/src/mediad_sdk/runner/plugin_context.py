"""The context of a plugin in a process of its own: most of it is asked of the daemon, time and tasks are here."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from mediad_sdk.host import Context
from mediad_sdk.host.http import Http
from mediad_sdk.remoting.proxies import remote_service
from mediad_sdk.remoting.registry import LOCAL, services

if TYPE_CHECKING:
    from mediad_sdk.remoting.peer import Peer

_PATIENCE = 2.0


class LocalClock:
    """The time of this machine."""

    def now_ms(self) -> int:
        """Give milliseconds since 1970, UTC."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Give seconds that never go back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class LocalTasks:
    """Background tasks of the plugin; they end with its lifespan."""

    def __init__(self, failed: Callable[[str, BaseException], None]) -> None:
        self._failed = failed
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Callable[[], Awaitable[None]], *, name: str) -> None:
        """Run in the background; a failure is told to the daemon."""
        task = asyncio.get_running_loop().create_task(self._run(work, name), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """Cancel them all and wait for them, but not for those that will not end."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_PATIENCE)

    async def _run(self, work: Callable[[], Awaitable[None]], name: str) -> None:
        try:
            await work()
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001  # the wall: told, and not lost
            self._failed(name, error)


class Lines(logging.Handler):
    """Gives what libraries write into Python's own log to the daemon's."""

    def __init__(self, peer: Peer) -> None:
        super().__init__()
        self._peer = peer

    def emit(self, record: logging.LogRecord) -> None:
        """Send a line."""
        try:
            self._peer.tell(("log",), [record.name, record.levelno, self.format(record)])
        except Exception:  # noqa: BLE001  # as logging does it
            self.handleError(record)


def make_context(peer: Peer, order: Mapping[str, Any], tasks: LocalTasks) -> Context:
    """Make the context; a service that the daemon or this process does not know stays withheld."""
    lent: dict[str, Any] = {}
    known = {each.name for each in fields(Context)} - LOCAL
    for name in known & order["services"].keys():
        service = remote_service(peer, services()[name], name, order["services"][name])
        lent[name] = Http(service) if name == "http" else service  # type: ignore[arg-type]  # made of its Protocol
    return Context(
        plugin=order["plugin"],
        instance=order["instance"],
        clock=LocalClock(),
        tasks=tasks,
        **lent,
    )
