"""What all instances share of the way out: the connections, kept answers, and calls that are under way."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from mediad.net.cache import Cache
from mediad.net.together import Together, stopping

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.config.models import Network
    from mediad.net.sockets import Resolve
    from mediad.net.wire import Wire
    from mediad_sdk.host import Clock
    from mediad_sdk.host.http import HttpAnswer

_MEGABYTE = 1024 * 1024


class Outside:
    """One for the daemon; whoever made it closes it."""

    def __init__(self, options: Network, clock: Clock, cache_dir: Path, resolve: Resolve | None = None) -> None:
        self.options = options
        self.clock = clock
        self.cache = Cache(cache_dir, options.cache_mb * _MEGABYTE)
        self.together: Together[HttpAnswer] = Together()
        self._resolve = resolve
        self._wire: Wire | None = None
        self._making = asyncio.Lock()
        self._is_open = True

    async def aclose(self) -> None:
        """End what is under way; no call begins any more."""
        self._is_open = False
        await self.together.aclose()
        if self._wire:
            await self._wire.aclose()

    async def wire(self) -> Wire:
        """Give the connections; they are made when the first call is."""
        if not self._is_open:
            raise stopping()
        if self._wire:
            return self._wire
        async with self._making:
            self._wire = await asyncio.to_thread(self._made)
        return self._wire

    def _made(self) -> Wire:
        if self._wire:  # another call came first
            return self._wire
        sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # its command line: rich, click, 150 ms
        from mediad.net.sockets import system_addresses  # noqa: PLC0415  # imported when first used, in a thread
        from mediad.net.wire import Wire  # noqa: PLC0415  # as above

        return Wire(self.options, self._resolve or system_addresses)
