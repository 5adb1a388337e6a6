"""How long an answer may be given again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad.net.cache import Kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.host.http import HttpAnswer, HttpRequest

STALE_SECONDS = 7 * 24 * 3600
"""How long an old answer stands in for one that is away, unless the other side says otherwise."""
_KEPT = frozenset({200, 203, 404, 410})
_MOST_SECONDS = 366 * 24 * 3600
_DIRECTIVE = re.compile(r"([\w-]+)(?:\s*=\s*\"?(\d{1,10}))?")


def kept(request: HttpRequest, answer: HttpAnswer, now_ms: int) -> Kept | None:
    """Say how an answer is kept; None if it is not.

    A number of seconds is the author's word, who knows the other side; True goes by what it says itself.
    """
    said = directives(answer.headers)
    if answer.status not in _KEPT or (request.cache is True and "no-store" in said):
        return None
    fresh = _told(said, answer.headers) if request.cache is True else float(request.cache)
    stale = 0 if "must-revalidate" in said and request.cache is True else said.get("stale-if-error", STALE_SECONDS)
    fresh_until = now_ms + int(min(fresh, _MOST_SECONDS) * 1000)
    return Kept(
        status=answer.status,
        headers=answer.headers,
        content=answer.content,
        fresh_until=fresh_until,
        stale_until=fresh_until + min(stale, _MOST_SECONDS) * 1000,
    )


def directives(headers: Mapping[str, str]) -> dict[str, int]:
    """Read `Cache-Control`; what has no number is 0."""
    return {name.lower(): int(number or 0) for name, number in _DIRECTIVE.findall(headers.get("cache-control", ""))}


def _told(said: Mapping[str, int], headers: Mapping[str, str]) -> float:
    if "no-cache" in said:
        return 0
    age = headers.get("age", "")
    return max(0, said.get("max-age", 0) - (int(age[:10]) if age.isdecimal() else 0))


def validators(kept: Kept) -> dict[str, str]:
    """Make the headers that ask whether an answer is still right."""
    pairs = (("if-none-match", "etag"), ("if-modified-since", "last-modified"))
    return {asking: kept.headers[having] for asking, having in pairs if having in kept.headers}
