"""Counts failed sign-ins, so that guessing is slow: by account and address together, in a table of bounded size.

By both, for whoever could lock an account from anywhere would lock its owner out.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from typing import TYPE_CHECKING

from mediad_sdk.errors import RateLimited

if TYPE_CHECKING:
    from mediad_sdk.host import Clock

MOST = 10
WINDOW = 60.0
_TABLE = 10_000


class Failures:
    """Refuses who failed too often within a minute."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: OrderedDict[tuple[str, str], tuple[float, int]] = OrderedDict()  # by the opening of the window

    def check(self, account: str, address: str) -> None:
        """Raise `RateLimited` when there were too many."""
        opened, count = self._window(account, address)
        if count >= MOST:
            wait = math.ceil(opened + WINDOW - self._clock.monotonic())
            raise RateLimited("Too many failed sign-ins.", retry_after=wait, remedy=f"Try again in {wait} seconds.")

    def count(self, account: str, address: str) -> None:
        """Count one."""
        opened, count = self._window(account, address)
        self._seen[account, address] = (opened, count + 1)
        if len(self._seen) > _TABLE:
            self._seen.popitem(last=False)

    def _window(self, account: str, address: str) -> tuple[float, int]:
        now = self._clock.monotonic()
        opened, count = self._seen.get((account, address), (now, 0))
        if now - opened < WINDOW:
            return opened, count
        del self._seen[account, address]
        return now, 0
