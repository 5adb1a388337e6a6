"""What one end lent to the other, by number: functions, streams, services and open contexts; each is served here.

The other end has only what it was given a number of. What is lent with a call is taken back when the call ends.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from inspect import isawaitable
from itertools import count
from typing import Any

from mediad_sdk.contract import named
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Forbidden, MediadError
from mediad_sdk.remoting import faults
from mediad_sdk.remoting.holding import Held, Pump
from mediad_sdk.remoting.registry import Method, is_protocol, methods, properties

MOST_ERRORS = 200
"""Errors that are kept."""
CALLBACK_LIMIT = 2.0
"""Seconds for a function that a service calls back: a unit of work holds up all others that write."""
Path = tuple[str | int, ...]
"""Names a function for good: hook, number of the value, field."""
Run = Callable[[Callable[..., Any], Sequence[Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Service:
    """An object that is lent through one of the Protocols, and through nothing else."""

    protocol: Any
    given: Any


class Estate:
    """Everything that is lent by one end.

    Attributes:
        services: What stays lent under a name of its own.
        functions: What stays lent under a path of its own.
    """

    def __init__(self, run: Run | None = None) -> None:
        self.services: dict[str, Service] = {}
        self.functions: dict[Path, Callable[..., Any]] = {}
        self.paths: dict[int, Path] = {}
        self.errors: dict[str, BaseException] = {}
        self._run = run or _run
        self._lent: dict[int, Any] = {}
        self._numbers = count(1)
        self.scope: list[int] = []
        """The numbers of what is lent from now on; whoever wants to know puts an empty list here."""

    def revoke(self, numbers: Sequence[int]) -> None:
        """Take back."""
        for number in numbers:
            lent = self._lent.pop(number, None)
            if isinstance(lent, (Pump, Held)):
                lent.abandon()

    def lend(self, value: Any) -> list[Any]:
        """Write down what cannot cross itself.

        Raises:
            TypeError: It cannot be lent either.
        """
        if isinstance(value, BaseException):
            return ["error", faults.to_wire(value)]
        if isinstance(value, Service):
            return ["service", value.protocol.__name__, self._number(value), read_now(value)]
        if (path := self.paths.get(id(value))) is not None:
            return ["model" if isinstance(value, type) else "function", list(path)]
        if hasattr(value, "__anext__") or hasattr(value, "__aiter__"):
            return ["stream", self._number(Pump(value))]
        if callable(value) and not isinstance(value, type):
            return ["function", self._number(value)]
        raise TypeError(f"{named(value)} cannot be sent to another process")

    def fault(self, error: BaseException) -> dict[str, Any]:
        """Write an error down; one of a class of its own is kept for a while: it may come back to `Delivery.refuse`."""
        told = faults.to_wire(error)
        if faults.is_own(error):
            told[faults.ORIGIN] = name = f"{os.getpid()}.{next(self._numbers)}"
            self.errors[name] = error.with_traceback(None)
            if len(self.errors) > MOST_ERRORS:
                del self.errors[next(iter(self.errors))]
        return told

    async def serve(self, target: Sequence[Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Do what the other end asks of something that it was lent."""
        kind, number, *rest = target
        if kind == "function":
            key = tuple(number) if isinstance(number, list) else number
            return await self._run(self.functions[key] if isinstance(key, tuple) else self._of(number, Callable), args)
        if kind == "service":
            service = self.services[number] if isinstance(number, str) else self._of(number, Service)
            return await self._ask(service, rest[0], args, kwargs)
        if kind == "stream":
            return await self._pull(number, rest[0])
        if kind == "close":
            return await self._of(number, Held, take=True).leave()
        raise Forbidden(f"Nothing here is called {kind!r}.")

    def told(self, target: Sequence[Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
        """Do what needs no answer."""
        kind, number, *rest = target
        if kind == "drop":
            self.revoke([number])
        elif kind == "service":
            service = self.services[number] if isinstance(number, str) else self._of(number, Service)
            _method(service, rest[0], "tell")
            getattr(service.given, rest[0])(*args, **kwargs)

    async def close(self) -> None:
        """End everything that is still held."""
        lent, self._lent = list(self._lent.values()), {}
        held = [each for each in lent if isinstance(each, (Pump, Held))]
        await asyncio.gather(*(each.end() for each in held), return_exceptions=True)

    def _number(self, value: Any) -> int:
        number = next(self._numbers)
        self._lent[number] = value
        self.scope.append(number)
        return number

    def _of(self, number: Any, kind: Any, *, take: bool = False) -> Any:
        found = self._lent.get(number)
        if found is None or not isinstance(found, kind):
            raise Forbidden("What was lent for one call is used after its end.")
        if take:
            del self._lent[number]
        return found

    async def _ask(self, service: Service, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        method = _method(service, name, "ask", "walk", "open")
        bound = method.signature.bind(None, *args, **kwargs).arguments
        for argument in method.takes.keys() & bound.keys():
            bound[argument].takes = method.takes[argument]
            bound[argument].limit = CALLBACK_LIMIT
        made = getattr(service.given, name)(*args, **kwargs)
        if method.way == "open":
            return await self._opened(made, method)
        return await made if isawaitable(made) else made

    async def _opened(self, manager: AbstractAsyncContextManager[Any], method: Method) -> list[Any]:
        held = Held(manager)
        value = await held.enter()
        return [self._number(held), Service(method.gives, value) if is_protocol(method.gives) else value]

    async def _pull(self, number: int, what: str) -> list[Any]:
        if what == "close":
            await self._of(number, Pump, take=True).end()
            return []
        pump: Pump = self._of(number, Pump)
        try:
            got = await pump.next()
        except BaseException:
            self._lent.pop(number, None)
            raise
        if not got:
            self._lent.pop(number, None)
        return got


def _method(service: Service, name: str, *ways: str) -> Method:
    method = methods(service.protocol).get(name)
    if method is None or method.way not in ways:
        raise Forbidden(f"{service.protocol.__name__} has no {name!r}.")
    return method


def read_now(service: Service) -> dict[str, Any]:
    """Read the properties; one that is refused is refused over there."""
    read: dict[str, Any] = {}
    for name in properties(service.protocol):
        try:
            read[name] = getattr(service.given, name)
        except MediadError as error:
            read[name] = error
    return read


async def _run(function: Callable[..., Any], args: Sequence[Any]) -> Any:
    made = function(*args)
    return await made if isawaitable(made) else made
