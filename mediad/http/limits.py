"""The rate limit for those without a key: so many requests a minute and address, in a table of bounded size."""

from __future__ import annotations

import ipaddress
import math
from collections import OrderedDict
from typing import TYPE_CHECKING

from mediad.http.problems import TooManyRequests

if TYPE_CHECKING:
    from collections.abc import Callable

_IPV6_SITE = 64  # one household owns a whole /64, so it is one address here


class RateLimit:
    """Counts each address in a window that opens with its first request.

    A window and not a leaking bucket: it never lets more than `amount` through per window, and Retry-After is exact.
    """

    def __init__(
        self, clock: Callable[[], float], *, amount: int = 100, window: float = 60.0, table_size: int = 10_000
    ) -> None:
        self._clock = clock
        self._amount = amount
        self._window = window
        self._table_size = table_size
        self._seen: OrderedDict[str, tuple[float, int]] = OrderedDict()  # by the opening of the window

    def __len__(self) -> int:
        return len(self._seen)

    def take(self, address: str) -> None:
        """Count one request; refuse it when the address has none left in its window."""
        now = self._clock()
        key = bucket_of(address)
        opened, used = self._seen.get(key, (now, 0))
        if used and now - opened >= self._window:
            del self._seen[key]
            opened, used = now, 0
        if used >= self._amount:
            raise self._refusal(opened + self._window - now)
        self._seen[key] = (opened, used + 1)
        if len(self._seen) > self._table_size:
            self._seen.popitem(last=False)

    def give_back(self, address: str) -> None:
        """Take one request out of the count again: it was somebody's after all."""
        key = bucket_of(address)
        opened, used = self._seen.get(key, (0.0, 0))
        if used:
            self._seen[key] = (opened, used - 1)

    def _refusal(self, wait: float) -> TooManyRequests:
        seconds = max(1, math.ceil(wait))
        return TooManyRequests(
            f"More than {self._amount} requests without a key came from this address within {self._window:.0f} s.",
            headers={
                "Retry-After": str(seconds),
                "RateLimit-Policy": f'"anonymous";q={self._amount};w={self._window:.0f}',
                "RateLimit": f'"anonymous";r=0;t={seconds}',
            },
        )


def bucket_of(address: str) -> str:
    """Say which bucket an address counts in: itself, or its /64 for IPv6."""
    if ":" not in address or address.startswith("unix:"):
        return address
    return str(ipaddress.ip_network((address.partition("%")[0], _IPV6_SITE), strict=False).network_address)
