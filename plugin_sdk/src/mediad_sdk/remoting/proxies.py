"""What stands here for something that the other end lent: a function, a stream, a service, a model of arguments."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from functools import cache
from types import TracebackType
from typing import Any, Protocol

from mediad_sdk.errors import Forbidden, Unavailable
from mediad_sdk.remoting import faults
from mediad_sdk.remoting.estate import Service
from mediad_sdk.remoting.registry import Method, is_protocol, methods, properties, protocols

_UNITS = "Let a unit of work do nothing but read and write; ask others before it."


class End(Protocol):
    """The other end, which has what stands here."""

    async def call(
        self, target: Sequence[Any], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        """Ask it, and wait for its answer."""

    def tell(self, target: Sequence[Any], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None) -> None:
        """Say something that needs no answer; from any thread."""


class RemoteFunction:
    """A function over there; awaited, whatever colour it has.

    Attributes:
        takes: The types of what it is called with; an argument whose type is a Protocol is lent for the call.
        limit: Seconds that a call may take, where nobody else looks after that.
    """

    __slots__ = ("_ref", "call", "limit", "takes")

    def __init__(self, call: Callable[..., Any], ref: int | list[Any]) -> None:
        self.call = call
        self._ref = ref
        self.takes: Sequence[Any] = ()
        self.limit: float | None = None

    async def __call__(self, *args: Any) -> Any:
        """Call it."""
        given = [*map(_lendable, args, _padded(self.takes, len(args)))]
        if self.limit is None:
            return await self.call(("function", self._ref), given)
        try:
            async with asyncio.timeout(self.limit):
                return await self.call(("function", self._ref), given)
        except TimeoutError:
            raise Unavailable(f"A unit of work took longer than {self.limit:g} s.", remedy=_UNITS) from None


class RemoteModel:
    """A pydantic model over there; `model_validate` is awaited, and what it gives has `model_dump`."""


def remote_model(call: Callable[..., Any], path: list[Any]) -> type[RemoteModel]:
    """Make the class that stands for one."""

    async def model_validate(value: Mapping[str, Any]) -> Validated:
        return Validated(await call(("model", path), [value]))

    return type("RemoteModel", (RemoteModel,), {"model_validate": staticmethod(model_validate)})


class Validated:
    """Arguments that were checked and completed."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self._fields = fields

    def model_dump(self, **_how: Any) -> dict[str, Any]:
        """Give them as JSON."""
        return self._fields


class RemoteStream:
    """A stream over there; each item is asked for, none comes before."""

    __slots__ = ("_end", "_number", "_open")

    def __init__(self, end: End, number: int) -> None:
        self._end = end
        self._number = number
        self._open = True

    def __aiter__(self) -> RemoteStream:
        return self

    async def __anext__(self) -> Any:
        if not self._open:
            raise StopAsyncIteration
        self._open = False
        got = await self._end.call(("stream", self._number, "next"))
        if not got:
            raise StopAsyncIteration
        self._open = True
        return got[0]

    async def aclose(self) -> None:
        """Let the other end clean up."""
        if self._open:
            self._open = False
            await self._end.call(("stream", self._number, "close"))

    def __del__(self) -> None:
        if self._open:
            self._end.tell(("drop", self._number))  # from whatever thread collects it


class RemoteService:
    """An object over there, as its Protocol describes it."""

    def __init__(self, end: End, number: int | str, read: Mapping[str, Any]) -> None:
        self._end = end
        self._number = number
        self._values = read


def remote_service(end: End, protocol: Any, number: int | str, read: Mapping[str, Any]) -> RemoteService:
    """Make what stands for an object."""
    return _service_class(protocol)(end, number, read)


@cache
def _service_class(protocol: Any) -> type[RemoteService]:
    own: dict[str, Any] = {name: property(_reader(name)) for name in properties(protocol)}
    own |= {name: _WAYS[method.way](name, method) for name, method in methods(protocol).items()}
    return type(f"Remote{protocol.__name__}", (RemoteService,), own)


def _reader(name: str) -> Callable[[RemoteService], Any]:
    def read(self: RemoteService) -> Any:
        value = self._values.get(name)  # a method of it
        if isinstance(value, BaseException):
            raise value
        return value

    return read


def _asked(name: str, method: Method) -> Callable[..., Any]:
    async def ask(self: RemoteService, *args: Any, **kwargs: Any) -> Any:
        method.signature.bind(self, *args, **kwargs)
        return await self._end.call(("service", self._number, name), args, kwargs)  # a method of it

    return ask


def _told(name: str, method: Method) -> Callable[..., None]:
    def tell(self: RemoteService, *args: Any, **kwargs: Any) -> None:
        method.signature.bind(self, *args, **kwargs)
        try:
            self._end.tell(("service", self._number, name), args, kwargs)
        except TypeError:  # a field of a line of the log may be anything
            self._end.tell(("service", self._number, name), args, {key: str(each) for key, each in kwargs.items()})

    return tell


def _walked(name: str, method: Method) -> Callable[..., AsyncIterator[Any]]:
    async def walk(self: RemoteService, *args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        method.signature.bind(self, *args, **kwargs)
        items = await self._end.call(("service", self._number, name), args, kwargs)  # a method of it
        try:
            async for item in items:
                yield item
        finally:
            await items.aclose()

    return walk


def _opener(name: str, method: Method) -> Callable[..., _Opened]:
    def open_(self: RemoteService, *args: Any, **kwargs: Any) -> _Opened:
        method.signature.bind(self, *args, **kwargs)
        return _Opened(self._end, ("service", self._number, name), args, kwargs)  # a method of it

    return open_


_WAYS: dict[str, Callable[[str, Method], Callable[..., Any]]] = {
    "ask": _asked,
    "tell": _told,
    "walk": _walked,
    "open": _opener,
}


class _Opened:
    """An asynchronous context over there."""

    def __init__(self, end: End, target: tuple[Any, ...], args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
        self._end = end
        self._call = (target, args, kwargs)
        self._number = 0

    async def __aenter__(self) -> Any:
        self._number, value = await self._end.call(*self._call)
        return value

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end.call(("close", self._number))


def _padded(takes: Sequence[Any], size: int) -> Sequence[Any]:
    return [*takes[:size], *[None] * (size - len(takes))]


def _lendable(value: Any, hint: Any) -> Any:
    return Service(hint, value) if hint is not None and is_protocol(hint) else value


def borrow(end: End, call: Callable[..., Any], told: Sequence[Any], errors: Mapping[str, BaseException]) -> Any:
    """Make what stands for what the other end lent; an error that came from here is itself again."""
    kind, *rest = told
    if kind == "function":
        return RemoteFunction(call, rest[0])
    if kind == "stream":
        return RemoteStream(end, rest[0])
    if kind == "service":
        return remote_service(end, protocols()[rest[0]], rest[1], rest[2])
    if kind == "model":
        return remote_model(call, rest[0])
    if kind == "error":
        return errors.get(rest[0].get(faults.ORIGIN, "")) or faults.from_wire(rest[0])
    raise Forbidden(f"Nothing is lent as {kind!r}.")
