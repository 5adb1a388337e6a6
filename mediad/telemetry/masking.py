"""Takes the secrets of plugins out of what is told to people.

Whoever wrote it: libraries put addresses with keys in them into their errors, and no author catches all of those.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST = 6
"""Letters; a shorter secret would mask words that are none."""
_MASK = "***"


class Mask:
    """Knows the secrets that are in use, by whose they are."""

    def __init__(self) -> None:
        self._secrets: dict[str, frozenset[str]] = {}
        self._pattern: re.Pattern[str] | None = None

    def hide(self, owner: str, secrets: Iterable[str]) -> None:
        """Hide the secrets that somebody has now, in place of those before."""
        self._secrets[owner] = frozenset(each for each in secrets if len(each) >= SHORTEST)
        shapes = {shape for known in self._secrets.values() for each in known for shape in _shapes(each)}
        longest_first = sorted(shapes, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if shapes else None

    def __call__(self, text: str) -> str:
        """Give a text without them."""
        return text if self._pattern is None else self._pattern.sub(_MASK, text)


def _shapes(secret: str) -> set[str]:
    """Give what a secret looks like as it is, in JSON, and in an address."""
    escaped = {json.dumps(secret, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False)}
    return {secret, *escaped, quote(secret, safe="", errors="replace"), quote_plus(secret, errors="replace")}


MASK = Mask()
"""One for the process, as its log is one."""
