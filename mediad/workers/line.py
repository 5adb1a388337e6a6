"""The daemon's end of a wire: frames with descriptors out, frames in, reading paused while nobody takes what comes."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any

from mediad_sdk.runner.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CHUNK = 1 << 18


class Line:
    """Frames over a non-blocking socket.

    Args:
        wire: Our end of a socket pair.
        take: Gets every value that arrives.
        broken: Called when the other side hung up or talks nonsense, or when a frame could not be sent whole.
    """

    def __init__(self, wire: socket.socket, take: Callable[[Any], None], broken: Callable[[], None]) -> None:
        self._wire = wire
        self._take = take
        self._broken = broken
        self._frames = Frames()
        self._sending = asyncio.Lock()
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(wire, self._readable)
        self.reading = True

    @property
    def open(self) -> bool:
        """Whether we have not hung up."""
        return self._wire.fileno() >= 0

    async def send(self, frame: bytes, fds: Sequence[int] = ()) -> None:
        """Write a whole frame; one that was cut short breaks the line."""
        async with self._sending:
            view = memoryview(frame)
            try:
                while view:
                    sent = self._send(view, fds)
                    if sent:
                        view, fds = view[sent:], ()
                    else:
                        await self._writable()
            except OSError:
                self._broken()
            except asyncio.CancelledError:
                if len(view) < len(frame):
                    self._broken()
                raise

    def pause(self) -> None:
        """Stop reading; the other side will have to wait."""
        if self.reading:
            self.reading = False
            self._loop.remove_reader(self._wire)

    def resume(self) -> None:
        """Read again."""
        if not self.reading and self.open:
            self.reading = True
            self._loop.add_reader(self._wire, self._readable)

    def drain(self) -> None:
        """Read what is there now, unless paused meanwhile."""
        while self.reading and self._has_more():
            self._readable()

    def close(self) -> None:
        """Hang up."""
        if self.open:
            self._loop.remove_reader(self._wire)
            self._loop.remove_writer(self._wire)
            self._wire.close()

    def _send(self, view: memoryview, fds: Sequence[int]) -> int:
        try:
            return socket.send_fds(self._wire, [view], list(fds)) if fds else self._wire.send(view)
        except BlockingIOError:
            return 0

    async def _writable(self) -> None:
        ready: asyncio.Future[None] = self._loop.create_future()
        self._loop.add_writer(self._wire, _wake, ready)
        try:
            await ready
        finally:
            if self.open:
                self._loop.remove_writer(self._wire)

    def _readable(self) -> None:
        try:
            data = self._wire.recv(_CHUNK)
            for value in self._frames.feed(data):
                self._take(value)
        except BlockingIOError:
            return
        except (OSError, ValueError):  # a reset, or bytes that are no frames
            data = b""
        if not data:
            self._loop.remove_reader(self._wire)
            self._broken()

    def _has_more(self) -> bool:
        try:
            return self.open and bool(self._wire.recv(1, socket.MSG_PEEK))
        except OSError:
            return False


def _wake(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)
