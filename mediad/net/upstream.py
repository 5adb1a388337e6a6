"""One host as one plugin instance asks it: places, pace, breaker, retries, figures."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol, TypeVar

from mediad.net.errors import NoAnswer
from mediad.net.manners import LONGEST_PAUSE, STATES, Breaker, Pace, backoff
from mediad_sdk.data import dataclass
from mediad_sdk.errors import RateLimited, Unavailable
from mediad_sdk.host.http.errors import pause
from mediad_sdk.host.http.hosts import place

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from mediad_sdk.host import Clock
    from mediad_sdk.host.http import HttpRequest

PLACES = 16
"""Calls at the same time to one host: what is slow there does not take every connection of the daemon."""
ATTEMPTS = 3
LONGEST_RETRY_AFTER = 60.0
"""A longer pause is told to the caller instead of being sat out."""
_USUAL = (80, 443)
_COUNTS = ("calls", "retries", "failures", "cached", "stale", "shared")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
_PAUSING = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_NEVER = frozenset({HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.HTTP_VERSION_NOT_SUPPORTED})


class Answered(Protocol):
    """Anything with a status and headers."""

    @property
    def status(self) -> int:
        """The status."""

    @property
    def headers(self) -> Mapping[str, str]:
        """By lower-case name."""


Answer = TypeVar("Answer", bound=Answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFigures:
    """What was counted for one host and one plugin instance.

    Attributes:
        host: With its port, if that is not the usual one.
        calls: Calls of the plugin; each is also one of `cached`, `shared`, or went out.
        failures: Calls that ended without an answer, or with one that says the host is not well.
    """

    instance: str
    host: str
    calls: int
    retries: int
    failures: int
    cached: int
    stale: int
    shared: int
    breaker: str

    def __add__(self, other: HostFigures) -> HostFigures:
        """Count both together."""
        counts = {name: getattr(self, name) + getattr(other, name) for name in _COUNTS}
        return replace(self, **counts, breaker=max(self.breaker, other.breaker, key=STATES.index))


class Upstream:
    """How one host is asked for one instance."""

    def __init__(self, host: str, port: int, clock: Clock) -> None:
        self.host = host
        self._place = host if port in _USUAL else place(host, port)
        self.places = asyncio.Semaphore(PLACES)
        self.calls = self.retries = self.failures = self.cached = self.stale = self.shared = 0
        self._clock = clock
        self._breaker = Breaker(clock.monotonic)
        self._pace = Pace(clock.monotonic)

    def figures(self, instance: str) -> HostFigures:
        """Say what was counted."""
        counts = {name: getattr(self, name) for name in _COUNTS}
        return HostFigures(instance=instance, host=self._place, **counts, breaker=self._breaker.state)

    def fail(self) -> None:
        """Count a failure."""
        self.failures += 1
        self._breaker.fail()

    async def ask(self, request: HttpRequest, once: Callable[[], Awaitable[Answer]], until: float) -> Answer:
        """Ask, and again where that may help; gives the last answer or raises the last failure.

        Args:
            request: What is asked.
            once: Asks one time; gives something with `status` and `headers`.
            until: The moment, on the monotonic clock, by which the caller wants an answer.
        """
        if wait := self._breaker.wait():
            message = f"{self.host} is left alone for {wait:.0f} s, after several failures in a row."
            raise Unavailable(message, retry_after=wait, remedy="Look whether it is switched on and reachable.")
        try:
            async with self.places:
                answer = await self._attempts(request, once, until)
        except NoAnswer:
            self.fail()
            raise
        except BaseException:  # cancelled, refused by us, or not yet our turn: that says nothing of the host
            self._breaker.release()
            raise
        if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            self._breaker.succeed()
        else:
            self.fail()
        return answer

    async def _attempts(self, request: HttpRequest, once: Callable[[], Awaitable[Answer]], until: float) -> Answer:
        for attempt in range(ATTEMPTS):
            await self._turn(request, until)
            last = attempt == ATTEMPTS - 1
            try:
                answer = await once()
            except NoAnswer as error:
                wait = backoff(attempt)
                if last or not error.again or (error.sent and not _is_safe(request)) or not self._has(wait, until):
                    raise
            else:
                wait = self._wait_after(answer, attempt)
                if last or not _may_ask_again(request, answer.status) or not self._has(wait, until):
                    return answer
            self.retries += 1
            await self._clock.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    async def _turn(self, request: HttpRequest, until: float) -> None:
        wait = self._pace.turn(*request.rate, until - self._clock.monotonic())
        if not wait:
            return
        if not self._has(wait, until):
            raise RateLimited(f"The next turn to ask {self.host} is in {wait:.0f} s.", retry_after=wait)
        await self._clock.sleep(wait)

    def _wait_after(self, answer: Answered, attempt: int) -> float:
        asked = pause(answer.headers) if answer.status in _PAUSING else None
        wait = backoff(attempt) if asked is None else asked
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            self._pace.pause(min(wait, LONGEST_PAUSE))
        return wait

    def _has(self, wait: float, until: float) -> bool:
        return wait <= LONGEST_RETRY_AFTER and self._clock.monotonic() + wait < until


def _is_safe(request: HttpRequest) -> bool:
    return request.retry or request.method in _SAFE


def _may_ask_again(request: HttpRequest, status: int) -> bool:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return True  # it was not acted on
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR and status not in _NEVER and _is_safe(request)
