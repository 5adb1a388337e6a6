"""Sign-ins that were begun at another address: kept in memory, for one answer, for the browser that began them."""

from __future__ import annotations

import secrets
from collections import Counter, OrderedDict
from hmac import compare_digest
from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad_sdk.host import Clock
    from mediad_sdk.values.signin import Attempt

SECONDS = 600
"""How long somebody may take to sign in elsewhere."""
MOST = 1_000
MOST_OF_ADDRESS = 20
"""Attempts of one address, so that nobody pushes those of others out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """One that was begun.

    Attributes:
        method: Which method's: instance and id.
        browser: What the browser that began it shows.
        onward: The path here that the person wanted.
        address: Where it was begun from.
    """

    attempt: Attempt
    method: tuple[str, str]
    browser: str
    onward: str
    address: str


def drawn() -> str:
    """Draw what cannot be guessed: 256 bits, as long as PKCE wants a verifier."""
    return secrets.token_urlsafe(32)


class Attempts:
    """Keeps what was begun, the oldest first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._begun: OrderedDict[str, tuple[float, Begun]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._begun)

    def browser(self, shown: str) -> str:
        """Go on with what a browser shows while it has an attempt open, as with two tabs; else draw it anew."""
        self._forget()
        return shown if any(_same(each.browser, shown) for _, each in self._begun.values()) else drawn()

    def keep(self, begun: Begun) -> None:
        """Keep one; its address's oldest goes when it has too many."""
        self._forget()
        if Counter(each.address for _, each in self._begun.values())[begun.address] >= MOST_OF_ADDRESS:
            oldest = next(state for state, (_, each) in self._begun.items() if each.address == begun.address)
            del self._begun[oldest]
        elif len(self._begun) >= MOST:
            self._begun.popitem(last=False)
        self._begun[begun.attempt.state] = (self._clock.monotonic(), begun)

    def take(self, state: str, browser: str, method: tuple[str, str]) -> Begun | None:
        """Give what was begun, once; None when it is another method's, another browser's, too old, or unknown."""
        self._forget()
        _, found = self._begun.get(state, (0.0, None))
        if found is None or found.method != method or not _same(found.browser, browser):
            return None
        del self._begun[state]
        return found

    def _forget(self) -> None:
        now = self._clock.monotonic()
        while self._begun and now - next(iter(self._begun.values()))[0] > SECONDS:
            self._begun.popitem(last=False)


def _same(one: str, other: str) -> bool:
    """Compare; what a browser shows may be no ASCII."""
    return compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))
