"""The child's end of the wire: requests come in, answers go out, one after another.

Down: `[id, operation, arguments]`. Up: `[id, "part", value]` any number of times, then `[id, "done", value]` or
`[id, "failed", {code, type, reason}]`. An operation is a function; one that yields
streams its parts and returns its result.
"""

from __future__ import annotations

import os

from mediad_sdk.runner.frames import Frames, pack
from mediad_sdk.storable import storable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

_CHUNK = 1 << 18


class Wire:
    """Blocking frames over one descriptor; for one thread unless a subclass says otherwise."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._frames = Frames()
        self._waiting: list[Any] = []

    def send(self, value: Any) -> None:
        """Write one frame."""
        self.write(pack(value))

    def write(self, frame: bytes) -> None:
        """Write all of a frame; the daemon's absence ends the child."""
        view = memoryview(frame)
        try:
            while view:
                view = view[os.write(self._fd, view) :]
        except (BrokenPipeError, ConnectionResetError):
            os._exit(0)

    def receive(self) -> Any:
        """Wait for the next frame; None when the daemon hung up."""
        while not self._waiting:
            data = self._read()
            if not data:
                return None
            self._waiting.extend(self._frames.feed(data))
        return self._waiting.pop(0)

    def _read(self) -> bytes:
        try:
            return os.read(self._fd, _CHUNK)
        except ConnectionResetError:
            return b""


def serve(wire: Wire, operations: Mapping[str, Callable[..., Any]]) -> None:
    """Answer requests until the daemon hangs up."""
    while (message := wire.receive()) is not None:
        ident, name, arguments = message
        answer(wire, ident, operations[name], arguments)


def answer(wire: Wire, ident: int, operation: Callable[..., Any], arguments: Mapping[str, Any]) -> None:
    """Run one operation and send whatever comes of it."""
    try:
        result = operation(**arguments)
        if hasattr(result, "send"):
            result = _stream(wire, ident, result)
        frame = pack([ident, "done", result])
    except Exception as error:  # noqa: BLE001  # the wall of the child: a failure is an answer
        frame = pack([ident, "failed", describe(error)])
    wire.write(frame)


def _stream(wire: Wire, ident: int, parts: Any) -> Any:
    while True:
        try:
            part = next(parts)
        except StopIteration as end:
            return end.value
        wire.send([ident, "part", part])


def describe(error: BaseException) -> dict[str, Any]:
    """Say what an exception was, for the daemon and for people."""
    code = getattr(error, "code", None)
    return {
        "code": code if isinstance(code, str) else ("memory" if isinstance(error, MemoryError) else "error"),
        "type": type(error).__name__,
        "reason": storable(str(error))[:500],
        "errno": getattr(error, "errno", None),
    }
