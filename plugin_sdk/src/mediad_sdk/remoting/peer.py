"""One of two equal ends: calls that it made, calls that it serves, and the line between."""

from __future__ import annotations

import asyncio
import contextvars
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from itertools import count
from threading import get_ident
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from mediad_sdk.errors import Unavailable
from mediad_sdk.remoting import faults, proxies
from mediad_sdk.remoting.codec import Codec
from mediad_sdk.remoting.line import Line, TooLarge

if TYPE_CHECKING:
    import socket

    from mediad_sdk.remoting.estate import Estate

Args: TypeAlias = Sequence[Any]
Kwargs: TypeAlias = Mapping[str, Any]
_log = logging.getLogger(__name__)
MOST_CALLS = 1000
"""Calls of the other end that are served at once."""
GRACE = 5.0
"""Seconds in which a call that was cancelled must end."""
within: contextvars.ContextVar[int] = contextvars.ContextVar("within", default=0)
"""The number of the call that is served now."""


class House(Protocol):
    """What an end has to offer beside what it lent."""

    estate: Estate

    async def serve(self, target: Args, args: Args, kwargs: Kwargs) -> Any:
        """Answer a call that asks for nothing lent."""

    def told(self, target: Args, args: Args, kwargs: Kwargs) -> None:
        """Hear something."""

    def fault(self, error: BaseException) -> dict[str, Any]:
        """Write down what went wrong in a call of the other end."""

    def broken(self, why: str) -> None:
        """Hear that the other end cannot be reached any more."""


_LENT = frozenset({"function", "service", "stream", "close"})


class Peer:
    """One end.

    Attributes:
        gone: Makes the error of a call that cannot be answered, because nobody is there.
        call_lasting: Makes the calls of functions that stay lent; a caller who survives this line puts another there.
    """

    def __init__(self, wire: socket.socket, house: House) -> None:
        self.house = house
        self._loop = asyncio.get_running_loop()
        self._thread = get_ident()
        self.gone: Callable[[], BaseException] = lambda: ConnectionResetError("the line is closed")
        self.call_lasting: Callable[..., Awaitable[Any]] = self.call
        self._codec = Codec(house.estate.lend, self._borrow)
        self._calls: dict[int, asyncio.Future[Any]] = {}
        self._contexts: dict[int, contextvars.Context] = {}
        self._served: dict[int, asyncio.Task[None]] = {}
        self._numbers = count(1)
        self._line = Line(wire, self._take, house.broken)

    async def call(self, target: Args, args: Args = (), kwargs: Kwargs | None = None) -> Any:
        """Ask the other end, and wait for its answer; raises what it raised.

        Raises:
            Exception: What `gone` makes, when the line breaks before it answered.
        """
        if not self._line.open:
            raise self.gone()
        number = next(self._numbers)
        frame, lent = self._packed([number, "call", list(target), list(args), kwargs or {}, within.get()])
        answer = self._calls[number] = self._loop.create_future()
        self._contexts[number] = contextvars.copy_context()
        try:
            self._line.send(frame)
            if self._line.full:
                await self._line.room()
            return await answer
        except asyncio.CancelledError:
            if not answer.done() or answer.cancelled():
                self._send([number, "cancel"])
            raise
        finally:
            del self._calls[number], self._contexts[number]
            if lent:
                self.house.estate.revoke(lent)

    def tell(self, target: Args, args: Args = (), kwargs: Kwargs | None = None) -> None:
        """Say something that needs no answer; from any thread."""
        message = [0, "tell", list(target), list(args), kwargs or {}, within.get()]
        if get_ident() == self._thread:
            self._send(message)
        else:
            with suppress(RuntimeError):  # the loop is gone
                self._loop.call_soon_threadsafe(self._send, message)

    def fail(self) -> None:
        """End every call that is under way: nobody is there."""
        for number in self._calls:
            self._settle(number, None, self.gone())

    async def close(self) -> None:
        """Hang up, and end what is still served."""
        self._line.close()
        self.fail()
        served = list(self._served.values())
        for task in served:
            task.cancel()
        await asyncio.gather(*served, return_exceptions=True)
        await self.house.estate.close()

    def _send(self, message: list[Any]) -> None:
        if self._line.open:
            self._line.send(self._packed(message)[0])

    def _packed(self, message: list[Any]) -> tuple[bytes, list[int]]:
        """Give a frame, and the numbers of what is lent with it."""
        estate = self.house.estate
        lent: list[int] = []
        estate.scope = lent
        try:
            return self._codec.pack(message), lent
        except BaseException as error:
            estate.revoke(lent)
            if isinstance(error, MemoryError):  # there was room for the value itself
                raise TooLarge("it does not fit into memory twice") from None
            raise

    def _borrow(self, told: Any) -> Any:
        lasting = told[0] in ("function", "model") and isinstance(told[1], list)
        call = self.call_lasting if lasting else self.call
        return proxies.borrow(self, call, told, self.house.estate.errors)

    def _take(self, body: bytes | memoryview) -> None:
        number, kind, *rest = self._codec.unpack(body)
        if kind == "done":
            self._settle(number, rest[0], None)
        elif kind == "failed":
            self._settle(number, None, faults.from_wire(rest[0]))
        elif kind == "call":
            self._serve(number, rest)
        elif kind == "cancel" and (task := self._served.get(number)):
            task.cancel()
            self._loop.call_later(GRACE, _look_after, self, task)
        elif kind == "tell":
            self._hear(rest)
        elif kind == "hello":
            self.house.told([kind], rest, {})

    def _settle(self, number: int, value: Any, error: BaseException | None) -> None:
        answer = self._calls.get(number)
        if answer is None or answer.done():
            return
        if error is None:
            answer.set_result(value)
        elif isinstance(error, asyncio.CancelledError):
            answer.cancel()
        else:
            answer.set_exception(error)

    def _serve(self, number: int, rest: Sequence[Any]) -> None:
        target, args, kwargs, inside = rest[:4]
        if len(self._served) >= MOST_CALLS:
            busy = Unavailable(f"More than {MOST_CALLS} calls are under way at once.", retry_after=1.0)
            self._send([number, "failed", faults.to_wire(busy)])
            return
        context = self._contexts.get(inside) or contextvars.copy_context()
        task = self._loop.create_task(self._answer(number, target, args, kwargs), context=context)
        self._served[number] = task

    async def _answer(self, number: int, target: Args, args: Args, kwargs: Kwargs) -> None:
        within.set(number)
        try:
            host: Any = self.house.estate if target[0] in _LENT else self.house
            value = await host.serve(target, args, kwargs)
            frame, _ = self._packed([number, "done", value])
            self._line.send(frame)
        except BaseException as error:  # noqa: BLE001  # the wall: whatever was raised is an answer
            self._send([number, "failed", self.house.fault(error)])
        finally:
            self._served.pop(number, None)

    def _hear(self, rest: Sequence[Any]) -> None:
        target, args, kwargs, inside = rest[:4]
        try:
            host: Any = self.house.estate if target[0] in ("service", "drop") else self.house
            (self._contexts.get(inside) or contextvars.copy_context()).run(host.told, target, args, kwargs)
        except Exception as error:  # noqa: BLE001  # nobody waits for it
            _log.info("what the other end told could not be taken: %s", error)


def _look_after(peer: Peer, task: asyncio.Task[None]) -> None:
    """Tell of a call that goes on although it was cancelled."""
    if not task.done():
        peer.tell(("stubborn",))
