"""Frames over a socket that never blocks the loop: what cannot be sent now waits, and who sends much waits with it."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

LARGEST = 64 << 20
"""Bytes of a frame; what is larger is given as a stream."""
_HEAD = 4
_CHUNK = 1 << 16
_MUCH = 1 << 20


class TooLarge(ValueError):
    """What shall be sent is larger than a frame may be."""

    def __init__(self, size: str) -> None:
        allowed = f"at most {LARGEST >> 20} MB may be sent at once, what is larger is given as a stream"
        super().__init__(f"its message is too large: {size}; {allowed}")


class Line:
    """One end.

    Args:
        wire: A connected, non-blocking stream socket.
        take: Gets the body of every frame; whatever it raises breaks the line.
        broken: Hears once, with a sentence, that nothing comes or goes any more.
    """

    def __init__(
        self, wire: socket.socket, take: Callable[[bytes | memoryview], None], broken: Callable[[str], None]
    ) -> None:
        self._wire = wire
        self._take = take
        self._broken = broken
        self._loop = asyncio.get_running_loop()
        self._chunk = memoryview(bytearray(_CHUNK))
        self._read = bytearray()
        self._unsent: deque[memoryview] = deque()
        self._size = 0
        self._room: asyncio.Future[None] | None = None
        self.open = True
        self._loop.add_reader(wire, self._readable)

    def send(self, body: bytes) -> None:
        """Send a frame, now or as soon as there is room; nothing happens once the line is closed.

        Raises:
            TooLarge: It is larger than a frame may be.
        """
        if len(body) > LARGEST:
            raise TooLarge(f"{len(body) >> 20} MB")
        if not self.open:
            return
        frame = len(body).to_bytes(_HEAD, "big") + body
        sent = 0 if self._unsent else self._write(memoryview(frame))
        if sent < len(frame):
            self._keep(memoryview(frame)[sent:])

    @property
    def full(self) -> bool:
        """Whether so much waits that whoever sends should wait, too."""
        return self._size > _MUCH

    async def room(self) -> None:
        """Wait until less is waiting, or the line is closed."""
        while self.full and self.open:
            if self._room is None or self._room.done():
                self._room = self._loop.create_future()
            await asyncio.shield(self._room)

    def close(self) -> None:
        """Hang up."""
        if self.open:
            self.open = False
            self._loop.remove_reader(self._wire)
            self._loop.remove_writer(self._wire)
            self._wire.close()
            self._make_room()

    def _keep(self, rest: memoryview) -> None:
        if not self._unsent:
            self._loop.add_writer(self._wire, self._writable)
        self._unsent.append(rest)
        self._size += len(rest)

    def _write(self, view: memoryview) -> int:
        try:
            return self._wire.send(view)
        except BlockingIOError:
            return 0
        except OSError as error:
            self._loop.call_soon(self._break, f"it cannot be written to: {error}")
            return len(view)

    def _writable(self) -> None:
        while self._unsent and self.open:
            view = self._unsent[0]
            sent = self._write(view)
            self._size -= sent
            if sent < len(view):
                self._unsent[0] = view[sent:]
                return
            self._unsent.popleft()
        if self.open:
            self._loop.remove_writer(self._wire)
        self._make_room()

    def _make_room(self) -> None:
        if self._room is not None and not self._room.done():
            self._room.set_result(None)

    def _readable(self) -> None:
        try:
            size = self._wire.recv_into(self._chunk)
        except BlockingIOError:
            return
        except OSError as error:
            self._break(f"it cannot be read: {error}")
            return
        if not size:
            self._break("it hung up")
            return
        try:
            self._cut(self._chunk[:size])
        except Exception as error:  # noqa: BLE001  # whatever bytes can cause is the fault of who sent them
            self._break(f"it talks nonsense: {type(error).__name__}: {error}")

    def _cut(self, view: memoryview) -> None:
        """Give away every frame that is whole; the usual read is one frame, which is not copied."""
        if self._read:
            self._read += view
            if len(self._read) < _HEAD + self._announced(self._read):
                return
            view = memoryview(bytes(self._read))
            self._read.clear()
        at = 0
        while self.open and len(view) - at >= _HEAD:
            end = at + _HEAD + self._announced(view[at : at + _HEAD])
            if len(view) < end:
                break
            self._take(view[at + _HEAD : end])
            at = end
        if at < len(view):
            self._read += view[at:]

    def _announced(self, head: Any) -> int:
        size = int.from_bytes(head[:_HEAD], "big")
        if size > LARGEST:
            raise ValueError(f"a frame of {size} bytes; {LARGEST} are allowed")
        return size

    def _break(self, why: str) -> None:
        if self.open:
            self.close()
            self._broken(why)
