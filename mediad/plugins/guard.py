"""The one guard around every call of a plugin.

A `Guard` belongs to one plugin instance. What it hands out are `Point` (awaited) and `InlinePoint` (plain) objects that
stand in the place of the plugin's functions; the functions themselves never leave this room.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from mediad.plugins.conduct import Conduct
from mediad.plugins.point import InlinePoint, Point
from mediad.plugins.tasks import Adopted

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable


class Guard(Conduct):
    """Stands before one plugin instance."""

    @cached_property
    def adopted(self) -> Adopted:
        """The tasks that the plugin's code started past its context."""
        return Adopted(self)

    def point(
        self, hook: str, function: Callable[..., Any], *, limit: float | None, expect: Any = Any, strikes: int = 1
    ) -> Point:
        """Stand in for a function that may wait; `strikes` 0 is for callers that retry by themselves."""
        return Point(self, hook, function, limit=limit, expect=expect, strikes=strikes)

    def inline(self, hook: str, function: Callable[..., Any], *, expect: Any = Any) -> InlinePoint:
        """Stand in for a pure function."""
        return InlinePoint(self, hook, function, limit=None, expect=expect)

    def adopt(self, loop: asyncio.AbstractEventLoop, call: Any, options: dict[str, Any]) -> asyncio.Task[Any]:
        """Start a task that the plugin's code asked the loop for."""
        return self.adopted.take(loop, call, options)
