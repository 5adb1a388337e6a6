"""The daemon's way out, lent to each plugin instance."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Self
from weakref import WeakSet

from mediad.net.cache import Cache
from mediad.net.lent import Lent
from mediad.net.together import Together, stopping
from mediad_sdk.host.http import Http, HttpAnswer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mediad.config.models import Network
    from mediad.net.grants import Grant
    from mediad.net.sockets import Resolve
    from mediad.net.upstream import HostFigures
    from mediad.net.wire import Wire
    from mediad_sdk.host import Clock

_MEGABYTE = 1024 * 1024


class Net:
    """Lends HTTP; entered once by the daemon, left when it stops.

    async with Net(config.network, clock, config.cache_dir / "http") as net:
        http = net.lend("plex", lambda: grant(permission, settings=settings))
    """

    def __init__(self, options: Network, clock: Clock, cache_dir: Path, resolve: Resolve | None = None) -> None:
        self.options = options
        self.clock = clock
        self.cache = Cache(cache_dir, options.cache_mb * _MEGABYTE)
        self.together: Together[HttpAnswer] = Together()
        self._resolve = resolve
        self._wire: Wire | None = None
        self._making = asyncio.Lock()
        self._is_open = True
        self._lent: WeakSet[Lent] = WeakSet()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._is_open = False
        await self.together.aclose()
        if self._wire:
            await self._wire.aclose()

    def lend(self, instance: str, grant: Callable[[], Grant]) -> Http:
        """Give an instance its client; `grant` is asked at every call, so that a change holds at once."""
        lent = Lent(self, instance, grant)
        self._lent.add(lent)
        return Http(lent)

    async def forget(self, instance: str) -> None:
        """Delete what was kept of an instance's answers."""
        await asyncio.to_thread(self.cache.forget, instance)

    def figures(self) -> tuple[HostFigures, ...]:
        """Say what was counted, by instance and host; one that begins anew is counted with what is left of the old."""
        found: dict[tuple[str, str], HostFigures] = {}
        for each in (figures for lent in self._lent for figures in lent.figures()):
            before = found.get((each.instance, each.host))
            found[each.instance, each.host] = before + each if before else each
        return tuple(found[key] for key in sorted(found))

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
