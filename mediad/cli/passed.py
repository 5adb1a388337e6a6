"""What a scan passed over, for people: how much, why, and some of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_NAMED = 3
_WHY = {"kept_by_programs": "kept by programs", "named_so": "called as bins, caches and unfinished files are"}


def passed_over(told: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Say it in a line a reason."""
    for each in told:
        some = ", ".join(each["paths"][:_NAMED])
        more = " ..." if each["count"] > _NAMED else ""
        yield f"  passed over: {each['count']} {_WHY.get(each['code'], each['reason'])} ({some}{more})"
